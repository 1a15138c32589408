/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

/**
 * What one child JVM measures.
 *
 * @param engine one of {@link CheckpointBenchmark#ENGINES}
 * @param ratePerSecond of events, 0 for a share of the most that the engine takes
 * @param share of the most
 * @param seconds of each stretch of time that is measured
 * @param rounds how often each is
 */
record CheckpointCase(
        String engine, long keys, int parallelism, long ratePerSecond, double share, double seconds, int rounds) {
    /** Milliseconds between two checkpoints; 0 for none at all. */
    static final long[] INTERVALS = {0, 1_000, 100};

    /** Shares of the keys that change before an incremental checkpoint. */
    static final double[] CHANGED = {0.001, 0.01, 0.1};

    long millis() {
        return (long) (seconds * 1_000);
    }

    @Override
    public String toString() {
        return engine + ", " + keys + " keys, parallelism " + parallelism;
    }
}
