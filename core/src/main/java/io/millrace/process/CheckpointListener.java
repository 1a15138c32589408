/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.PerTask;

/** A function that wants to know what became of the checkpoints it took part in. */
public interface CheckpointListener extends PerTask {
    /**
     * Called when a checkpoint is complete and what sinks had pending is committed, between two batches. Not called for
     * one that completes as the attempt ends by a failure: what depends on it must be done again after a restart.
     */
    void notifyCheckpointComplete(long checkpointId) throws Exception;

    /**
     * Called, between two batches, when a checkpoint was given up and the job goes on. It may come before the function's
     * snapshot for it was taken. Not called where the failure ends the attempt: then the function's state goes back to that of
     * the last complete checkpoint.
     */
    default void notifyCheckpointAborted(long checkpointId) throws Exception {}
}
