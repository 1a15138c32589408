/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.util.Arrays;

/** A batch in the records layout: the user's own objects, passed by reference. */
public final class RecordBatch extends Batch {
    /** The objects; nobody may change one that was emitted. */
    public Object[] values;

    public RecordBatch() {
        this(CAPACITY);
    }

    public RecordBatch(int capacity) {
        super(capacity);
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
