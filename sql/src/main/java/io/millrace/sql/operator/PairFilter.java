/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.Batch;
import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import io.millrace.sql.codegen.Calc;
import io.millrace.sql.column.ColumnLayout;
import io.millrace.store.RowBag;
import io.millrace.store.RowPages;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Says which rows of equal keys match one row: lays the columns that the condition looks at side by side, a batch at a time. */
final class PairFilter {
    private final PairCondition condition;
    private final int leftWidth;
    private final Calc calc;
    private Object[] columns = new Object[0];
    private boolean[][] nulls = new boolean[0][];
    private long[] timestamps = new long[0];
    private boolean[] matches = new boolean[0];

    /** @param calc the condition's code, opened */
    PairFilter(PairCondition condition, int leftWidth, Calc calc) {
        this.condition = condition;
        this.leftWidth = leftWidth;
        this.calc = calc;
    }

    /**
     * Returns for each place of a bag whether its row matches; reused by the next call.
     *
     * @param isLeft whether the one row is of the left input
     * @param rows in which the bag's lie
     */
    boolean[] matches(ColumnBatch batch, int position, boolean isLeft, RowPages rows, RowBag others) {
        return matches(
                column -> batch.value(column, position),
                isLeft,
                others.size(),
                (place, inSide, column, row) -> copy(rows, others.row(place), inSide, column, row));
    }

    /**
     * Returns for each place of a bag whether its row matches a kept row of the other side; reused by the next call.
     *
     * @param isLeft whether the one row is of the left input
     * @param own in which the row lies
     * @param rows in which the bag's lie
     */
    boolean[] matches(RowPages own, int row, boolean isLeft, RowPages rows, RowBag others) {
        return matches(
                column -> own.value(row, column),
                isLeft,
                others.size(),
                (place, inSide, column, position) -> copy(rows, others.row(place), inSide, column, position));
    }

    /** Returns for each row of the right input whether it matches one of the left; reused by the next call. */
    boolean[] matches(RowData left, List<RowData> rights) {
        return matches(
                left::get,
                true,
                rights.size(),
                (place, inSide, column, row) ->
                        set(column, row, rights.get(place).get(inSide)));
    }

    /** Copies a value of one of the other rows to a row of a column of the condition. */
    private interface Others {
        void copy(int place, int inSide, int column, int row);
    }

    private void copy(RowPages rows, int kept, int inSide, int column, int row) {
        nulls[column][row] = !rows.copy(kept, inSide, columns[column], row);
    }

    private boolean[] matches(IntFunction<@Nullable Object> one, boolean isLeft, int size, Others others) {
        if (matches.length < size) {
            matches = new boolean[size + (size >> 1)];
        }
        Arrays.fill(matches, 0, size, false);
        for (int start = 0; start < size; start += Batch.CAPACITY) {
            apply(one, isLeft, others, start, Math.min(size, start + Batch.CAPACITY));
        }
        return matches;
    }

    private void apply(IntFunction<@Nullable Object> one, boolean isLeft, Others others, int start, int end) {
        int count = end - start;
        makeRoom(count);
        for (int i = 0; i < columns.length; i++) {
            int column = condition.columns()[i];
            boolean ofLeft = column < leftWidth;
            int inSide = ofLeft ? column : column - leftWidth;
            if (ofLeft == isLeft) {
                fill(i, one.apply(inSide), count);
            } else {
                for (int place = start; place < end; place++) {
                    others.copy(place, inSide, i, place - start);
                }
            }
        }
        ColumnBatch passed = calc.apply(new ColumnBatch(columns, nulls, timestamps, count));
        for (int row = 0; passed != null && row < passed.size; row++) {
            matches[start + passed.position(row)] = true;
        }
    }

    /** Returns whether two rows match. */
    boolean matches(ColumnBatch batch, int position, boolean isLeft, RowData other) {
        makeRoom(1);
        for (int i = 0; i < columns.length; i++) {
            int column = condition.columns()[i];
            boolean ofLeft = column < leftWidth;
            int inSide = ofLeft ? column : column - leftWidth;
            set(i, 0, ofLeft == isLeft ? batch.value(inSide, position) : other.get(inSide));
        }
        return calc.apply(new ColumnBatch(columns, nulls, timestamps, 1)) != null;
    }

    /** Returns whether a left row and a right one match. */
    boolean matches(RowData left, RowData right) {
        makeRoom(1);
        for (int i = 0; i < columns.length; i++) {
            int column = condition.columns()[i];
            set(i, 0, column < leftWidth ? left.get(column) : right.get(column - leftWidth));
        }
        return calc.apply(new ColumnBatch(columns, nulls, timestamps, 1)) != null;
    }

    private void makeRoom(int count) {
        if (timestamps.length >= count) {
            return;
        }
        int room = Math.min(Batch.CAPACITY, Math.max(8, 2 * count));
        int width = condition.columns().length;
        timestamps = new long[room];
        columns = new Object[width];
        nulls = new boolean[width][];
        for (int i = 0; i < width; i++) {
            columns[i] = condition.layouts().get(i).newArray(room);
            nulls[i] = new boolean[room];
        }
    }

    private void fill(int column, @Nullable Object value, int count) {
        for (int row = 0; row < count; row++) {
            set(column, row, value);
        }
    }

    private void set(int column, int row, @Nullable Object value) {
        nulls[column][row] = value == null;
        if (value != null) {
            ColumnLayout.set(columns[column], row, value);
        }
    }
}
