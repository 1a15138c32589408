/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

/** Times at the distance of an interval. */
final class Interval {
    private Interval() {}

    static long check(long millis) {
        if (millis <= 0) {
            throw new IllegalArgumentException("An interval must be longer than zero, but is " + millis + " ms");
        }
        return millis;
    }

    /** Returns {@code time + interval}, but no more than {@code latest}; safe at the end of time. */
    static long next(long time, long interval, long latest) {
        long next = time + interval;
        return next < time ? latest : Math.min(next, latest);
    }
}
