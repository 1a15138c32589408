/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.late;

import java.time.Instant;

/**
 * What a meter counted in a quarter of an hour.
 *
 * @param measured when it was counted, which may be long before it arrives
 */
public record MeterReading(String district, String meter, long wattHours, Instant measured) {
    long measuredMillis() {
        return measured.toEpochMilli();
    }
}
