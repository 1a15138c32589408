/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

/**
 * Something that is due again and again by processing time. Where the clock was set back it starts anew, since nothing
 * is due later than one interval from now.
 */
final class Periodic {
    private final long intervalMillis;
    private long next = Long.MAX_VALUE;

    Periodic(long intervalMillis) {
        this.intervalMillis = intervalMillis;
    }

    /** Begins; until then it is never due. */
    void start(long nowMillis) {
        next = Saturated.sum(nowMillis, intervalMillis);
    }

    /** Returns when it is due next, {@link Long#MAX_VALUE} for never. */
    long next(long nowMillis) {
        if (next != Long.MAX_VALUE && next - intervalMillis > nowMillis) {
            start(nowMillis);
        }
        return next;
    }

    /** Returns whether it is due; if so, it is due again an interval from now. */
    boolean takeDue(long nowMillis) {
        if (nowMillis < next(nowMillis)) {
            return false;
        }
        start(nowMillis);
        return true;
    }
}
