/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Records one run: sources say when they start, sinks when they have seen their last result. The span from the first
 * start to the last finish is what is measured, so that starting and stopping an engine does not count. Thread-safe.
 */
public final class RunRecorder {

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Checksum total = new Checksum();
    private boolean started;
    private int finishedSinks;
    private long startNanos;
    private long startCpuNanos;
    private long elapsedNanos;
    private long cpuNanos;

    /** A source is about to take its first event; only the first call counts. */
    public synchronized void sourceStarted() {
        if (!started) {
            started = true;
            startCpuNanos = PROCESS.getProcessCpuTime();
            startNanos = System.nanoTime();
        }
    }

    /** A sink has checked its last result; the last call counts. */
    public synchronized void sinkFinished(Checksum checksum) {
        elapsedNanos = System.nanoTime() - startNanos;
        cpuNanos = PROCESS.getProcessCpuTime() - startCpuNanos;
        total.merge(checksum);
        finishedSinks++;
    }

    /**
     * What the run gave.
     *
     * @throws IllegalStateException if no source started or fewer or more sinks finished than the engine had
     */
    public synchronized RunResult result(int sinks) {
        if (!started || finishedSinks != sinks) {
            throw new IllegalStateException("The run is not complete: " + finishedSinks + " of " + sinks
                    + " sinks finished, sources started: " + started);
        }
        return new RunResult(total.toString(), elapsedNanos, cpuNanos);
    }

    /**
     * What the run gave, which has ended with however many sinks.
     *
     * @throws IllegalStateException if no source started or no sink finished
     */
    public synchronized RunResult result() {
        return result(Math.max(1, finishedSinks));
    }
}
