/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

import io.millrace.runner.JobClient;
import io.millrace.sql.SqlSession;
import io.millrace.sql.codegen.UnsupportedExpressionException;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.execution.JobBuilder;
import io.millrace.sql.execution.RowTexts;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.parser.SqlScript;
import io.millrace.sql.parser.SqlText;
import io.millrace.sql.plan.PlanText;
import io.millrace.sql.plan.ResultTable;
import io.millrace.sql.plan.Statement;
import io.millrace.sql.row.Row;
import io.millrace.stream.CloseableIterator;
import io.millrace.stream.StreamExecutionEnvironment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs statements in a program's environment. */
final class Statements {
    private final StreamExecutionEnvironment environment;
    private final SqlSession session;
    private final TableFactories factories;

    /** How often names of state are taken by what stays in the environment. */
    private final Map<String, Integer> uids = new HashMap<>();

    /** Which late rows what stays in the environment writes. */
    private final Set<String> lateWritten = new HashSet<>();

    Statements(StreamExecutionEnvironment environment, SqlSession session, TableFactories factories) {
        this.environment = environment;
        this.session = session;
        this.factories = factories;
    }

    /**
     * Understands the one statement of a text, and does something with it.
     *
     * @throws SqlException with the place in the text, wherever it is found that something is wrong
     */
    <T> T understood(String text, Function<Statement, T> then) {
        SqlText statement = one(text);
        return placed(statement, () -> then.apply(session.execute(statement)));
    }

    /** Does something with a statement, and says of what is found to be wrong where in its text that is. */
    <T> T placed(SqlText statement, Supplier<T> step) {
        try {
            return step.get();
        } catch (SqlException wrong) {
            throw wrong.in(statement);
        } catch (UnsupportedExpressionException unsupported) {
            throw SqlException.of(String.valueOf(unsupported.getMessage())).in(statement);
        }
    }

    private static SqlText one(String text) {
        List<SqlText> statements = SqlScript.of(text).statements();
        if (statements.size() != 1) {
            throw SqlException.of("One statement is expected here, and the text has " + statements.size()
                    + ". Give them one by one.");
        }
        return statements.get(0);
    }

    TableResult run(Statement statement) {
        if (statement instanceof Statement.Query query) {
            return run(query);
        } else if (statement instanceof Statement.Insert insert) {
            return run(List.of(insert));
        } else if (statement instanceof Statement.StatementSet set) {
            return run(set.inserts());
        } else if (statement instanceof Statement.CreateTableAs creation) {
            return run(List.of(creation.insert()));
        } else if (statement instanceof Statement.Explain explain) {
            return TextResult.ofText(PlanText.of(explain.statement()));
        }
        return new TextResult(statement instanceof Statement.Ddl ddl ? ddl.result() : ResultTable.OK);
    }

    TableResult run(Statement.Query query) {
        JobBuilder job = apart();
        List<CloseableIterator<Row>> rows = new ArrayList<>();
        JobClient client = start(
                job.name("collect"),
                () -> rows.add(job.rows(job.plan(query.plan(), false)).collectAsync()));
        return new QueryResult(query, RowTexts.of(query, session.options()), client, rows.get(0));
    }

    TableResult run(List<Statement.Insert> inserts) {
        JobBuilder job = apart();
        List<String> tables = inserts.stream()
                .map(insert -> insert.target().path().toString())
                .toList();
        JobClient client = start(job.name("insert-into_" + String.join(",", tables)), () -> job.insert(inserts));
        InsertResult result = new InsertResult(client, tables);
        if (session.options().get(SqlOptions.DML_SYNC).orElse(false)) {
            awaitEnd(result);
        }
        return result;
    }

    private static void awaitEnd(InsertResult result) {
        try {
            result.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for an INSERT", interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getMessage(), failed.getCause());
        }
    }

    /** Adds inserts to the environment, to be started with the rest of it. */
    void attach(List<Statement.Insert> inserts) {
        addWhole(job -> {
            job.insert(inserts);
            return inserts;
        });
    }

    /** Adds operators that stay in the environment; if that fails, none of them. */
    <T> T addWhole(Function<JobBuilder, T> part) {
        Set<String> late = new HashSet<>(lateWritten);
        T added = environment.addWhole(
                () -> part.apply(new JobBuilder(environment, factories, session.options(), uids, late)));
        lateWritten.addAll(late);
        return added;
    }

    /** What runs apart may read what stays, and must not take the names of its state. */
    private JobBuilder apart() {
        return new JobBuilder(environment, factories, session.options(), new HashMap<>(uids), new HashSet<>());
    }

    private JobClient start(String name, Runnable part) {
        try {
            return environment.executeApart(name, part);
        } catch (RuntimeException wrong) {
            throw wrong;
        } catch (Exception failed) {
            throw new IllegalStateException(
                    "The job '" + name + "' could not be started: " + failed.getMessage(), failed);
        }
    }
}
