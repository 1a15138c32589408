/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A batch in the columns layout: one array a column. Rows stand at positions of these arrays, and a selection says which
 * positions count, so that a filter moves nothing and a projection shares what it does not change.
 *
 * <pre>
 *  position       0     1     2     3
 *  columns[0]   [ 7 ,   9 ,   4 ,   2 ]    long[]
 *  columns[1]   ["a",  "b",   - ,  "d"]    Object[], nulls[1] = {false, false, true, false}
 *  selection    [ 1 ,   2 ]                size = 2: the rows (9, "b") and (4, null)
 * </pre>
 *
 * <p>Arrays of columns, of nulls and of the selection are shared between batches: nobody changes one that was emitted.
 * {@link #timestamps} and {@link #kinds} are by position, too.
 */
public final class ColumnBatch extends Batch {
    private static final RowKind[] KINDS = RowKind.values();

    /**
     * The values: {@code long[]}, {@code int[]}, {@code double[]}, {@code float[]}, {@code byte[]} (booleans, 0 or 1) or
     * {@code Object[]}. What stands where a row is null means nothing.
     */
    public final Object[] columns;

    /** For each column, which positions are null; null where none is. */
    public final boolean[] @Nullable [] nulls;

    /** The positions of the rows, rising; null where the rows are the first {@link #size} positions. */
    public int @Nullable [] selection;

    /**
     * A batch of all rows of some columns.
     *
     * @param columns at least {@code size} positions each
     */
    public ColumnBatch(Object[] columns, boolean[] @Nullable [] nulls, long[] timestamps, int size) {
        super(timestamps);
        this.columns = columns;
        this.nulls = nulls;
        this.size = size;
    }

    /** Returns the position of a row. */
    public int position(int row) {
        int[] selected = selection;
        return selected == null ? row : selected[row];
    }

    /** Returns whether a column is null at a position. */
    public boolean isNull(int column, int position) {
        boolean[] ofColumn = nulls[column];
        return ofColumn != null && ofColumn[position];
    }

    /** Returns the value of a column at a position, boxed; booleans are {@link Boolean}s. */
    public @Nullable Object value(int column, int position) {
        if (isNull(column, position)) {
            return null;
        }
        Object array = columns[column];
        if (array instanceof long[] values) {
            return values[position];
        } else if (array instanceof int[] values) {
            return values[position];
        } else if (array instanceof double[] values) {
            return values[position];
        } else if (array instanceof float[] values) {
            return values[position];
        } else if (array instanceof byte[] values) {
            return values[position] != 0;
        }
        return ((Object[]) array)[position];
    }

    /** Returns what all columns have at a position. */
    public RowData row(int position) {
        @Nullable Object[] row = new @Nullable Object[columns.length];
        for (int column = 0; column < row.length; column++) {
            row[column] = value(column, position);
        }
        return RowData.of(row);
    }

    /** Returns what some columns have at a position, in their order. */
    public RowData row(int[] ofColumns, int position) {
        @Nullable Object[] row = new @Nullable Object[ofColumns.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = value(ofColumns[i], position);
        }
        return RowData.of(row);
    }

    /** Returns the kind of change at a position. */
    public RowKind kind(int position) {
        byte[] ordinals = kinds;
        return ordinals == null ? RowKind.INSERT : KINDS[ordinals[position]];
    }

    /** Returns a batch of the same columns, of the rows at some positions alone. */
    public ColumnBatch select(int[] positions) {
        ColumnBatch batch = withColumns(columns, nulls);
        batch.selection = positions;
        batch.size = positions.length;
        return batch;
    }

    /** Returns a batch of the same rows with other columns. */
    public ColumnBatch withColumns(Object[] newColumns, boolean[] @Nullable [] newNulls) {
        ColumnBatch batch = new ColumnBatch(newColumns, newNulls, timestamps, size);
        batch.kinds = kinds;
        batch.selection = selection;
        return batch;
    }

    @Override
    public ColumnBatch copy() {
        ColumnBatch copy = withColumns(columns.clone(), nulls.clone());
        copy.timestamps = timestamps.clone();
        copy.kinds = kinds == null ? null : kinds.clone();
        return copy;
    }

    @Override
    public ColumnBatch slice(int start, int end) {
        Objects.checkFromToIndex(start, end, size);
        ColumnBatch slice = copy();
        slice.size = end - start;
        int[] positions = new int[end - start];
        for (int row = start; row < end; row++) {
            positions[row - start] = position(row);
        }
        slice.selection = positions;
        return slice;
    }

    /** Returns a column's values at the rows, without what lies between them: an array of {@link #size} of its kind. */
    public static Object gather(Object column, int @Nullable [] selection, int size) {
        if (column instanceof long[] values) {
            long[] gathered = Arrays.copyOf(values, size);
            for (int row = 0; selection != null && row < size; row++) {
                gathered[row] = values[selection[row]];
            }
            return gathered;
        } else if (column instanceof int[] values) {
            int[] gathered = Arrays.copyOf(values, size);
            for (int row = 0; selection != null && row < size; row++) {
                gathered[row] = values[selection[row]];
            }
            return gathered;
        } else if (column instanceof double[] values) {
            double[] gathered = Arrays.copyOf(values, size);
            for (int row = 0; selection != null && row < size; row++) {
                gathered[row] = values[selection[row]];
            }
            return gathered;
        } else if (column instanceof float[] values) {
            float[] gathered = Arrays.copyOf(values, size);
            for (int row = 0; selection != null && row < size; row++) {
                gathered[row] = values[selection[row]];
            }
            return gathered;
        } else if (column instanceof byte[] values) {
            byte[] gathered = Arrays.copyOf(values, size);
            for (int row = 0; selection != null && row < size; row++) {
                gathered[row] = values[selection[row]];
            }
            return gathered;
        } else if (column instanceof Object[] values) {
            Object[] gathered = Arrays.copyOf(values, size);
            for (int row = 0; selection != null && row < size; row++) {
                gathered[row] = values[selection[row]];
            }
            return gathered;
        }
        throw new IllegalArgumentException("No column is a " + column.getClass().getTypeName());
    }
}
