/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector;

import java.util.List;

/**
 * A sink whose output shows exactly once, when the checkpoint that it belongs to is complete.
 *
 * <p>At each barrier the writer cuts its output ({@link TwoPhaseCommitWriter#prepareCommit}); the pending output is made
 * durable and becomes part of the snapshot; when the snapshot is complete it is committed. After a failure, what the
 * snapshot holds is committed again (committing is idempotent), and what it does not hold is aborted.
 *
 * @param <S> what a writer needs to go on with output that is still open, with a codec
 * @param <C> what is needed to commit a piece of output, with a codec
 */
public interface TwoPhaseCommitSink<T, S, C> extends Sink<T> {
    @Override
    default TwoPhaseCommitWriter<T, S, C> createWriter(SinkContext context) throws Exception {
        return restoreWriter(context, List.of());
    }

    /** Makes a writer that goes on with open output of earlier writers; the lists of all of them are dealt out anew. */
    TwoPhaseCommitWriter<T, S, C> restoreWriter(SinkContext context, List<S> states) throws Exception;

    Committer<S, C> createCommitter(SinkContext context) throws Exception;

    /**
     * Returns whether what all subtasks had pending has to be committed by one committer, at once: where the output of one takes
     * the place of something that others may still be reading. A runner whose subtasks commit on their own refuses such a sink.
     */
    default boolean needsGlobalCommitter() {
        return false;
    }
}
