/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import io.millrace.data.Batch;

/**
 * How far the windows of an element may begin before it or end behind it. An element that is nearer to an end of time has
 * no window, nor has one without a timestamp.
 *
 * @param millis above zero
 */
public record Reach(long millis) {
    private static final long MOST = 1L << 61;

    /** Returns the reach of windows of a size, one at each slide. */
    public static Reach of(long size, long slide) {
        return new Reach(Math.min(size, MOST) + 2 * Math.min(slide, MOST / 2));
    }

    /** Returns whether an element with this timestamp has no window. */
    public boolean excludes(long timestamp) {
        return timestamp < Long.MIN_VALUE + millis || timestamp > Long.MAX_VALUE - millis;
    }

    /** Says why an element has no window, and what to do about it. */
    public static String refusal(Object element, long timestamp) {
        if (timestamp == Batch.NO_TIMESTAMP) {
            return "The element " + element + " has no timestamp, which event-time windows need."
                    + " Give the source a WatermarkStrategy with a timestamp assigner.";
        }
        return "The element " + element + " has the timestamp " + timestamp + ", so near to the end of time that its"
                + " event-time windows would lie behind it. What count windows and global windows emit has the last"
                + " timestamp of all: give it another one with assignTimestampsAndWatermarks(...).";
    }

    void require(Object element, long timestamp) {
        if (excludes(timestamp)) {
            throw new IllegalStateException(refusal(element, timestamp));
        }
    }
}
