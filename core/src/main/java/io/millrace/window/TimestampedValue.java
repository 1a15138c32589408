/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import io.millrace.data.Batch;

/**
 * An element of a window, with its timestamp.
 *
 * @param timestamp in milliseconds since the epoch; {@code Batch.NO_TIMESTAMP} where it has none
 */
public record TimestampedValue<T>(T value, long timestamp) {
    public T getValue() {
        return value;
    }

    /** Returns the timestamp, or {@link Long#MIN_VALUE} where there is none. */
    public long getTimestamp() {
        return timestamp;
    }

    public boolean hasTimestamp() {
        return timestamp != Batch.NO_TIMESTAMP;
    }
}
