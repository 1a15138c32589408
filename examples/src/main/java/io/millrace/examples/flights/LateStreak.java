/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The run of late departures of one airport up to now.
 *
 * @param length how many in a row
 * @param lastDelays the last delays of the run in minutes, at most {@value #NEEDED}
 */
record LateStreak(int length, List<Integer> lastDelays) {
    /** How many late departures in a row raise an alert. */
    static final int NEEDED = 5;

    static final LateStreak NONE = new LateStreak(0, List.of());

    LateStreak plus(int delay) {
        List<Integer> delays = new ArrayList<>(lastDelays);
        delays.add(delay);
        return new LateStreak(
                length + 1, List.copyOf(delays.subList(Math.max(0, delays.size() - NEEDED), delays.size())));
    }

    boolean raisesAlert() {
        return length >= NEEDED;
    }

    BigDecimal averageDelay() {
        long total = 0;
        for (int delay : lastDelays) {
            total += delay;
        }
        return Delays.average(total, lastDelays.size());
    }
}
