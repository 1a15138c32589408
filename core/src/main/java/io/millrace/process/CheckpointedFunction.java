/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.PerTask;

/** A function, on any stream, with state of its subtask. Each subtask has an instance of its own. */
public interface CheckpointedFunction extends PerTask {
    /**
     * Called at each checkpoint, before the state is copied: puts into the state what the function holds outside of it.
     * After the input has ended it is still called, once a checkpoint.
     */
    void snapshotState(FunctionSnapshotContext context) throws Exception;

    /** Called once, before {@code open}: declares state, and takes back what a snapshot held. */
    void initializeState(FunctionInitializationContext context) throws Exception;
}
