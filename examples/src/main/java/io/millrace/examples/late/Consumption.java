/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.late;

import java.time.Instant;
import java.util.Locale;

/**
 * What a district used in an hour.
 *
 * @param version 1 for the first result, one more for each that corrects it
 */
public record Consumption(String district, Instant hour, int version, long wattHours) {
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s  %-6s %8.3f kWh%s",
                hour,
                district,
                wattHours / 1_000.0,
                version == 1 ? "" : "  (correction " + (version - 1) + ")");
    }
}
