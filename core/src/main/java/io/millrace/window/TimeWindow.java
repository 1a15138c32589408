/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

/**
 * The interval {@code [start, end)} of event time.
 *
 * @param start inclusive, in milliseconds since the epoch
 * @param end exclusive
 */
public record TimeWindow(long start, long end) implements Window, Comparable<TimeWindow> {
    public long getStart() {
        return start;
    }

    public long getEnd() {
        return end;
    }

    @Override
    public long maxTimestamp() {
        return end - 1;
    }

    public boolean intersects(TimeWindow other) {
        return start <= other.end && end >= other.start;
    }

    /** Returns the smallest window that covers both. */
    public TimeWindow cover(TimeWindow other) {
        return new TimeWindow(Math.min(start, other.start), Math.max(end, other.end));
    }

    /** Returns the start of the window of {@code size} that holds {@code timestamp}; rounds down below zero, too. */
    public static long getWindowStartWithOffset(long timestamp, long offset, long size) {
        return timestamp - Math.floorMod(timestamp - offset, size);
    }

    @Override
    public int compareTo(TimeWindow other) {
        int byEnd = Long.compare(end, other.end);
        return byEnd != 0 ? byEnd : Long.compare(start, other.start);
    }
}
