/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

import java.util.List;

/** The job on one engine: updates by key, each of which counts one more in its key's account. It runs until the JVM ends. */
interface BenchmarkJob {
    /**
     * Takes a checkpoint and waits for its completion.
     *
     * @throws Exception if it is not completed
     */
    Checkpoint checkpoint() throws Exception;

    /**
     * A complete checkpoint.
     *
     * @param nanos from its trigger to its completion
     * @param bytes that it wrote
     * @param pauses of each task that has state
     */
    record Checkpoint(long nanos, long bytes, List<Pause> pauses) {}

    /**
     * How long a task stood still.
     *
     * @param start as {@link System#nanoTime}, or -1 where the engine does not tell
     */
    record Pause(long start, long nanos) {}
}
