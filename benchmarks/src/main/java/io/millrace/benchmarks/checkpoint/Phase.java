/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * What the sources are to emit from a moment on, and where latencies are collected meanwhile. Events come in small
 * bursts: those of a millisecond are all due at its beginning.
 */
final class Phase {
    private static final double UNLIMITED = Double.POSITIVE_INFINITY;

    private final long start;
    private final long measuredFrom;
    private final double perMilli;
    private final long limit;
    private final Latencies[] latencies;
    private volatile boolean over;

    /**
     * @param perMilli events a millisecond of each source
     * @param limit events of each source
     * @param warmUpMillis at the beginning, of which latencies are not collected
     */
    private Phase(double perMilli, long limit, long warmUpMillis, int parallelism) {
        this.start = nextMillisecond();
        this.measuredFrom = start + TimeUnit.MILLISECONDS.toNanos(warmUpMillis);
        this.perMilli = perMilli;
        this.limit = limit;
        this.latencies = new Latencies[parallelism];
        for (int i = 0; i < parallelism; i++) {
            latencies[i] = new Latencies();
        }
    }

    /** Nothing to emit. */
    static Phase silence(int parallelism) {
        return new Phase(1, 0, 0, parallelism);
    }

    /** A number of events, as fast as the job takes them. */
    static Phase atOnce(long events, int parallelism) {
        return new Phase(UNLIMITED, events / parallelism, 0, parallelism);
    }

    /** Events at a fixed rate. */
    static Phase steady(double perSecond, long millis, long warmUpMillis, int parallelism) {
        double perMilli = perSecond / 1_000 / parallelism;
        return new Phase(perMilli, (long) (perMilli * millis), warmUpMillis, parallelism);
    }

    private static long nextMillisecond() {
        long nanos = System.nanoTime();
        return nanos + 1_000_000 - Instant.now().getNano() % 1_000_000;
    }

    /** No event more, whatever the limit. */
    void end() {
        over = true;
    }

    /** How many events of a source are due by now. */
    long due(long now) {
        if (over || now < start) {
            return 0;
        }
        return perMilli == UNLIMITED ? limit : Math.min(limit, (long) (((now - start) / 1_000_000 + 1) * perMilli));
    }

    /** When an event of a source, the first being 0, is or was due. */
    long dueTime(long event, long now) {
        return perMilli == UNLIMITED ? now : start + (long) (event / perMilli) * 1_000_000;
    }

    void arrived(int subtask, long due) {
        if (due >= measuredFrom) {
            latencies[subtask].record(System.nanoTime() - due);
        }
    }

    long start() {
        return start;
    }

    /** How many events each source emits, if it is not ended before. */
    long events() {
        return limit;
    }

    /** All latencies; to be called when nothing arrives any more. */
    Latencies latencies() {
        Latencies all = new Latencies();
        for (Latencies some : latencies) {
            all.add(some);
        }
        return all;
    }
}
