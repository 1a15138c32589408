/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.ddl;

import io.millrace.sql.catalog.CatalogObject;
import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.catalog.Column;
import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.catalog.PrimaryKey;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.catalog.Watermark;
import io.millrace.sql.function.user.UserFunctions;
import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.parser.SqlPrinter;
import io.millrace.sql.parser.StatementParser;
import io.millrace.sql.plan.ResultTable;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.flink.sql.parser.ddl.position.SqlTableColumnPosition;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTable;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableAdd;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableDrop.SqlAlterTableDropColumn;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableDrop.SqlAlterTableDropConstraint;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableDrop.SqlAlterTableDropPrimaryKey;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableDrop.SqlAlterTableDropWatermark;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableModify;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableOptions;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableRename;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableRenameColumn;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableReset;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableSchema;

/** ALTER TABLE: the definition is changed as a draft, and checked as a whole, so that what stays still fits. */
final class AlterTable {

    private final Catalogs catalogs;
    private final RelDataTypeFactory types;
    private final SchemaSyntax syntax;

    AlterTable(Catalogs catalogs, RelDataTypeFactory types) {
        this.catalogs = catalogs;
        this.types = types;
        this.syntax = new SchemaSyntax(types);
    }

    ResultTable alter(SqlAlterTable statement) {
        SqlIdentifier name = statement.getTableName();
        ObjectPath path = catalogs.resolve(name.names, name.getParserPosition());
        if (statement.ifTableExists() && catalogs.object(path).isEmpty()) {
            return ResultTable.OK;
        }
        TableDefinition table = table(path, name);
        if (statement instanceof SqlAlterTableRename rename) {
            new ObjectNames(catalogs).rename(table, rename.fullNewTableName(), statement.getParserPosition());
            return ResultTable.OK;
        }
        SchemaDraft draft = SchemaDraft.of(table);
        change(statement, draft);
        catalogs.replace(draft.define(
                path, new SchemaCheck(types, UserFunctions.current(catalogs)), statement.getParserPosition()));
        return ResultTable.OK;
    }

    private TableDefinition table(ObjectPath path, SqlIdentifier name) {
        CatalogObject object = catalogs.objectOrThrow(path, name.getParserPosition());
        if (object instanceof TableDefinition table) {
            return table;
        }
        throw SqlException.at(name.getParserPosition(), "'" + path.name() + "' is a view: write ALTER VIEW.");
    }

    private void change(SqlAlterTable statement, SchemaDraft draft) {
        if (statement instanceof SqlAlterTableOptions options) {
            draft.options().putAll(TableOptions.of(options));
        } else if (statement instanceof SqlAlterTableReset reset) {
            reset(reset, draft);
        } else if (statement instanceof SqlAlterTableRenameColumn rename) {
            renameColumn(rename, draft);
        } else if (statement instanceof SqlAlterTableDropColumn drop) {
            drop.getColumnList().forEach(column -> drop((SqlIdentifier) column, draft));
        } else if (statement instanceof SqlAlterTableDropPrimaryKey) {
            dropKey(draft, Optional.empty(), statement.getParserPosition());
        } else if (statement instanceof SqlAlterTableDropConstraint constraint) {
            SqlIdentifier name = constraint.getConstraintName();
            dropKey(draft, Optional.of(name.getSimple()), name.getParserPosition());
        } else if (statement instanceof SqlAlterTableDropWatermark) {
            if (draft.watermark().isEmpty()) {
                throw SqlException.at(statement.getParserPosition(), "The table has no watermark.");
            }
            draft.watermark(Optional.empty());
        } else if (statement instanceof SqlAlterTableAdd add) {
            add(add, draft);
        } else if (statement instanceof SqlAlterTableModify modify) {
            modify(modify, draft);
        } else {
            throw SqlException.at(statement.getParserPosition(), "This kind of ALTER TABLE is not supported.");
        }
    }

    private static void reset(SqlAlterTableReset statement, SchemaDraft draft) {
        if (statement.getResetKeys().contains(TableDefinition.CONNECTOR)) {
            throw SqlException.at(
                    statement.getParserPosition(), "The option 'connector' cannot be reset: a table must have one.");
        }
        draft.options().keySet().removeAll(statement.getResetKeys());
    }

    private void add(SqlAlterTableAdd statement, SchemaDraft draft) {
        for (SqlNode node : statement.getColumnPositions()) {
            SqlTableColumnPosition position = (SqlTableColumnPosition) node;
            ColumnDraft column = syntax.column(position.getColumn());
            draft.add(placeOf(position, draft).orElse(draft.columns().size()), column);
        }
        statement.getWatermark().ifPresent(watermark -> {
            if (draft.watermark().isPresent()) {
                throw SqlException.at(
                        watermark.getParserPosition(), "The table has a watermark already; write MODIFY to change it.");
            }
            draft.watermark(Optional.of(syntax.watermark(watermark)));
        });
        key(statement).ifPresent(key -> {
            if (draft.primaryKey().isPresent()) {
                throw SqlException.at(
                        statement.getParserPosition(),
                        "The table has a primary key already; write MODIFY to change it.");
            }
            draft.primaryKey(Optional.of(key));
        });
    }

    private void modify(SqlAlterTableModify statement, SchemaDraft draft) {
        for (SqlNode node : statement.getColumnPositions()) {
            SqlTableColumnPosition position = (SqlTableColumnPosition) node;
            ColumnDraft column = syntax.column(position.getColumn());
            int index = draft.indexOrThrow(column.name(), column.position());
            ColumnDraft old = draft.columns().remove(index);
            draft.add(placeOf(position, draft).orElse(index), keepingComment(column, old));
        }
        statement.getWatermark().ifPresent(watermark -> {
            if (draft.watermark().isEmpty()) {
                throw SqlException.at(
                        watermark.getParserPosition(), "The table has no watermark yet; write ADD to give it one.");
            }
            draft.watermark(Optional.of(syntax.watermark(watermark)));
        });
        key(statement).ifPresent(key -> {
            if (draft.primaryKey().isEmpty()) {
                throw SqlException.at(
                        statement.getParserPosition(), "The table has no primary key yet; write ADD to give it one.");
            }
            draft.primaryKey(Optional.of(key));
        });
    }

    /** A column that is changed without a comment keeps the one that it has. */
    private static ColumnDraft keepingComment(ColumnDraft column, ColumnDraft old) {
        Optional<String> comment = old.column().comment();
        if (comment.isEmpty()
                || !(column.column() instanceof Column.Physical physical)
                || physical.comment().isPresent()) {
            return column;
        }
        return new ColumnDraft(
                column.position(), new Column.Physical(physical.name(), physical.type(), comment), column.syntax());
    }

    private static Optional<PrimaryKey> key(SqlAlterTableSchema statement) {
        return SchemaSyntax.primaryKey(
                statement.getFullConstraint().map(List::of).orElse(List.of()));
    }

    private static Optional<Integer> placeOf(SqlTableColumnPosition position, SchemaDraft draft) {
        if (position.isFirstColumn()) {
            return Optional.of(0);
        }
        SqlIdentifier after = position.getAfterReferencedColumn();
        if (after != null) {
            return Optional.of(draft.indexOrThrow(after.getSimple(), after.getParserPosition()) + 1);
        }
        return Optional.empty();
    }

    private static void drop(SqlIdentifier name, SchemaDraft draft) {
        SqlParserPos position = name.getParserPosition();
        int index = draft.indexOrThrow(name.getSimple(), position);
        refuseIfUsed(name, draft, "dropped");
        draft.columns().remove(index);
    }

    private static void refuseIfUsed(SqlIdentifier name, SchemaDraft draft, String change) {
        Optional<String> user = draft.userOf(name.getSimple())
                .or(() -> computedOf(name.getSimple(), draft).map(column -> "the column '" + column + "'"))
                .or(() -> watermarkOf(name.getSimple(), draft));
        user.ifPresent(part -> {
            throw SqlException.at(
                    name.getParserPosition(),
                    "The column '" + name.getSimple() + "' cannot be " + change + ": " + part + " is made of it.");
        });
    }

    private static Optional<String> computedOf(String name, SchemaDraft draft) {
        return draft.columns().stream()
                .filter(column ->
                        column.column() instanceof Column.Computed computed && names(computed.expression(), name))
                .map(ColumnDraft::name)
                .findFirst();
    }

    private static Optional<String> watermarkOf(String name, SchemaDraft draft) {
        return draft.watermark()
                .filter(watermark -> names(watermark.watermark().expression(), name))
                .map(watermark -> "the watermark");
    }

    private static boolean names(String expression, String column) {
        return !renamed(expression, column, column + "'").equals(expression);
    }

    private static void renameColumn(SqlAlterTableRenameColumn statement, SchemaDraft draft) {
        SqlIdentifier old = statement.getOldColumnIdentifier();
        String name = old.getSimple();
        String newName = statement.getNewColumnIdentifier().getSimple();
        int index = draft.indexOrThrow(name, old.getParserPosition());
        if (draft.names().contains(newName)) {
            throw SqlException.at(
                    statement.getNewColumnIdentifier().getParserPosition(),
                    "There is a column '" + newName + "' already.");
        }
        draft.columns()
                .set(
                        index,
                        ColumnDraft.existing(draft.columns().get(index).column().renamed(newName)));
        draft.columns().replaceAll(column -> renamed(column, name, newName));
        draft.partitionKeys().replaceAll(key -> key.equals(name) ? newName : key);
        draft.primaryKey(draft.primaryKey()
                .map(key -> new PrimaryKey(
                        key.name(),
                        key.columns().stream()
                                .map(column -> column.equals(name) ? newName : column)
                                .toList())));
        draft.watermark(draft.watermark().map(watermark -> {
            Watermark before = watermark.watermark();
            String column = before.column().equals(name) ? newName : before.column();
            return new SchemaDraft.WatermarkDraft(
                    SqlParserPos.ZERO,
                    new Watermark(column, renamed(before.expression(), name, newName)),
                    Optional.empty());
        }));
    }

    private static ColumnDraft renamed(ColumnDraft draft, String name, String newName) {
        if (!(draft.column() instanceof Column.Computed computed)) {
            return draft;
        }
        return ColumnDraft.existing(new Column.Computed(
                computed.name(), computed.type(), renamed(computed.expression(), name, newName), computed.comment()));
    }

    /** Returns an expression with every use of a column under its new name. */
    private static String renamed(String expression, String name, String newName) {
        SqlNode changed = StatementParser.parseExpression(expression).accept(new SqlShuttle() {
            @Override
            public SqlNode visit(SqlIdentifier identifier) {
                return identifier.names.get(0).equals(name) ? identifier.setName(0, newName) : identifier;
            }
        });
        return changed == null ? expression : SqlPrinter.print(changed);
    }

    private static void dropKey(SchemaDraft draft, Optional<String> name, SqlParserPos position) {
        PrimaryKey key =
                draft.primaryKey().orElseThrow(() -> SqlException.at(position, "The table has no primary key."));
        if (name.isPresent() && !name.get().equals(key.name())) {
            throw SqlException.at(
                    position,
                    "There is no constraint '" + name.get() + "'."
                            + Proposals.sentence(name.get(), List.of(key.name())));
        }
        draft.primaryKey(Optional.empty());
    }
}
