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
     * There for the programs that have it. It is never called: a checkpoint that cannot be completed ends the attempt,
     * and the function's state goes back to that of the last complete one.
     */
    default void notifyCheckpointAborted(long checkpointId) throws Exception {}
}
