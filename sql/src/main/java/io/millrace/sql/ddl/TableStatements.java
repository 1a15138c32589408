/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.ddl;

import io.millrace.sql.catalog.CatalogObject;
import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.catalog.Column;
import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.function.user.UserFunctions;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.plan.ResultTable;
import io.millrace.sql.plan.SqlPlanner;
import io.millrace.sql.plan.Statement;
import io.millrace.sql.type.TimeAttributeType;
import java.util.Arrays;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTable;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTableAs;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTableLike;
import org.apache.flink.sql.parser.ddl.table.SqlDropTable;

/** CREATE TABLE in its forms, and DROP TABLE. */
final class TableStatements {

    private final Catalogs catalogs;
    private final RelDataTypeFactory types;
    private final ObjectNames names;

    TableStatements(Catalogs catalogs, RelDataTypeFactory types) {
        this.catalogs = catalogs;
        this.types = types;
        this.names = new ObjectNames(catalogs);
    }

    ResultTable create(SqlCreateTable statement) {
        SqlIdentifier name = statement.getName();
        ObjectPath path = names.forNew(name);
        if (names.isTaken(path, statement.isTemporary(), statement.isIfNotExists(), name)) {
            return ResultTable.OK;
        }
        SchemaDraft draft = declared(statement);
        if (statement instanceof SqlCreateTableLike like) {
            draft = new LikeClause(catalogs, like.getTableLike()).draft(draft).with(draft);
        }
        TableDefinition table =
                draft.define(path, new SchemaCheck(types, UserFunctions.current(catalogs)), name.getParserPosition());
        names.put(table, statement.isTemporary());
        return ResultTable.OK;
    }

    /** Returns what a statement defines that says all of it, whatever name it gives. */
    TableDefinition define(SqlCreateTable statement, ObjectPath path) {
        UserFunctions functions = new UserFunctions(catalogs, path.catalog(), path.database());
        return declared(statement)
                .define(
                        path,
                        new SchemaCheck(types, functions),
                        statement.getName().getParserPosition());
    }

    /** Defines a table by a query; nothing is defined if the query cannot be planned. */
    Statement createAs(SqlCreateTableAs statement, SqlPlanner planner) {
        SqlIdentifier name = statement.getName();
        ObjectPath path = names.forNew(name);
        if (names.isTaken(path, statement.isTemporary(), statement.isIfNotExists(), name)) {
            return new Statement.Ddl(ResultTable.OK);
        }
        if (statement.isSchemaWithColumnsIdentifiersOnly()) {
            throw SqlException.at(
                    statement.getColumnList().getParserPosition(),
                    "A table that is created as a query takes its columns from it; give them their order and names in the query.");
        }
        Statement.CreateTableAs created = planner.createTableAs(statement.getAsQuery(), row -> {
            SchemaDraft draft = declared(statement);
            row.getFieldList().forEach(field -> addIfNew(field, draft));
            return draft.define(
                    path, new SchemaCheck(types, UserFunctions.current(catalogs)), name.getParserPosition());
        });
        names.put(created.insert().target(), statement.isTemporary());
        return created;
    }

    /** A column that is declared takes its type from there, and its rows from the query. */
    private void addIfNew(RelDataTypeField field, SchemaDraft draft) {
        if (!draft.names().contains(field.getName())) {
            RelDataType type = TimeAttributeType.materialized(types, field.getType());
            if (type.getSqlTypeName() == SqlTypeName.NULL) {
                throw SqlException.of("The column '" + field.getName() + "' has no type: write CAST(NULL AS ...).");
            }
            draft.add(ColumnDraft.existing(new Column.Physical(field.getName(), type, Optional.empty())));
        }
    }

    private SchemaDraft declared(SqlCreateTable statement) {
        if (statement.getDistribution() != null) {
            throw SqlException.at(
                    statement.getDistribution().getParserPosition(), "DISTRIBUTED is not supported here.");
        }
        SchemaDraft draft = new SchemaDraft();
        SchemaSyntax syntax = new SchemaSyntax(types);
        for (SqlNode node : statement.getColumnList()) {
            draft.add(syntax.column(node));
        }
        statement.getWatermark().ifPresent(watermark -> draft.watermark(Optional.of(syntax.watermark(watermark))));
        SchemaSyntax.primaryKey(statement.getFullConstraints()).ifPresent(key -> draft.primaryKey(Optional.of(key)));
        draft.partitionKeys().addAll(statement.getPartitionKeyList());
        draft.options().putAll(TableOptions.of(statement));
        draft.comment(Optional.ofNullable(statement.getComment()));
        return draft;
    }

    ResultTable drop(SqlDropTable statement) {
        SqlParserPos position = ObjectNames.position(statement);
        ObjectPath path = catalogs.resolve(Arrays.asList(statement.getFullName()), position);
        Optional<CatalogObject> found = names.toDrop(path, statement.isTemporary(), statement.getIfExists(), position);
        if (found.isPresent() && !(found.get() instanceof TableDefinition)) {
            throw SqlException.at(position, "'" + path.name() + "' is a view: write DROP VIEW.");
        }
        found.ifPresent(object -> names.remove(path, statement.isTemporary()));
        return ResultTable.OK;
    }
}
