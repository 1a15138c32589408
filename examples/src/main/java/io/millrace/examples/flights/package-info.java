/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The main example: 20,000 real flights, in order of departure, become delays per airport and day, the worst airports of
 * each day, alerts and a list of what came too late. {@link io.millrace.examples.flights.FlightsJob} is the place to start.
 */
@NullMarked
package io.millrace.examples.flights;

import org.jspecify.annotations.NullMarked;
