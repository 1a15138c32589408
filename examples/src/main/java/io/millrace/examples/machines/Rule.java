/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.machines;

import java.time.Instant;

/**
 * When to raise an alert. A rule replaces the one of the same sensor.
 *
 * @param limit above which a value is bad
 * @param times how many bad values in a row raise an alert; 0 withdraws the rule
 * @param validFrom when it was made
 */
public record Rule(String sensor, double limit, int times, Instant validFrom) {
    long validFromMillis() {
        return validFrom.toEpochMilli();
    }
}
