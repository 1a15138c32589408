/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowView;
import io.millrace.store.KeyGroups;
import io.millrace.store.KeyHash;
import io.millrace.store.KeyedStore;
import java.util.Arrays;
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

    private int[] touched = new int[0]; // for each row of the batch that is prepared the slot of its key, or -1

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
     * Prepares for {@link #select} of the rows of a batch: hashes their keys, and has the processor fetch where these are looked for. In a loop of its own it waits for the memory of several at a time. Who does
     * this does it with every batch.
     */
    public void prepare(KeyedStore store, ColumnBatch batch) {
        if (touched.length < batch.size) {
            touched = new int[batch.size];
        }
        if (columns.length > 1) {
            view.hashRows(batch);
            for (int row = 0; row < batch.size; row++) {
                touched[row] = store.touch(view.at(batch, batch.position(row)));
            }
        } else if (columns.length == 1 && batch.columns[columns[0]] instanceof long[] values) {
            for (int row = 0; row < batch.size; row++) {
                touched[row] = store.touch(values[batch.position(row)]);
            }
        } else {
            Arrays.fill(touched, 0, batch.size, -1);
        }
    }

    /** Returns the slot of the key of a row of the batch that is prepared, or -1 where it is not known without a search. To fetch what lies there; the key may lose it. */
    public int preparedSlot(int row) {
        return touched[row];
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
