/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Told of what becomes of a job; called on the master. */
public interface JobListener {
    default void onStatus(JobStatus status, @Nullable Throwable failure) {}

    /** A checkpoint is complete, and what depends on it is committed. */
    default void onCheckpointComplete(long checkpointId) {}

    /** A checkpoint was given up. Where the job does not go on, {@link #onRestart} or {@link #onStatus} follows. */
    default void onCheckpointFailed(long checkpointId, Throwable failure) {}

    /** An attempt starts, from a checkpoint ({@code checkpointId}) or afresh (-1). */
    default void onAttempt(int attempt, long checkpointId) {}

    /** A savepoint holds state of operators that the job has not, and it is allowed to drop that. */
    default void onStateDropped(List<String> uids) {}

    /**
     * The first checkpoint is complete, and holds state of operators whose uids nobody has set.
     *
     * @param uids which they have got by their names
     */
    default void onStateWithoutUid(List<String> uids) {}

    /** A failure that the restart strategy answers with another attempt. */
    default void onRestart(Throwable failure, long delayMillis) {}
}
