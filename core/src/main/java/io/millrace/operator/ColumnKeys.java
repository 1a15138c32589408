/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowView;
import io.millrace.store.KeyGroups;
import io.millrace.store.KeyHash;
import io.millrace.store.KeyedStore;
import java.util.List;

/**
 * The keys of rows in columns. One column of whole numbers has {@link Long}s as its keys, and one of texts {@link String}s;
 * every other key, and one that is null, is a {@link RowData} of the columns.
 *
 * <p>For one thread where it selects keys; else for any.
 */
public final class ColumnKeys {
    private final int[] columns;
    private final RowView view; // of select alone, which has one thread

    @SuppressWarnings("UnusedVariable") // written, so that the loop is not left out whose result it is
    private long fetched;

    /** @param columns in the order of the key; none for a key that all rows share */
    public ColumnKeys(List<Integer> columns) {
        this.columns = columns.stream().mapToInt(Integer::intValue).toArray();
        this.view = new RowView(this.columns);
    }

    /** Returns the key of a row. */
    public Object key(ColumnBatch batch, int position) {
        if (columns.length == 1 && !batch.isNull(columns[0], position)) {
            Object column = batch.columns[columns[0]];
            if (column instanceof long[] values) {
                return values[position];
            } else if (column instanceof int[] values) {
                return (long) values[position];
            } else if (column instanceof Object[] values && values[position] instanceof String text) {
                return text;
            }
        }
        return batch.row(columns, position);
    }

    /**
     * Prepares for {@link #select} of the rows of a batch: hashes their keys, and has the processor fetch where these are looked for. In a loop of their own it waits for the memory of several at a time. Who does
     * this does it with every batch.
     */
    public void prepare(KeyedStore store, ColumnBatch batch) {
        if (columns.length > 1) {
            view.hashRows(batch);
            long found = 0;
            for (int row = 0; row < batch.size; row++) {
                found += store.touch(view.at(batch, batch.position(row)));
            }
            fetched = found;
        }
    }

    /** Makes the key of a row current; returns its slot. */
    public int select(KeyedStore store, ColumnBatch batch, int position) {
        if (columns.length == 1 && !batch.isNull(columns[0], position)) {
            Object column = batch.columns[columns[0]];
            if (column instanceof long[] values) {
                return store.select(values[position]);
            } else if (column instanceof int[] values) {
                return store.select((long) values[position]);
            } else if (column instanceof Object[] values && values[position] instanceof String text) {
                return store.select((Object) text);
            }
        }
        return store.select(view.at(batch, position));
    }

    /** Says for each row, by its position, to which subtask its key belongs. */
    public void targets(ColumnBatch batch, int maxParallelism, int parallelism, int[] targets) {
        RowView key = new RowView(columns);
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            int group = KeyGroups.keyGroupOf(hash(key, batch, position), maxParallelism);
            targets[row] = KeyGroups.subtaskOf(group, maxParallelism, parallelism);
        }
    }

    /** The hash of {@link #key}, which is not made for it. */
    private int hash(RowView key, ColumnBatch batch, int position) {
        if (columns.length == 1 && !batch.isNull(columns[0], position)) {
            Object column = batch.columns[columns[0]];
            if (column instanceof long[] values) {
                return KeyHash.of(values[position]);
            } else if (column instanceof int[] values) {
                return KeyHash.of((long) values[position]);
            } else if (column instanceof Object[] values && values[position] instanceof String text) {
                return KeyHash.of(text);
            }
        }
        return key.at(batch, position).hashCode(); // as KeyHash has it of rows
    }
}
