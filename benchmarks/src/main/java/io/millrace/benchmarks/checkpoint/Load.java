/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The one job of this JVM: what its sources are to emit, and what has come out. Sources and sinks find it through
 * statics, since engines send copies of functions to their tasks.
 */
final class Load {
    private static final int SPACING = 16; // counters of different threads lie in different cache lines

    private static volatile Load current = new Load(new Workload(1), 1);

    private final Workload workload;
    private final int parallelism;
    private final AtomicLongArray emitted;
    private final AtomicLongArray arrived;
    private volatile Phase phase;
    private volatile long restored;
    private volatile long firstWrong = -1;

    /** @param workload whose keys are a multiple of the parallelism, so that a key's events come from one source */
    Load(Workload workload, int parallelism) {
        this.workload = workload;
        this.parallelism = parallelism;
        this.emitted = new AtomicLongArray(parallelism * SPACING);
        this.arrived = new AtomicLongArray(parallelism * SPACING);
        this.phase = Phase.silence(parallelism);
        current = this;
    }

    static Load current() {
        return current;
    }

    Workload workload() {
        return workload;
    }

    int parallelism() {
        return parallelism;
    }

    Phase phase() {
        return phase;
    }

    void begin(Phase next) {
        phase = next;
    }

    /** Waits until what was emitted has come out; for phases that are over. */
    void awaitSilence() throws InterruptedException {
        long before;
        do {
            before = emitted();
            awaitArrivals(before - restored);
            TimeUnit.MILLISECONDS.sleep(20); // a source that saw the end of the phase late
        } while (emitted() > before);
    }

    /** A source has emitted so many in all. */
    void emitted(int source, long count) {
        emitted.setRelease(source * SPACING, count);
    }

    /** A source goes on where it had emitted so many in an earlier run, all of which had come out. */
    synchronized void restored(int source, long count) {
        restored += count;
        emitted(source, count);
    }

    /** A row has come out of a sink. */
    void arrived(int sink, long number, long count, long due) {
        phase.arrived(sink, due);
        if (count != workload.countAfter(number)) {
            firstWrong = number;
        }
        arrived.setRelease(sink * SPACING, arrived.getPlain(sink * SPACING) + 1);
    }

    /** How many events were emitted. */
    long emitted() {
        return sum(emitted);
    }

    /** How many rows have come out. */
    long arrived() {
        return sum(arrived);
    }

    private static long sum(AtomicLongArray counters) {
        long sum = 0;
        for (int i = 0; i < counters.length(); i += SPACING) {
            sum += counters.getAcquire(i);
        }
        return sum;
    }

    /**
     * Waits until as many rows have come out.
     *
     * @throws IllegalStateException if a row was wrong, or nothing comes for minutes
     */
    void awaitArrivals(long wanted) throws InterruptedException {
        long before = arrived();
        long progress = System.nanoTime();
        while (before < wanted) {
            TimeUnit.MILLISECONDS.sleep(1);
            long now = arrived();
            if (now > before) {
                progress = System.nanoTime();
            } else if (System.nanoTime() - progress > TimeUnit.MINUTES.toNanos(3)) {
                throw new IllegalStateException("The job stands still after " + now + " of " + wanted + " rows");
            }
            before = now;
        }
        if (firstWrong >= 0) {
            throw new IllegalStateException("The row of event " + firstWrong + " has a wrong count");
        }
    }
}
