/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How delays are averaged. */
final class Delays {
    private Delays() {}

    /** Returns {@code total / count} with two decimals, rounded half up (away from zero). */
    static BigDecimal average(long total, int count) {
        return BigDecimal.valueOf(total).divide(BigDecimal.valueOf(count), 2, RoundingMode.HALF_UP);
    }
}
