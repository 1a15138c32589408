/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.time;

/** Gives an element its event time. One assigner serves one subtask, and is called by one thread at a time. */
@FunctionalInterface
public interface TimestampAssigner<T> {
    /** The timestamp of an element that has none. */
    long NO_TIMESTAMP = Long.MIN_VALUE;

    /**
     * @param recordTimestamp the timestamp the element has from its source, or {@link #NO_TIMESTAMP}
     * @return event time in milliseconds since the epoch
     */
    long extractTimestamp(T element, long recordTimestamp);
}
