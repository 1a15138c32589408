/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.ddl;

import io.millrace.sql.catalog.CatalogObject;
import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.catalog.ViewDefinition;
import io.millrace.sql.function.FunctionTable;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.plan.ResultTable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.sql.parser.dql.SqlRichDescribeTable;
import org.apache.flink.sql.parser.dql.SqlShowCall;
import org.apache.flink.sql.parser.dql.SqlShowColumns;
import org.apache.flink.sql.parser.dql.SqlShowCreateTable;
import org.apache.flink.sql.parser.dql.SqlShowCreateView;
import org.apache.flink.sql.parser.dql.SqlShowDatabases;
import org.apache.flink.sql.parser.dql.SqlShowFunctions;
import org.apache.flink.sql.parser.dql.SqlShowTables;

/** SHOW and DESCRIBE. */
final class ShowStatements {

    private final Catalogs catalogs;

    ShowStatements(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    ResultTable catalogs(SqlShowCall statement) {
        return ResultTable.ofNames("catalog name", matching(catalogs.names(), statement));
    }

    ResultTable databases(SqlShowDatabases statement) {
        List<String> from = statement.getSqlIdentifierNameList();
        String catalog = from.isEmpty() ? catalogs.currentCatalog() : from.get(0);
        List<String> names = catalogs.catalogOrThrow(catalog, ObjectNames.position(statement))
                .databases();
        return ResultTable.ofNames("database name", matching(names, statement));
    }

    ResultTable tables(SqlShowTables statement) {
        return switch (statement.getTableKind()) {
            case TABLE -> ResultTable.ofNames("table name", matching(objects(statement, false), statement));
            case VIEW -> ResultTable.ofNames("view name", matching(objects(statement, true), statement));
            case MATERIALIZED_TABLE ->
                throw SqlException.at(statement.getParserPosition(), "There are no materialized tables here.");
        };
    }

    /** Views are listed among the tables, as they can be read like them. */
    private List<String> objects(SqlShowTables statement, boolean viewsAlone) {
        List<String> from = statement.getSqlIdentifierNameList();
        SqlParserPos position = ObjectNames.position(statement);
        String catalog = from.size() == 2 ? from.get(0) : catalogs.currentCatalog();
        String database = from.isEmpty() ? catalogs.currentDatabase() : from.get(from.size() - 1);
        catalogs.databaseOrThrow(catalog, database, position);
        return catalogs.objects(catalog, database).stream()
                .filter(name -> !viewsAlone
                        || catalogs.object(new ObjectPath(catalog, database, name))
                                        .orElseThrow()
                                instanceof ViewDefinition)
                .toList();
    }

    ResultTable functions(SqlShowFunctions statement) {
        TreeSet<String> names = new TreeSet<>(catalogs.functions());
        if (!statement.requireUser()) {
            FunctionTable.INSTANCE.names().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        }
        return ResultTable.ofNames("function name", matching(List.copyOf(names), statement));
    }

    ResultTable columns(SqlShowColumns statement) {
        CatalogObject object = object(statement.getSqlIdentifierNameList(), ObjectNames.position(statement));
        return ColumnRows.of(object, name -> matches(name, statement));
    }

    ResultTable describe(SqlRichDescribeTable statement) {
        return ColumnRows.of(
                object(Arrays.asList(statement.fullTableName()), ObjectNames.position(statement)), name -> true);
    }

    ResultTable createTable(SqlShowCreateTable statement) {
        SqlParserPos position = statement.getTableName().getParserPosition();
        if (object(statement.getTableName().names, position) instanceof TableDefinition table) {
            return text(TableText.of(table, catalogs.isTemporary(table.path())));
        }
        throw SqlException.at(position, "'" + statement.getTableName() + "' is a view: write SHOW CREATE VIEW.");
    }

    ResultTable createView(SqlShowCreateView statement) {
        SqlParserPos position = statement.getViewName().getParserPosition();
        if (object(statement.getViewName().names, position) instanceof ViewDefinition view) {
            return text(TableText.of(view, catalogs.isTemporary(view.path())));
        }
        throw SqlException.at(position, "'" + statement.getViewName() + "' is a table: write SHOW CREATE TABLE.");
    }

    private CatalogObject object(List<String> name, SqlParserPos position) {
        return catalogs.objectOrThrow(catalogs.resolve(name, position), position);
    }

    static ResultTable text(String text) {
        return new ResultTable(List.of("result"), List.of(List.of(text)));
    }

    private static List<String> matching(List<String> names, SqlShowCall statement) {
        return names.stream().filter(name -> matches(name, statement)).toList();
    }

    private static boolean matches(String name, SqlShowCall statement) {
        if (!statement.isWithLike()) {
            return true;
        }
        boolean anyCase = "ILIKE".equalsIgnoreCase(statement.getLikeType());
        return new LikePattern(statement.getLikeSqlPattern(), anyCase).matches(name) != statement.isNotLike();
    }
}
