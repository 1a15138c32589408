/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.planted;

import io.millrace.connector.Committer;
import io.millrace.connector.PendingCommit;
import io.millrace.connector.SinkContext;
import io.millrace.connector.TwoPhaseCommitSink;
import io.millrace.connector.TwoPhaseCommitWriter;
import java.io.IOException;
import java.util.List;

/** A two-phase sink that gets one thing wrong. */
record PlantedSink<T, S, C>(TwoPhaseCommitSink<T, S, C> sink, Bug bug) implements TwoPhaseCommitSink<T, S, C> {
    enum Bug {
        COMMITS_EARLY,
        NO_COMMIT_AFTER_RESTORE,
        NO_ABORT
    }

    @Override
    public TwoPhaseCommitWriter<T, S, C> restoreWriter(SinkContext context, List<S> states) throws Exception {
        TwoPhaseCommitWriter<T, S, C> writer = sink.restoreWriter(context, states);
        if (bug != Bug.COMMITS_EARLY) {
            return writer;
        }
        Committer<S, C> committer = sink.createCommitter(context);
        return new TwoPhaseCommitWriter<>() {
            @Override
            public void write(T element, long timestamp) throws Exception {
                writer.write(element, timestamp);
            }

            @Override
            public PendingCommit<S, C> prepareCommit(boolean endOfInput) throws Exception {
                return early(writer.prepareCommit(endOfInput), committer);
            }
        };
    }

    private static <S, C> PendingCommit<S, C> early(PendingCommit<S, C> pending, Committer<S, C> committer) {
        return new PendingCommit<>() {
            @Override
            public void persist() throws IOException {
                pending.persist();
                try {
                    committer.commit(pending.committables());
                } catch (IOException failure) {
                    throw failure;
                } catch (Exception failure) {
                    throw new IOException(failure);
                }
            }

            @Override
            public List<S> states() {
                return pending.states();
            }

            @Override
            public List<C> committables() {
                return pending.committables();
            }
        };
    }

    @Override
    public Committer<S, C> createCommitter(SinkContext context) throws Exception {
        Committer<S, C> committer = sink.createCommitter(context);
        return new Committer<>() {
            private boolean restoring = bug == Bug.NO_COMMIT_AFTER_RESTORE;

            @Override
            public void commit(List<C> committables) throws Exception {
                if (!restoring) {
                    committer.commit(committables);
                }
                restoring = false;
            }

            @Override
            public void abortAllBut(List<S> states) throws Exception {
                if (bug != Bug.NO_ABORT) {
                    committer.abortAllBut(states);
                }
            }
        };
    }
}
