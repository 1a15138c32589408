/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.operator.SourceProgress;

/** What a task tells the job's master. Called on the task's thread; must not block. */
public interface TaskListener {
    void onSnapshot(TaskSnapshot snapshot);

    /**
     * All input has ended, but an operator still waits for what was asked for outside: no barrier comes any more, and
     * checkpoints need not wait for the end.
     */
    void onInputEnded(TaskId task);

    /** All input has ended and all was emitted. The task stays, for further checkpoints, until the job ends. */
    void onEnded(TaskId task);

    /** A source that keeps step with others has got further, or has gone idle, woken up or ended. */
    void onProgress(TaskId task, SourceProgress progress);

    void onFailed(TaskId task, Throwable failure);
}
