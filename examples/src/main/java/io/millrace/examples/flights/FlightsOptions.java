/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the flights job can be told.
 *
 * @param data the directory that holds {@code flights.csv} and {@code airports.csv}
 * @param output the directory under which each output gets one of its own
 * @param outOfOrderness how far event time stays behind the latest scheduled time; zero or more
 * @param parallelism subtasks of everything between sources and sinks; 1 to 128
 * @param rate flights a second, 0 for no limit
 */
public record FlightsOptions(Path data, Path output, Duration outOfOrderness, int parallelism, long rate) {
    /** Late enough that some flights miss the end of their day: 36 of the 20,000. */
    public static final Duration DEFAULT_OUT_OF_ORDERNESS = Duration.ofMinutes(15);

    /** There are no more key groups than this, and so no more subtasks with state. */
    public static final int MAX_PARALLELISM = 128;

    private static final Duration LONGEST = Duration.ofDays(36_500);

    public FlightsOptions {
        require(!outOfOrderness.isNegative(), "The out-of-orderness must not be negative, but is " + outOfOrderness);
        require(
                outOfOrderness.compareTo(LONGEST) <= 0,
                "The out-of-orderness must be at most " + LONGEST + ", but is " + outOfOrderness);
        require(
                parallelism >= 1 && parallelism <= MAX_PARALLELISM,
                "The parallelism must be 1 to " + MAX_PARALLELISM + ", but is " + parallelism);
        require(rate >= 0, "The rate must be 0 (no limit) or more flights a second, but is " + rate);
    }

    public Path flightsFile() {
        return data.resolve("flights.csv");
    }

    public Path airportsFile() {
        return data.resolve("airports.csv");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
