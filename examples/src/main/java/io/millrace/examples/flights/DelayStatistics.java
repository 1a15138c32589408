/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

/**
 * What a day's window remembers of the flights it has seen.
 *
 * @param total the sum of the delays in minutes
 * @param max the greatest delay in minutes; means nothing while there are no flights
 */
record DelayStatistics(int flights, long total, int max) {
    static final DelayStatistics NONE = new DelayStatistics(0, 0, Integer.MIN_VALUE);

    DelayStatistics plus(int delay) {
        return new DelayStatistics(flights + 1, total + delay, Math.max(max, delay));
    }

    DelayStatistics plus(DelayStatistics other) {
        return new DelayStatistics(flights + other.flights, total + other.total, Math.max(max, other.max));
    }
}
