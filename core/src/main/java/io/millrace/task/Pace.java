/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

/**
 * How many records a task gets done in a short while, as it went lately: what it waited for its readers counts, what it
 * waited for input does not. No more than that many are to lie in front of a barrier, so that a barrier comes through soon
 * however slow the task is.
 *
 * <p>The first guess is that of a slow task: what is too little is made good within a few steps, what is too much lies in
 * the queues.
 */
final class Pace {
    /** The while. A barrier may have to wait for it twice in each stage: in front of a task, and within it. */
    private static final long SPAN_NANOS = 50_000_000;

    private static final int MOST = 1 << 20;
    private static final double FIRST_GUESS_NANOS = 1e6;
    private static final double WEIGHT_OF_LAST = 0.25;

    private double nanosPerRecord = FIRST_GUESS_NANOS;
    private int records = (int) (SPAN_NANOS / FIRST_GUESS_NANOS);
    private long nanos;
    private int done;

    /** Notes that the task was at work, or waited for its readers. */
    void addTime(long passedNanos) {
        nanos += passedNanos;
    }

    void addRecords(int count) {
        done += count;
    }

    /** Takes what was noted into account. Time in which no record was done is laid on the next ones. */
    void settle() {
        if (done > 0) {
            nanosPerRecord += WEIGHT_OF_LAST * ((double) nanos / done - nanosPerRecord);
            records = (int) Math.max(1, Math.min(MOST, SPAN_NANOS / Math.max(1, nanosPerRecord)));
            nanos = 0;
            done = 0;
        }
    }

    /** Returns how many records the task gets done in the while, at least 1. */
    int records() {
        return records;
    }
}
