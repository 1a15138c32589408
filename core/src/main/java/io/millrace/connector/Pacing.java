/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector;

/**
 * Spreads records evenly over processing time: record {@code n} of a reader is due {@code n / recordsPerSecond} seconds after
 * its first. After a pause, what is overdue may go at once. Depends on nothing but the clock that it is shown.
 */
public final class Pacing {
    private static final double UNLIMITED = Double.POSITIVE_INFINITY;

    private final double recordsPerSecond;
    private boolean started;
    private long startMillis;
    private long taken;

    private Pacing(double recordsPerSecond) {
        this.recordsPerSecond = recordsPerSecond;
    }

    public static Pacing unlimited() {
        return new Pacing(UNLIMITED);
    }

    /** @param recordsPerSecond above zero; infinite for no limit */
    public static Pacing perSecond(double recordsPerSecond) {
        return new Pacing(requireRate(recordsPerSecond));
    }

    /** Returns the rate, or refuses one that is not above zero. */
    public static double requireRate(double recordsPerSecond) {
        if (!(recordsPerSecond > 0)) {
            throw new IllegalArgumentException("A rate must be above 0 records a second, but is " + recordsPerSecond);
        }
        return recordsPerSecond;
    }

    /** Returns how many records may go now, at most {@code wanted}. The first call starts the clock. */
    public int permits(long nowMillis, int wanted) {
        if (recordsPerSecond == UNLIMITED) {
            return wanted;
        }
        if (!started) {
            started = true;
            startMillis = nowMillis;
        }
        long due = (long) ((nowMillis - startMillis) * recordsPerSecond / 1000) + 1;
        return (int) Math.max(0, Math.min(wanted, due - taken));
    }

    /** Counts records that went. */
    public void take(int records) {
        taken += records;
    }

    /** Returns the processing time at which {@link #permits} allows the next record. */
    public long nextMillis(long nowMillis) {
        if (recordsPerSecond == UNLIMITED || !started) {
            return nowMillis;
        }
        long next = startMillis + (long) Math.ceil(taken * 1000 / recordsPerSecond);
        // Rounding may leave the record a millisecond short of being due.
        return Math.max(permits(next, 1) > 0 ? next : next + 1, nowMillis);
    }
}
