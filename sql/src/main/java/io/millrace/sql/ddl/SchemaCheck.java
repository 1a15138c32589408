/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.ddl;

import io.millrace.sql.catalog.Column;
import io.millrace.sql.catalog.Watermark;
import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.parser.StatementParser;
import io.millrace.sql.plan.ExpressionConverter;
import io.millrace.sql.type.TimeAttributeType;
import io.millrace.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/** Derives the types of a table's computed columns, and checks the parts of its schema against each other. */
final class SchemaCheck {

    private static final int MAX_ROWTIME_PRECISION = 3;

    private final RelDataTypeFactory types;
    private final SqlOperatorTable functions;

    /** @param functions that expressions may call */
    SchemaCheck(RelDataTypeFactory types, SqlOperatorTable functions) {
        this.types = types;
        this.functions = functions;
    }

    /** Returns the columns with all types, and those of the primary key not null. */
    List<Column> columns(SchemaDraft draft) {
        List<String> key =
                draft.primaryKey().map(primaryKey -> primaryKey.columns()).orElse(List.of());
        RelDataTypeFactory.Builder scanned = types.builder();
        List<Column> columns = new ArrayList<>();
        for (ColumnDraft each : draft.columns()) {
            Column column = key.contains(each.name()) ? notNull(each.column()) : each.column();
            columns.add(column);
            if (!(column instanceof Column.Computed)) {
                scanned.add(column.name(), column.type());
            }
        }
        RelDataType row = scanned.build();
        for (int index = 0; index < columns.size(); index++) {
            if (columns.get(index) instanceof Column.Computed computed) {
                columns.set(index, derived(computed, draft.columns().get(index), row));
            }
        }
        return columns;
    }

    private Column notNull(Column column) {
        return column instanceof Column.Physical physical
                ? new Column.Physical(
                        physical.name(), types.createTypeWithNullability(physical.type(), false), physical.comment())
                : column;
    }

    private Column derived(Column.Computed column, ColumnDraft draft, RelDataType row) {
        RelDataType type = ExpressionConverter.create(types, functions)
                .convert(draft.expression(column), row)
                .getType();
        if (type.getSqlTypeName() == SqlTypeName.NULL) {
            throw SqlException.at(
                    draft.position(), "The column '" + column.name() + "' has no type: write CAST(NULL AS ...).");
        }
        return new Column.Computed(column.name(), type, column.expression(), column.comment());
    }

    void primaryKey(SchemaDraft draft, List<Column> columns, SqlParserPos position) {
        draft.primaryKey().ifPresent(key -> key.columns().forEach(name -> {
            Column column = find(name, columns, position, "of the primary key");
            if (!(column instanceof Column.Physical)) {
                throw SqlException.at(
                        position, "The primary key's column '" + name + "' is not in the records: it cannot be a key.");
            }
        }));
    }

    void partitionKeys(SchemaDraft draft, List<Column> columns, SqlParserPos position) {
        draft.partitionKeys().forEach(name -> find(name, columns, position, "of PARTITIONED BY"));
    }

    private static Column find(String name, List<Column> columns, SqlParserPos position, String user) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> SqlException.at(
                        position,
                        "There is no column '" + name + "' " + user + "."
                                + Proposals.sentence(
                                        name, columns.stream().map(Column::name).toList())));
    }

    /** Returns what a query sees, with the rowtime marked. */
    RelDataType rowType(SchemaDraft draft, List<Column> columns) {
        RelDataType plain = row(columns);
        if (draft.watermark().isEmpty()) {
            return plain;
        }
        SchemaDraft.WatermarkDraft watermark = draft.watermark().get();
        Column rowtime = rowtime(watermark, columns);
        checkExpression(watermark, plain);
        RelDataTypeFactory.Builder builder = types.builder();
        for (Column column : columns) {
            builder.add(
                    column.name(), column == rowtime ? TimeAttributeType.rowtime(types, column.type()) : column.type());
        }
        return builder.build();
    }

    private RelDataType row(List<Column> columns) {
        RelDataTypeFactory.Builder builder = types.builder();
        columns.forEach(column -> builder.add(column.name(), column.type()));
        return builder.build();
    }

    private static Column rowtime(SchemaDraft.WatermarkDraft draft, List<Column> columns) {
        Column column = find(draft.watermark().column(), columns, draft.position(), "of the watermark");
        if (!isRowtime(column.type())) {
            throw SqlException.at(
                    draft.position(),
                    "The watermark's column '" + column.name()
                            + "' must be TIMESTAMP(p) or TIMESTAMP_LTZ(p) with p from 0 to 3, and is "
                            + TypeNames.summary(column.type()) + ".");
        }
        return column;
    }

    private void checkExpression(SchemaDraft.WatermarkDraft draft, RelDataType row) {
        Watermark watermark = draft.watermark();
        SqlNode expression = draft.syntax().orElseGet(() -> StatementParser.parseExpression(watermark.expression()));
        SqlParserPos position = expression.getParserPosition();
        RelDataType type = ExpressionConverter.create(types, functions)
                .convert(expression, row)
                .getType();
        if (!isRowtime(type)) {
            throw SqlException.at(
                    position,
                    "The watermark must be TIMESTAMP(p) or TIMESTAMP_LTZ(p) with p from 0 to 3, and is "
                            + TypeNames.summary(type) + ".");
        }
    }

    private static boolean isRowtime(RelDataType type) {
        boolean timestamp = type.getSqlTypeName() == SqlTypeName.TIMESTAMP
                || type.getSqlTypeName() == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
        return timestamp && !TimeAttributeType.isProctime(type) && type.getPrecision() <= MAX_ROWTIME_PRECISION;
    }
}
