/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

/** How many rows of a mini-batch are gathered by now, and since when. */
final class Gathering {
    private final MiniBatch limits;
    private long rows;
    private long since;

    Gathering(MiniBatch limits) {
        this.limits = limits;
    }

    /**
     * Adds rows.
     *
     * @return whether there are as many as there may be
     */
    boolean add(int more, long nowMillis) {
        if (rows == 0) {
            since = nowMillis;
        }
        rows += more;
        return rows >= limits.rows();
    }

    /** Returns when it has to end by the clock, in milliseconds; {@code Long.MAX_VALUE} while nothing is gathered. */
    long end() {
        return rows == 0 ? Long.MAX_VALUE : since + limits.latencyMillis();
    }

    /** Begins a new one. */
    void clear() {
        rows = 0;
    }
}
