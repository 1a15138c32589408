/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.RowData;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.sql.window.WindowZone;
import java.util.List;

/** What the columns of a window's rows are that come before the aggregates: parts of the key, and the bounds of the window. */
public final class WindowOutput {
    /** A column that is the start of the window. */
    public static final int START = -1;

    /** A column that is the end of the window. */
    public static final int END = -2;

    /** A column that is the time of the window: its last millisecond. */
    public static final int TIME = -3;

    private final int[] columns;
    private final boolean zoned;

    /**
     * @param columns for each column which part of the key it is, or {@link #START}, {@link #END} or {@link #TIME}
     * @param zoned whether the time of the window is one of the zone
     */
    public WindowOutput(List<Integer> columns, boolean zoned) {
        this.columns = columns.stream().mapToInt(Integer::intValue).toArray();
        this.zoned = zoned;
    }

    int size() {
        return columns.length;
    }

    /** Appends the columns of a row. */
    void append(BatchBuilder rows, Object key, long start, long end, WindowZone zone) {
        for (int i = 0; i < columns.length; i++) {
            switch (columns[i]) {
                case START -> rows.column(i).append(start);
                case END -> rows.column(i).append(end);
                case TIME -> rows.column(i).append(zoned ? zone.toEpoch(end - 1) : end - 1);
                default -> rows.column(i).append(key instanceof RowData row ? row.get(columns[i]) : key);
            }
        }
    }
}
