/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.rest;

/** The states of a job, as Flink has them. */
public enum JobState {
    INITIALIZING,
    CREATED,
    RUNNING,
    FAILING,
    FAILED,
    CANCELLING,
    CANCELED,
    FINISHED,
    RESTARTING,
    SUSPENDED,
    RECONCILING;

    /** Returns whether nothing more will become of the job. */
    public boolean isFinal() {
        return this == FAILED || this == CANCELED || this == FINISHED;
    }
}
