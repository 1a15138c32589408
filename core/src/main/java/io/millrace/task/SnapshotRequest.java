/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import org.jspecify.annotations.Nullable;

/**
 * Somebody's wish for a checkpoint that does not wait for the interval.
 *
 * @param then what becomes of the job when it is complete
 * @param savepoints the directory that gets a copy of it, or null for none
 * @param completion told of the checkpoint once that and {@code then} are settled
 */
record SnapshotRequest(Then then, @Nullable String savepoints, JobHost.Completion<Taken> completion) {
    /** What becomes of the job. */
    enum Then {
        GO_ON,
        /** It ends, and nothing is emitted behind the checkpoint. */
        STOP,
        /** Its sources end first, and so does event time; the checkpoint is the last one. */
        DRAIN
    }

    /**
     * A checkpoint that was asked for.
     *
     * @param savepoint the path of its copy, or null where none was wanted
     */
    record Taken(long checkpointId, @Nullable String savepoint) {}

    void fail(Throwable failure) {
        completion.complete(null, failure);
    }
}
