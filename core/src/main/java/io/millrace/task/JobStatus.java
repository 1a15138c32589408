/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

/** Where a job is in its life. */
public enum JobStatus {
    CREATED,
    RUNNING,
    RESTARTING,
    FINISHED,
    FAILED,
    CANCELED;

    /** Returns whether the job will never run again. */
    public boolean isGloballyTerminalState() {
        return this == FINISHED || this == FAILED || this == CANCELED;
    }
}
