/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.windows;

import java.io.Serializable;

/**
 * One case: an engine, the slides in a window, the aggregate, and the number of keys.
 *
 * @param aggregate {@code sum}, which can subtract, or {@code max}, which cannot
 */
record WindowCase(String engine, int sizeOverSlide, String aggregate, long keys) implements Serializable {
    static final String SUM = "sum";
    static final String MAX = "max";

    long sizeMillis() {
        return sizeOverSlide * Reading.SLIDE_MILLIS;
    }

    @Override
    public String toString() {
        return engine + ", " + sizeOverSlide + " slides, " + aggregate + ", " + keys + " keys";
    }
}
