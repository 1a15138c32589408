/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import io.millrace.sql.configuration.RuntimeMode;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.plan.Statement;
import io.millrace.sql.row.Row;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;

/**
 * How a query's rows are shown to a person: as Flink's shell shows them, with what each row does in a column {@code op}, but in batch
 * mode, where all are inserts.
 */
public final class RowTexts {
    private static final String OP = "op";
    private static final String NULL = "<NULL>";
    private static final int WIDEST = 30;
    private static final int POINT = 1;

    private final List<String> names;
    private final List<RelDataType> types;
    private final ValueTexts values;
    private final boolean changes;

    private RowTexts(List<String> names, List<RelDataType> types, ValueTexts values, boolean changes) {
        this.names = names;
        this.types = types;
        this.values = values;
        this.changes = changes;
    }

    /** @param options give the time zone and the mode */
    public static RowTexts of(Statement.Query query, SqlOptions options) {
        return new RowTexts(
                query.fieldNames(),
                query.plan().getRowType().getFieldList().stream()
                        .map(RelDataTypeField::getType)
                        .toList(),
                new ValueTexts(options.localTimeZone()),
                options.get(SqlOptions.RUNTIME_MODE).orElse(RuntimeMode.STREAMING) != RuntimeMode.BATCH);
    }

    /** Returns whether rows have a column for what they do. */
    boolean haveChanges() {
        return changes;
    }

    /** Returns the names of the query's columns. */
    public List<String> names() {
        return names;
    }

    /** Returns the values of a row. */
    public List<String> values(Row row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            Object value = row.getField(i);
            cells.add(value == null ? NULL : values.text(value, types.get(i)));
        }
        return cells;
    }

    /** Returns the names of all columns. */
    List<String> header() {
        return changes ? behind(OP, names) : names;
    }

    /** Returns the cells of all columns. */
    List<String> cells(Row row) {
        return changes ? behind(row.getKind().shortString(), values(row)) : values(row);
    }

    private static List<String> behind(String first, List<String> others) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(others);
        return all;
    }

    /** Returns how many characters columns are given before any row is known. */
    int[] widths() {
        List<Integer> widths = new ArrayList<>();
        if (changes) {
            widths.add(OP.length());
        }
        types.forEach(type -> widths.add(Math.max(NULL.length(), width(type))));
        return widths.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int width(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case BOOLEAN -> "FALSE".length();
            case TINYINT -> Byte.toString(Byte.MIN_VALUE).length();
            case SMALLINT -> Short.toString(Short.MIN_VALUE).length();
            case INTEGER -> Integer.toString(Integer.MIN_VALUE).length();
            case BIGINT -> Long.toString(Long.MIN_VALUE).length();
            case DECIMAL -> Math.min(WIDEST, type.getPrecision() + 2);
            case CHAR, VARCHAR -> Math.min(WIDEST, type.getPrecision());
            case DATE -> "2026-01-31".length();
            case TIME -> "12:00:00".length();
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                "2026-01-31 12:00:00".length() + (type.getPrecision() == 0 ? 0 : POINT + type.getPrecision());
            default -> WIDEST;
        };
    }
}
