/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import io.millrace.sql.plan.Statement;
import io.millrace.sql.row.Row;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;

/** The changelog of a query as a table in text: what each row does, and its values. */
public final class QueryTable implements QueryOutput {
    private static final String NULL = "<NULL>";
    private static final int WIDEST = 30;
    private static final int POINT = 1;

    private final TextTable table;
    private final PrintWriter out;

    private QueryTable(TextTable table, PrintWriter out) {
        this.table = table;
        this.out = out;
    }

    /** Begins the table of a query. */
    public static QueryTable begin(PrintWriter out, Statement.Query query) {
        List<String> names = new ArrayList<>(List.of("op"));
        names.addAll(query.fieldNames());
        List<RelDataTypeField> fields = query.plan().getRowType().getFieldList();
        int[] widths = new int[fields.size() + 1];
        widths[0] = 2;
        for (int i = 0; i < fields.size(); i++) {
            widths[i + 1] = Math.max(NULL.length(), width(fields.get(i).getType()));
        }
        return new QueryTable(TextTable.begin(out, names, widths), out);
    }

    /** Returns how many characters the values of a type take, or the most that a column is given beforehand. */
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

    /** Returns the values of a row as they are shown. */
    public static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.getArity(); i++) {
            Object value = row.getField(i);
            cells.add(value == null ? NULL : Row.text(value));
        }
        return cells;
    }

    /** Prints a row at once, so that whoever waits sees it. */
    @Override
    public void add(Row row) {
        List<String> cells = new ArrayList<>(List.of(row.getKind().shortString()));
        cells.addAll(cells(row));
        table.add(cells);
        out.flush();
    }

    @Override
    public void end() {
        table.end();
    }
}
