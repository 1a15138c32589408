/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.ddl;

import io.millrace.sql.catalog.CatalogObject;
import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.catalog.DatabaseDefinition;
import io.millrace.sql.catalog.DefinitionTexts;
import io.millrace.sql.catalog.FunctionDefinition;
import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.catalog.ViewDefinition;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.parser.SqlPrinter;
import io.millrace.sql.parser.SqlScript;
import io.millrace.sql.parser.SqlText;
import io.millrace.sql.parser.StatementParser;
import io.millrace.sql.plan.SqlPlanner;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.sql.parser.ddl.SqlCreateDatabase;
import org.apache.flink.sql.parser.ddl.SqlCreateFunction;
import org.apache.flink.sql.parser.ddl.SqlUseDatabase;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTable;
import org.apache.flink.sql.parser.ddl.view.SqlCreateView;

/**
 * Definitions as scripts of one statement, whose names have one part. Before that of a view, a USE says where its query's names are looked up; in the catalog that it is
 * read from, if only a database is given.
 */
final class DefinitionScripts implements DefinitionTexts {
    private final Catalogs catalogs;
    private final RelDataTypeFactory types;
    private final SqlPlanner planner;
    private final FunctionStatements functions;

    DefinitionScripts(Catalogs catalogs, RelDataTypeFactory types, SqlPlanner planner, FunctionStatements functions) {
        this.catalogs = catalogs;
        this.types = types;
        this.planner = planner;
        this.functions = functions;
    }

    /** A statement of a script. */
    private record Parsed(SqlNode node, SqlText text) {}

    private static List<Parsed> parsed(String script) {
        return SqlScript.of(script).statements().stream()
                .map(text -> new Parsed(parse(text), text))
                .toList();
    }

    private static SqlNode parse(SqlText text) {
        try {
            return StatementParser.parse(text);
        } catch (SqlException wrong) {
            throw wrong.in(text);
        }
    }

    private static <T extends SqlNode> T only(String script, Class<T> kind, String what) {
        List<Parsed> statements = parsed(script);
        if (statements.size() != 1 || !kind.isInstance(statements.get(0).node)) {
            throw SqlException.of("It is not one statement, " + what + ".");
        }
        return kind.cast(statements.get(0).node);
    }

    @Override
    public String write(CatalogObject object) {
        String name = ObjectPath.quoted(object.path().name());
        if (object instanceof TableDefinition table) {
            return TableText.of(table, name, false) + ";\n";
        }
        ViewDefinition view = (ViewDefinition) object;
        String database = ObjectPath.quoted(view.currentDatabase());
        boolean own = view.currentCatalog().equals(view.path().catalog());
        String context = own ? database : ObjectPath.quoted(view.currentCatalog()) + "." + database;
        return "USE " + context + ";\n\n" + TableText.of(view, name, false) + ";\n";
    }

    @Override
    public CatalogObject readObject(ObjectPath path, String script) {
        List<Parsed> statements = parsed(script);
        if (statements.size() == 1 && statements.get(0).node instanceof SqlCreateTable create) {
            return new TableStatements(catalogs, types).define(create, path);
        } else if (statements.size() == 2
                && statements.get(0).node instanceof SqlUseDatabase use
                && statements.get(1).node instanceof SqlCreateView create) {
            String[] context = use.fullDatabaseName();
            return new ViewStatements(catalogs, types, planner)
                    .define(
                            create,
                            statements.get(1).text,
                            path,
                            context.length == 1 ? path.catalog() : context[0],
                            context[context.length - 1]);
        }
        throw SqlException.of("It is neither CREATE TABLE nor USE and CREATE VIEW.");
    }

    @Override
    public String write(FunctionDefinition function) {
        StringBuilder text = new StringBuilder("CREATE FUNCTION ")
                .append(ObjectPath.quoted(function.path().name()))
                .append(" AS ")
                .append(SqlPrinter.quoted(function.className()))
                .append(" LANGUAGE ")
                .append(function.language());
        if (!function.jars().isEmpty()) {
            text.append("\nUSING JAR ")
                    .append(function.jars().stream().map(SqlPrinter::quoted).collect(Collectors.joining(", JAR ")));
        }
        return text.append(";\n").toString();
    }

    @Override
    public FunctionDefinition readFunction(ObjectPath path, String script) {
        return functions.define(only(script, SqlCreateFunction.class, "CREATE FUNCTION"), path);
    }

    @Override
    public String write(String database, DatabaseDefinition definition) {
        StringBuilder text = new StringBuilder("CREATE DATABASE ").append(ObjectPath.quoted(database));
        definition.comment().ifPresent(comment -> text.append("\nCOMMENT ").append(SqlPrinter.quoted(comment)));
        if (!definition.options().isEmpty()) {
            text.append("\nWITH (\n  ")
                    .append(definition.options().entrySet().stream()
                            .map(option ->
                                    SqlPrinter.quoted(option.getKey()) + " = " + SqlPrinter.quoted(option.getValue()))
                            .collect(Collectors.joining(",\n  ")))
                    .append("\n)");
        }
        return text.append(";\n").toString();
    }

    @Override
    public DatabaseDefinition readDatabase(String script) {
        SqlCreateDatabase create = only(script, SqlCreateDatabase.class, "CREATE DATABASE");
        return new DatabaseDefinition(create.getProperties(), Optional.ofNullable(create.getComment()));
    }
}
