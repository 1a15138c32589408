/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

import java.util.List;

/**
 * What one child JVM measured.
 *
 * @param levels a fixed rate, without checkpoints and with
 * @param most all that the job takes, without checkpoints and with one every second
 * @param full a checkpoint of all keys
 * @param increments checkpoints of a share of the keys each
 */
record CheckpointRun(List<Level> levels, List<Level> most, Written full, List<Written> increments) {
    /**
     * Some stretches of time with checkpoints at one interval. Times are in nanoseconds.
     *
     * @param intervalMillis between two checkpoints, 0 without any
     * @param offered events a second, 0 for as many as the job takes
     * @param taken events a second
     * @param cpuNanosPerEvent of all threads of the process
     * @param latency from when an event was due until its row came out
     * @param longestStop the longest time for which the JVM held all threads up
     * @param pause of a task for a checkpoint
     * @param ownPause the same without what the JVM held up meanwhile; where the engine does not tell when, the same
     * @param duration of a checkpoint
     * @param bytesPerCheckpoint on average
     */
    record Level(
            long intervalMillis,
            double offered,
            double taken,
            double cpuNanosPerEvent,
            Times latency,
            long longestStop,
            Times pause,
            Times ownPause,
            Times duration,
            double bytesPerCheckpoint) {}

    /** A distribution in nanoseconds. */
    record Times(long count, long p50, long p99, long p999, long max) {
        static Times of(Latencies times) {
            return new Times(times.count(), times.atShare(0.5), times.atShare(0.99), times.atShare(0.999), times.max());
        }
    }

    /**
     * What a checkpoint wrote.
     *
     * @param changed the share of keys that changed before
     */
    record Written(double changed, long bytes, long nanos) {}
}
