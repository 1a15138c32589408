/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import org.jspecify.annotations.Nullable;

/**
 * Rows that move between operators together: about {@link #CAPACITY} of them. This class holds what every layout of the
 * values has in common. A batch has one owner at a time; whoever receives it may change it.
 */
public abstract sealed class Batch implements StreamElement permits RecordBatch, ColumnBatch {
    /** Rows in a full batch. */
    public static final int CAPACITY = 1024;

    /** The timestamp of a row that has none. */
    public static final long NO_TIMESTAMP = Long.MIN_VALUE;

    /** Event time of each row in milliseconds since the epoch, or {@link #NO_TIMESTAMP}. */
    public long[] timestamps;

    /** The ordinal of each row's {@link RowKind}; null while every row is an insert. */
    public byte @Nullable [] kinds;

    /** The number of rows. */
    public int size;

    Batch(long[] timestamps) {
        this.timestamps = timestamps;
    }

    /** Returns the number of rows that fit. */
    public final int capacity() {
        return timestamps.length;
    }

    public final boolean isFull() {
        return size == timestamps.length;
    }

    /** Returns a batch with arrays of its own that shares the (immutable) values. */
    public abstract Batch copy();

    /** Returns a batch of its own of the rows from {@code start} on and before {@code end}. */
    public abstract Batch slice(int start, int end);
}
