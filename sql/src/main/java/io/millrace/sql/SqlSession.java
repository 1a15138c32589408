/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql;

import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.ddl.Definitions;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.parser.SqlScript;
import io.millrace.sql.parser.SqlText;
import io.millrace.sql.parser.StatementParser;
import io.millrace.sql.plan.ResultTable;
import io.millrace.sql.plan.SqlPlanner;
import io.millrace.sql.plan.Statement;
import io.millrace.sql.type.SqlTypeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.sql.parser.ddl.SqlReset;
import org.apache.flink.sql.parser.ddl.SqlSet;
import org.apache.flink.sql.parser.dml.RichSqlInsert;
import org.apache.flink.sql.parser.dml.SqlExecute;
import org.apache.flink.sql.parser.dml.SqlStatementSet;
import org.apache.flink.sql.parser.dql.SqlRichExplain;
import org.jspecify.annotations.Nullable;

/**
 * Understands statements one after another: what one of them defines or sets, the next one sees. It runs no jobs: whoever does is handed a
 * {@link Statement} for each. It is used by one thread at a time.
 */
public final class SqlSession {

    private final Catalogs catalogs;
    private final SqlOptions options;
    private final Map<String, String> variables = new TreeMap<>();
    private final SqlPlanner planner;
    private final Definitions definitions;

    /** A session with empty catalogs and nothing set. */
    public SqlSession() {
        this(new Catalogs(), new SqlOptions());
    }

    /** A session that begins with what is defined and set already. */
    public SqlSession(Catalogs catalogs, SqlOptions options) {
        SqlTypeFactory types = new SqlTypeFactory();
        this.catalogs = catalogs;
        this.options = options;
        this.planner = new SqlPlanner(catalogs, types);
        this.definitions = new Definitions(catalogs, types, planner);
    }

    /** Returns what is defined. */
    public Catalogs catalogs() {
        return catalogs;
    }

    /** Returns what is set. */
    public SqlOptions options() {
        return options;
    }

    /** Returns what {@code ${NAME}} stands for in the scripts of the session, by name; to be added to. */
    public Map<String, String> variables() {
        return variables;
    }

    /**
     * Splits a script into statements, with the values of variables in them.
     *
     * @throws SqlException if a variable has no value, or a string, a quoted name or a comment never ends
     */
    public SqlScript script(String text) {
        return SqlScript.of(text, variables);
    }

    /**
     * Understands all statements of a script.
     *
     * @return one for each of the text's
     * @throws SqlException if one is wrong; what those before it have defined stays
     */
    public List<Statement> execute(String script) {
        List<Statement> statements = new ArrayList<>();
        execute(script, statements::add);
        return statements;
    }

    /**
     * Understands the statements of a script, and hands each on before it looks at the next.
     *
     * @throws SqlException if one is wrong; what those before it have defined stays
     */
    public void execute(String script, Consumer<Statement> runner) {
        for (SqlText statement : SqlScript.of(script).statements()) {
            runner.accept(execute(statement));
        }
    }

    /**
     * Understands a statement. Definitions and settings have been carried out when this returns.
     *
     * @throws SqlException if it is wrong, with the place in its script
     */
    public Statement execute(SqlText text) {
        try {
            return understood(StatementParser.parse(text), text);
        } catch (SqlException e) {
            throw e.in(text);
        }
    }

    private Statement understood(SqlNode node, SqlText text) {
        if (node instanceof SqlSet set) {
            return set(set);
        }
        if (node instanceof SqlReset reset) {
            return reset(reset);
        }
        if (node instanceof SqlRichExplain explain) {
            return new Statement.Explain(explainable(explain.getStatement()), details(explain));
        }
        Optional<Statement> definition = definitions.execute(node, text);
        return definition.orElseGet(() -> explainable(node));
    }

    private Statement.Explainable explainable(SqlNode node) {
        if (node instanceof SqlExecute execute) {
            return explainable(execute.getStatement());
        }
        if (node instanceof SqlStatementSet set) {
            return new Statement.StatementSet(
                    set.getInserts().stream().map(planner::insert).toList());
        }
        if (node instanceof RichSqlInsert insert) {
            return planner.insert(insert);
        }
        if (node.isA(SqlKind.QUERY)) {
            return planner.query(node);
        }
        throw SqlException.of("This statement is not supported.");
    }

    private Statement set(SqlSet statement) {
        String key = statement.getKeyString();
        String value = statement.getValueString();
        if (key == null || value == null) {
            List<List<String>> rows = options.values().entrySet().stream()
                    .map(option -> List.of(option.getKey(), option.getValue()))
                    .toList();
            return new Statement.Ddl(new ResultTable(List.of("key", "value"), rows));
        }
        try {
            options.set(key, value);
        } catch (SqlException e) {
            throw e.orAt(SqlParserPos.sum(List.of(position(statement.getKey()), position(statement.getValue()))));
        }
        return new Statement.SetOption(key, value);
    }

    private Statement reset(SqlReset statement) {
        String key = statement.getKeyString();
        if (key == null) {
            options.resetAll();
            return new Statement.ResetOptions(Optional.empty());
        }
        try {
            options.reset(key);
        } catch (SqlException e) {
            throw e.orAt(position(statement.getKey()));
        }
        return new Statement.ResetOptions(Optional.of(key));
    }

    private static SqlParserPos position(@Nullable SqlNode node) {
        return node == null ? SqlParserPos.ZERO : node.getParserPosition();
    }

    private static Set<Statement.ExplainDetail> details(SqlRichExplain explain) {
        Set<Statement.ExplainDetail> details = new HashSet<>();
        for (String detail : explain.getExplainDetails()) {
            details.add(Statement.ExplainDetail.valueOf(detail.toUpperCase(Locale.ROOT)));
        }
        return details;
    }
}
