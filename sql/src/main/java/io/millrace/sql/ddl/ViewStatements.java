/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.ddl;

import io.millrace.sql.catalog.CatalogObject;
import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.catalog.ViewDefinition;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.parser.SqlText;
import io.millrace.sql.plan.ResultTable;
import io.millrace.sql.plan.SqlPlanner;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.sql.parser.ddl.view.SqlAlterView;
import org.apache.flink.sql.parser.ddl.view.SqlAlterViewAs;
import org.apache.flink.sql.parser.ddl.view.SqlAlterViewRename;
import org.apache.flink.sql.parser.ddl.view.SqlCreateView;
import org.apache.flink.sql.parser.ddl.view.SqlDropView;

/** CREATE, ALTER and DROP VIEW. */
final class ViewStatements {

    private final Catalogs catalogs;
    private final RelDataTypeFactory types;
    private final SqlPlanner planner;
    private final ObjectNames names;

    ViewStatements(Catalogs catalogs, RelDataTypeFactory types, SqlPlanner planner) {
        this.catalogs = catalogs;
        this.types = types;
        this.planner = planner;
        this.names = new ObjectNames(catalogs);
    }

    ResultTable create(SqlCreateView statement, SqlText text) {
        SqlIdentifier name = statement.getName();
        ObjectPath path = names.forNew(name);
        if (names.isTaken(path, statement.isTemporary(), statement.isIfNotExists(), name)) {
            return ResultTable.OK;
        }
        ViewDefinition view = define(statement, text, path, catalogs.currentCatalog(), catalogs.currentDatabase());
        names.put(view, statement.isTemporary());
        return ResultTable.OK;
    }

    /**
     * Returns what a statement defines, whatever name it gives.
     *
     * @param catalog where the names of its query are looked up, with {@code database}
     */
    ViewDefinition define(SqlCreateView statement, SqlText text, ObjectPath path, String catalog, String database) {
        List<String> columns = statement.getFieldList().stream()
                .map(column -> ((SqlIdentifier) column).getSimple())
                .toList();
        RelDataType row = planner.rowType(statement.getQuery(), catalog, database);
        if (!columns.isEmpty() && columns.size() != row.getFieldCount()) {
            throw SqlException.at(
                    statement.getFieldList().getParserPosition(),
                    "The view has names for " + columns.size() + " columns, and its query gives " + row.getFieldCount()
                            + ".");
        }
        return new ViewDefinition(
                path,
                text.afterWord("AS"),
                columns,
                columns.isEmpty() ? row : renamed(row, columns),
                catalog,
                database,
                Optional.ofNullable(statement.getComment()));
    }

    private RelDataType renamed(RelDataType row, List<String> columns) {
        RelDataTypeFactory.Builder builder = types.builder();
        for (int index = 0; index < columns.size(); index++) {
            builder.add(columns.get(index), row.getFieldList().get(index).getType());
        }
        return builder.build();
    }

    ResultTable alter(SqlAlterView statement, SqlText text) {
        SqlParserPos position = ObjectNames.position(statement);
        ViewDefinition view = view(statement.getFullName(), position);
        if (statement instanceof SqlAlterViewRename rename) {
            names.rename(view, rename.fullNewViewName(), position);
            return ResultTable.OK;
        }
        if (statement instanceof SqlAlterViewAs as) {
            SqlNode query = as.getNewQuery();
            RelDataType row = planner.rowType(query);
            catalogs.replace(new ViewDefinition(
                    view.path(),
                    text.afterWord("AS"),
                    List.of(),
                    row,
                    catalogs.currentCatalog(),
                    catalogs.currentDatabase(),
                    view.comment()));
            return ResultTable.OK;
        }
        throw SqlException.at(position, "A view has no options; write ALTER VIEW ... AS or RENAME TO.");
    }

    private ViewDefinition view(String[] name, SqlParserPos position) {
        ObjectPath path = catalogs.resolve(Arrays.asList(name), position);
        CatalogObject object = catalogs.objectOrThrow(path, position);
        if (object instanceof ViewDefinition view) {
            return view;
        }
        throw SqlException.at(position, "'" + path.name() + "' is a table, not a view.");
    }

    ResultTable drop(SqlDropView statement) {
        SqlParserPos position = ObjectNames.position(statement);
        ObjectPath path = catalogs.resolve(Arrays.asList(statement.getFullName()), position);
        Optional<CatalogObject> found = names.toDrop(path, statement.isTemporary(), statement.getIfExists(), position);
        if (found.isPresent() && !(found.get() instanceof ViewDefinition)) {
            throw SqlException.at(position, "'" + path.name() + "' is a table: write DROP TABLE.");
        }
        found.ifPresent(object -> names.remove(path, statement.isTemporary()));
        return ResultTable.OK;
    }
}
