/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import java.io.Serializable;

/**
 * Looks on while the job runs, for whoever wants to show it. What is seen here is not exactly once: after a restart, rows
 * come again. Called by the job's workers, several at a time: must be thread-safe and quick.
 * One that travels to a cluster sees what happens in its process there.
 */
public interface FlightsListener extends Serializable {
    /** Sees nothing. */
    FlightsListener NONE = new FlightsListener() {};

    default void departed(Flight flight) {}

    default void late(Flight flight) {}

    default void airportDay(AirportDay row) {}

    default void dayClosed(WorstOfDay worst) {}

    default void alert(Alert alert) {}
}
