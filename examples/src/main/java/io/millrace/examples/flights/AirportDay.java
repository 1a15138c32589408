/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code airport-days/}.
 *
 * @param city empty where the airports table lacks the origin, like {@code state}
 * @param avgDelay minutes, rounded half up to two decimals
 * @param maxDelay minutes
 */
public record AirportDay(
        LocalDate day, String origin, String city, String state, int flights, BigDecimal avgDelay, int maxDelay) {

    static AirportDay join(OriginDay row, @Nullable Airport airport) {
        return new AirportDay(
                row.day(),
                row.origin(),
                airport == null ? "" : airport.city(),
                airport == null ? "" : airport.state(),
                row.flights(),
                row.averageDelay(),
                row.maxDelay());
    }
}
