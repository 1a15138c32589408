/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A batch in the records layout: the user's own objects, passed by reference. */
public final class RecordBatch extends Batch {
    /** The objects; nobody may change one that was emitted. */
    public Object[] values;

    /**
     * The key of each row, where a keyed exchange has just taken it and every key is a {@code Long}; else null. For the
     * operator behind the exchange alone, which need not touch the record for it.
     */
    public long @Nullable [] longKeys;

    public RecordBatch() {
        this(CAPACITY);
    }

    public RecordBatch(int capacity) {
        super(new long[capacity]);
        this.values = new Object[capacity];
    }

    public void append(Object value, long timestamp) {
        values[size] = value;
        timestamps[size] = timestamp;
        size++;
    }

    @Override
    public RecordBatch copy() {
        RecordBatch copy = new RecordBatch(0);
        copy.values = Arrays.copyOf(values, values.length);
        copy.timestamps = Arrays.copyOf(timestamps, timestamps.length);
        copy.kinds = kinds == null ? null : Arrays.copyOf(kinds, kinds.length);
        copy.size = size;
        return copy;
    }

    @Override
    public RecordBatch slice(int start, int end) {
        RecordBatch slice = new RecordBatch(0);
        slice.values = Arrays.copyOfRange(values, start, end);
        slice.timestamps = Arrays.copyOfRange(timestamps, start, end);
        slice.kinds = kinds == null ? null : Arrays.copyOfRange(kinds, start, end);
        slice.longKeys = longKeys == null ? null : Arrays.copyOfRange(longKeys, start, end);
        slice.size = end - start;
        return slice;
    }

    /** As {@link #appendRow(RecordBatch, int)}, with the row's key. */
    public void appendRow(RecordBatch source, int row, long key) {
        long[] keys = longKeys;
        if (keys == null) {
            keys = new long[capacity()];
            longKeys = keys;
        }
        keys[size] = key;
        appendRow(source, row);
    }

    /** Appends a row of another batch, its kind included. */
    public void appendRow(RecordBatch source, int row) {
        byte[] sourceKinds = source.kinds;
        if (sourceKinds != null || kinds != null) {
            byte[] ownKinds = kinds;
            if (ownKinds == null) {
                ownKinds = new byte[capacity()];
                kinds = ownKinds;
            }
            ownKinds[size] = sourceKinds == null ? 0 : sourceKinds[row];
        }
        append(source.values[row], source.timestamps[row]);
    }
}
