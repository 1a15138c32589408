/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Some columns of a batch at one row, to look a {@link RowData} up by: has the hash of the row that {@link #toRow} would make, and
 * equals it, while no object is made. It moves from row to row, so that no table may keep it as its key.
 */
public final class RowView {
    private final int[] columns;
    private @Nullable ColumnBatch batch;
    private @Nullable ColumnBatch hashed;
    private int[] hashes = new int[0]; // of the rows of the batch that is hashed, by position
    private int position;

    /** @param columns in the order of the row */
    public RowView(int... columns) {
        this.columns = columns.clone();
    }

    /** Moves to a row of a batch. */
    public RowView at(ColumnBatch newBatch, int newPosition) {
        batch = newBatch;
        position = newPosition;
        return this;
    }

    /**
     * Hashes all rows of a batch, column by column, so that {@link #hashCode} knows them while the view is at rows of that batch. To be called with each batch, if with any: the same one may come again
     * with other rows.
     */
    public void hashRows(ColumnBatch newBatch) {
        if (hashes.length < newBatch.timestamps.length) {
            hashes = new int[newBatch.timestamps.length];
        }
        hashed = newBatch;
        Arrays.fill(hashes, 0, newBatch.timestamps.length, 0);
        for (int column : columns) {
            hashColumn(newBatch, column);
        }
    }

    /** Adds a column to the hashes of those before. */
    private void hashColumn(ColumnBatch of, int column) {
        Object array = of.columns[column];
        boolean mayBeNull = of.nulls[column] != null;
        int[] known = hashes;
        if (!mayBeNull && array instanceof long[] values) {
            for (int row = 0; row < of.size; row++) {
                int at = of.position(row);
                known[at] = RowData.PRIME * known[at] + Long.hashCode(values[at]);
            }
        } else if (!mayBeNull && array instanceof Object[] values) {
            for (int row = 0; row < of.size; row++) {
                int at = of.position(row);
                known[at] = RowData.PRIME * known[at] + RowData.hashOf(values[at]);
            }
        } else {
            for (int row = 0; row < of.size; row++) {
                int at = of.position(row);
                known[at] = RowData.PRIME * known[at] + hash(of, column, at);
            }
        }
    }

    private ColumnBatch batch() {
        ColumnBatch current = batch;
        if (current == null) {
            throw new IllegalStateException("The view is at no row");
        }
        return current;
    }

    /** Returns how many columns there are. */
    public int size() {
        return columns.length;
    }

    /** Returns the array in which the batch has a column. */
    public Object array(int column) {
        return batch().columns[columns[column]];
    }

    /** Returns whether a column is null. */
    public boolean isNull(int column) {
        return batch().isNull(columns[column], position);
    }

    /** Returns where the row stands in the arrays. */
    public int position() {
        return position;
    }

    /** Returns the row with the values of now. */
    public RowData toRow() {
        return batch().row(columns, position);
    }

    @Override
    public int hashCode() {
        ColumnBatch of = batch();
        if (of == hashed) {
            return hashes[position];
        }
        int hash = 0;
        for (int column : columns) {
            hash = RowData.PRIME * hash + hash(of, column, position);
        }
        return hash;
    }

    private static int hash(ColumnBatch of, int column, int at) {
        if (of.isNull(column, at)) {
            return RowData.hashOf(null);
        }
        Object array = of.columns[column];
        if (array instanceof long[] values) {
            return Long.hashCode(values[at]);
        } else if (array instanceof int[] values) {
            return values[at];
        } else if (array instanceof Object[] values) {
            return RowData.hashOf(values[at]);
        }
        return RowData.hashOf(of.value(column, at));
    }

    /** Returns whether the other is a {@link RowData} of the same values. */
    @Override
    @SuppressWarnings("EqualsUnsafeCast") // a view is never a key itself, so that nothing has to be symmetric
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof RowData row) || row.size() != columns.length) {
            return other == this;
        }
        for (int i = 0; i < columns.length; i++) {
            if (!isEqual(batch(), columns[i], row.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isEqual(ColumnBatch of, int column, @Nullable Object value) {
        if (of.isNull(column, position)) {
            return value == null;
        }
        Object array = of.columns[column];
        if (array instanceof long[] values) {
            return value instanceof Long number && number == values[position];
        } else if (array instanceof int[] values) {
            return value instanceof Integer number && number == values[position];
        } else if (array instanceof Object[] values) {
            return RowData.areEqual(values[position], value);
        }
        return RowData.areEqual(of.value(column, position), value);
    }

    @Override
    public String toString() {
        return batch == null ? Arrays.toString(columns) : toRow().toString();
    }
}
