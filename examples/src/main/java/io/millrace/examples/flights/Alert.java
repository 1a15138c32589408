/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A row of {@code alerts/}: an airport where one flight after the other leaves late.
 *
 * @param time the scheduled departure of the flight that raised the alert
 * @param lateDepartures how many departures in a row were late by then, this one included
 * @param avgDelay the average delay of the last five in minutes, rounded half up to two decimals
 */
public record Alert(Instant time, String origin, int lateDepartures, BigDecimal avgDelay) {}
