/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.machines;

import java.time.Instant;

/** What a sensor of a machine measured. */
public record Reading(String machine, String sensor, double value, Instant time) {
    long timeMillis() {
        return time.toEpochMilli();
    }
}
