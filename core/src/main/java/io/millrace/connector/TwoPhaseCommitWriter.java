/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector;

/** A writer that cuts its output at each barrier. */
public interface TwoPhaseCommitWriter<T, S, C> extends SinkWriter<T> {
    /**
     * Cuts the output: what was written so far belongs to the result, what comes later does not. Quick; the durable
     * part happens in {@link PendingCommit#persist}. Where the checkpoint is aborted and the job goes on, the piece is committed
     * with the next checkpoint, in front of that one's own.
     *
     * @param endOfInput whether nothing more will be written
     */
    PendingCommit<S, C> prepareCommit(boolean endOfInput) throws Exception;
}
