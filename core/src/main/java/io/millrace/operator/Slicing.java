/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.window.Reach;
import io.millrace.window.SlidingEventTimeWindows;
import io.millrace.window.TumblingEventTimeWindows;
import io.millrace.window.WindowAssigner;
import java.time.Duration;

/**
 * How windows of one size and slide are cut into slices: intervals of the greatest common divisor of both, so that each
 * window is a sequence of whole slices. Windows and slices are named by their ends, which are exclusive.
 *
 * <pre>
 *   size 3, slide 2:   slices of 1   |0|1|2|3|4|5|6|
 *                      windows       [0,1,2]
 *                                        [2,3,4]
 *                                            [4,5,6]
 * </pre>
 */
record Slicing(long size, long slide, long offset, long slice) {
    static Slicing of(WindowAssigner<?, ?> assigner) {
        if (assigner instanceof TumblingEventTimeWindows tumbling) {
            long size = tumbling.sizeMillis();
            return new Slicing(size, size, tumbling.offsetMillis(), size);
        } else if (assigner instanceof SlidingEventTimeWindows sliding) {
            return new Slicing(
                    sliding.sizeMillis(),
                    sliding.slideMillis(),
                    sliding.offsetMillis(),
                    gcd(sliding.sizeMillis(), sliding.slideMillis()));
        }
        throw new IllegalArgumentException(assigner + " cannot be cut into slices");
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** Returns whether slices of both are the same intervals. */
    boolean hasSlicesOf(Slicing other) {
        return slice == other.slice && Math.floorMod(offset - other.offset, slice) == 0;
    }

    /** Says for people which windows these are. */
    String describe() {
        String text = "windows of " + Duration.ofMillis(size);
        text += slide == size ? "" : " every " + Duration.ofMillis(slide);
        return offset == 0 ? text : text + " from " + Duration.ofMillis(offset);
    }

    /** Returns how far from an element its windows lie. */
    Reach reach() {
        return Reach.of(size, slide);
    }

    /** Returns the end of the slice that holds a timestamp. */
    long sliceEnd(long timestamp) {
        return timestamp - Math.floorMod(timestamp - offset, slice) + slice;
    }

    /** Returns the first window end at or behind a time. */
    long windowEndFrom(long time) {
        return time + Math.floorMod(offset + size - time, slide);
    }

    /** Returns the last window end at or before a time. */
    long windowEndUpTo(long time) {
        return time - Math.floorMod(time - offset - size, slide);
    }

    /** Returns the end of the first window that holds the slice, if any does: see {@link #lastWindowEnd}. */
    long firstWindowEnd(long sliceEnd) {
        return windowEndFrom(sliceEnd);
    }

    /** Returns the end of the last window that holds the slice; less than the first where it lies between windows. */
    long lastWindowEnd(long sliceEnd) {
        return windowEndUpTo(sliceEnd - slice + size);
    }
}
