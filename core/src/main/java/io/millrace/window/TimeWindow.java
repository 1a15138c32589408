/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import io.millrace.window.MergingWindowAssigner.MergeCallback;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The interval {@code [start, end)} of event or processing time.
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

    /** Returns whether the windows overlap or touch. */
    public boolean intersects(TimeWindow other) {
        return start <= other.end && end >= other.start;
    }

    /** Returns the smallest window that covers both. */
    public TimeWindow cover(TimeWindow other) {
        return new TimeWindow(Math.min(start, other.start), Math.max(end, other.end));
    }

    /** Names each group of windows that overlap or touch, and the window that covers it. */
    public static void mergeWindows(Collection<TimeWindow> windows, MergeCallback<TimeWindow> callback) {
        List<TimeWindow> sorted = new ArrayList<>(windows);
        sorted.sort(Comparator.comparingLong(TimeWindow::start));
        List<TimeWindow> group = new ArrayList<>();
        TimeWindow covering = null;
        for (TimeWindow window : sorted) {
            if (covering != null && covering.intersects(window)) {
                covering = covering.cover(window);
            } else {
                if (covering != null && group.size() > 1) {
                    callback.merge(group, covering);
                }
                group = new ArrayList<>();
                covering = window;
            }
            group.add(window);
        }
        if (covering != null && group.size() > 1) {
            callback.merge(group, covering);
        }
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
