/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;

/**
 * The departures of one airport on one day of event time (UTC).
 *
 * @param totalDelay the sum of the delays in minutes
 * @param maxDelay the greatest delay in minutes
 */
public record OriginDay(LocalDate day, String origin, int flights, long totalDelay, int maxDelay) {
    /** Highest average delay first, by the exact fractions and not by what rounding leaves of them; ties by origin. */
    static final Comparator<OriginDay> WORST_FIRST =
            ((Comparator<OriginDay>) OriginDay::compareAverages).reversed().thenComparing(OriginDay::origin);

    BigDecimal averageDelay() {
        return Delays.average(totalDelay, flights);
    }

    /** Compares a/b with c/d as a·d with c·b: both counts are positive. */
    private static int compareAverages(OriginDay left, OriginDay right) {
        return Long.compare(left.totalDelay * right.flights, right.totalDelay * left.flights);
    }
}
