/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.column;

import io.millrace.data.Batch;
import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import io.millrace.data.RowKind;
import io.millrace.operator.Output;
import io.millrace.store.RowPages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the rows that an operator makes and emits them as batches. A row is begun by appending a value to each column, in whatever
 * order, and ends with {@link #endRow}. What is gathered has to be flushed before a signal: at the end of every call of the operator.
 */
public final class BatchBuilder {
    /** A row and what replaces it fit together. */
    private static final int CAPACITY = Batch.CAPACITY + 2;

    /** Up to as many rows are copied, so that a small batch does not take the memory of a whole one. */
    private static final int FEW = CAPACITY / 2;

    private static final byte BEFORE = (byte) RowKind.UPDATE_BEFORE.ordinal();
    private static final byte AFTER = (byte) RowKind.UPDATE_AFTER.ordinal();

    private final ColumnBuilder[] columns;
    private final Output output;

    private long[] timestamps = new long[CAPACITY];
    private byte[] kinds = new byte[CAPACITY];
    private boolean onlyInserts = true;
    private int size;

    /** @param row what the columns are */
    public BatchBuilder(RelDataType row, Output output) {
        this(layouts(row), output);
    }

    BatchBuilder(List<ColumnLayout> layouts, Output output) {
        this.columns = layouts.stream()
                .map(layout -> new ColumnBuilder(layout, CAPACITY))
                .toArray(ColumnBuilder[]::new);
        this.output = output;
    }

    private static List<ColumnLayout> layouts(RelDataType row) {
        List<ColumnLayout> layouts = new ArrayList<>();
        for (RelDataTypeField field : row.getFieldList()) {
            layouts.add(ColumnLayout.of(field.getType()));
        }
        return layouts;
    }

    public ColumnBuilder column(int index) {
        return columns[index];
    }

    /** Appends all columns of a row to the columns from {@code first} on. */
    public void append(int first, ColumnBatch batch, int position) {
        for (int column = 0; column < batch.columns.length; column++) {
            columns[first + column].append(batch, column, position);
        }
    }

    /** Appends the values of a row to the columns from {@code first} on. */
    public void append(int first, RowData row) {
        for (int column = 0; column < row.size(); column++) {
            columns[first + column].append(row.get(column));
        }
    }

    /**
     * Appends what a column has at some positions.
     *
     * @param target the column that it is appended to
     */
    public void append(int target, ColumnBatch batch, int column, int[] positions, int count) {
        columns[target].append(batch, column, positions, count);
    }

    /** Appends the first columns of a kept row to as many columns from {@code first} on. */
    public void append(int first, RowPages rows, int row, int width) {
        for (int column = 0; column < width; column++) {
            columns[first + column].append(rows, row, column);
        }
    }

    /** Appends nulls to {@code count} columns from {@code first} on. */
    public void appendNulls(int first, int count) {
        for (int column = first; column < first + count; column++) {
            columns[column].appendNull();
        }
    }

    /** Ends a row, each of whose columns has a value by now. */
    public void endRow(RowKind kind, long timestamp) {
        timestamps[size] = timestamp;
        kinds[size] = (byte) kind.ordinal();
        onlyInserts &= kind == RowKind.INSERT;
        size++;
    }

    /** Returns how many rows are gathered. */
    public int size() {
        return size;
    }

    /** Returns whether the last two rows hold the same. */
    public boolean repeatsItself() {
        return repeatsItself(size - 1);
    }

    /** Returns whether a row of those that are gathered holds the same as the one before. */
    private boolean repeatsItself(int row) {
        for (ColumnBuilder column : columns) {
            if (!column.isSame(row - 1, row)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the rows that are to be emitted, as {@link #flushChanges} says; null where that is all of them. */
    private int @Nullable [] changes(boolean silent, boolean updateBefore) {
        int[] kept = null;
        int count = 0;
        for (int row = 0; row < size; row++) {
            boolean before = kinds[row] == BEFORE;
            boolean repeats = silent && before && row + 1 < size && kinds[row + 1] == AFTER && repeatsItself(row + 1);
            boolean leaves = repeats || (before && !updateBefore);
            if (leaves && kept == null) {
                kept = new int[size];
                count = row;
                Arrays.setAll(kept, position -> position);
            }
            if (repeats) {
                row++;
            } else if (kept != null && !leaves) {
                kept[count++] = row;
            }
        }
        return kept == null ? null : Arrays.copyOf(kept, count);
    }

    /** Takes back the last rows. */
    public void takeBack(int rows) {
        size -= rows;
        for (ColumnBuilder column : columns) {
            column.truncate(size);
        }
    }

    /** Returns the values of the last row, and takes it back. */
    public RowData take() {
        @Nullable Object[] values = new @Nullable Object[columns.length];
        for (int column = 0; column < values.length; column++) {
            values[column] = columns[column].value(size - 1);
        }
        takeBack(1);
        return RowData.of(values);
    }

    /** Says of what kind the last row is after all. */
    public void changeKind(RowKind kind) {
        kinds[size - 1] = (byte) kind.ordinal();
        onlyInserts &= kind == RowKind.INSERT;
    }

    /** Emits what is gathered if it is a batch; to be called between rows. */
    public void flushIfFull() {
        if (size >= Batch.CAPACITY) {
            flush();
        }
    }

    /**
     * Emits what is gathered.
     *
     * @param silent whether updates are left out that change nothing: a {@code -U} that is followed by a {@code +U} of the same values
     * @param updateBefore whether {@code -U} are emitted at all
     */
    public void flushChanges(boolean silent, boolean updateBefore) {
        int[] kept = onlyInserts || (updateBefore && !silent) ? null : changes(silent, updateBefore);
        if (kept != null && kept.length == 0) {
            takeBack(size);
        }
        flush(kept);
    }

    /** Emits what is gathered. */
    public void flush() {
        flush(null);
    }

    @SuppressWarnings("NullAway") // does not see, in class files, that columns without nulls have no array for them
    private void flush(int @Nullable [] selection) {
        if (size == 0) {
            return;
        }
        Object[] values = new Object[columns.length];
        boolean[] @Nullable [] nulls = new boolean[columns.length] @Nullable [];
        boolean copies = size <= FEW;
        for (int column = 0; column < columns.length; column++) {
            if (copies) {
                columns[column].copyTo(values, nulls, column);
            } else {
                columns[column].moveTo(values, nulls, column);
            }
        }
        ColumnBatch batch = new ColumnBatch(values, nulls, copies ? Arrays.copyOf(timestamps, size) : timestamps, size);
        if (!onlyInserts) {
            batch.kinds = copies ? Arrays.copyOf(kinds, size) : kinds;
        }
        if (!copies) {
            timestamps = new long[CAPACITY];
            kinds = onlyInserts ? kinds : new byte[CAPACITY];
        }
        if (selection != null) {
            batch.selection = selection;
            batch.size = selection.length;
        }
        onlyInserts = true;
        size = 0;
        output.emit(batch);
    }
}
