/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.ContainerType;
import io.millrace.data.RowData;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.sql.row.StateTypes;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Rows in a sorted list; among ties the one that came first stands first. */
final class SortedRows {
    private static final String TIMESTAMP = "$timestamp";

    private SortedRows() {}

    /** Returns a row of these values, which are given away. */
    static RowData of(@Nullable Object[] values) {
        return RowData.of(values);
    }

    /** Returns a row of a batch, to be kept, with room for some values more. */
    static RowData wideRow(ColumnBatch batch, int position, int more) {
        int width = batch.columns.length;
        @Nullable Object[] values = new @Nullable Object[width + more];
        for (int column = 0; column < width; column++) {
            values[column] = batch.value(column, position);
        }
        return RowData.of(values);
    }

    /** Returns a row of a batch, to be kept, with its timestamp behind its values. */
    static RowData timedRow(ColumnBatch batch, int position) {
        int width = batch.columns.length;
        @Nullable Object[] values = new @Nullable Object[width + 1];
        for (int column = 0; column < width; column++) {
            values[column] = batch.value(column, position);
        }
        values[width] = batch.timestamps[position];
        return RowData.of(values);
    }

    /** Returns the type of sorted rows with their timestamps. */
    static Type timedType(RelDataType row) {
        return ContainerType.of(
                ArrayList.class, StateTypes.rowWith(row, row.getFieldCount(), List.of(TIMESTAMP), List.of(Long.class)));
    }

    /** Returns the type of sorted rows with their timestamps, and the times by which they are ordered. */
    static Type clockedType(RelDataType row) {
        return ContainerType.of(
                ArrayList.class,
                StateTypes.rowWith(
                        row, row.getFieldCount(), List.of(TIMESTAMP, "$time"), List.of(Long.class, Long.class)));
    }

    /** Returns a row of a batch, to be kept, with its timestamp behind its values, and behind that the time by which it is ordered. */
    static RowData clockedRow(ColumnBatch batch, int position, long millis) {
        int width = batch.columns.length;
        @Nullable Object[] values = new @Nullable Object[width + 2];
        for (int column = 0; column < width; column++) {
            values[column] = batch.value(column, position);
        }
        values[width] = batch.timestamps[position];
        values[width + 1] = millis;
        return RowData.of(values);
    }

    /** Returns the timestamp that stands in a column of a row. */
    static long timestamp(RowData row, int column) {
        Object time = row.get(column);
        if (time instanceof Long timestamp) {
            return timestamp;
        }
        throw new IllegalStateException("The row was kept without its timestamp");
    }

    /** Returns what stands behind the values of a row: its timestamp. */
    static long time(RowData row) {
        return timestamp(row, row.size() - 1);
    }

    /** Appends the values of a row without the timestamp behind them. */
    static void appendTimed(BatchBuilder rows, RowData row) {
        for (int column = 0; column < row.size() - 1; column++) {
            rows.column(column).append(row.get(column));
        }
    }

    /** Returns where a row belongs that comes now: behind its ties. */
    static int placeOf(List<RowData> rows, RowOrder order, RowData row) {
        int low = 0;
        int high = rows.size();
        if (high > 0 && order.compare(rows.get(high - 1), row) <= 0) {
            return high;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order.compare(rows.get(middle), row) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Returns where the first row stands that has the same values, or -1.
     *
     * @param width how many of the first columns count
     */
    static int find(List<RowData> rows, RowOrder order, RowData row, int width) {
        int place = firstTie(rows, order, row);
        for (; place < rows.size() && order.compare(rows.get(place), row) == 0; place++) {
            if (isSame(rows.get(place), row, width)) {
                return place;
            }
        }
        return -1;
    }

    /** Returns where the first row stands that is not before another one. */
    static int firstTie(List<RowData> rows, RowOrder order, RowData row) {
        int low = 0;
        int high = rows.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order.compare(rows.get(middle), row) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns whether the first columns of two rows hold the same. */
    static boolean isSame(RowData one, RowData other, int width) {
        for (int column = 0; column < width; column++) {
            if (!Objects.deepEquals(one.get(column), other.get(column))) {
                return false;
            }
        }
        return true;
    }
}
