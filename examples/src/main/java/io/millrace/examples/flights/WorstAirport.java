/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A row of {@code worst/}.
 *
 * @param rank from 1, the worst
 * @param avgDelay minutes, rounded half up to two decimals
 */
public record WorstAirport(LocalDate day, int rank, String origin, BigDecimal avgDelay, int flights) {}
