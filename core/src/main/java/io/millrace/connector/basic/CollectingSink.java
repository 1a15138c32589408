/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.basic;

import io.millrace.connector.Committer;
import io.millrace.connector.PendingCommit;
import io.millrace.connector.SinkContext;
import io.millrace.connector.TwoPhaseCommitSink;
import io.millrace.connector.TwoPhaseCommitWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Collects the elements in memory, exactly once, for tests: they show in {@link #results} when the checkpoint that they
 * belong to is complete. Lives through restarts of the job within the JVM, but cannot travel to another one.
 */
public final class CollectingSink<T> implements TwoPhaseCommitSink<T, CollectedRows, CollectedRows> {
    private final CollectedLedger<T> ledger;

    public CollectingSink() {
        this.ledger = new CollectedLedger<>(null);
    }

    /**
     * A sink that keeps no results but gives them to {@code consumer}, in the order of commits, while they are committed.
     *
     * @param consumer called by any thread, one call at a time
     */
    public CollectingSink(Consumer<List<T>> consumer) {
        this.ledger = new CollectedLedger<>(consumer);
    }

    /** Returns what was committed so far, in the order of commits. May be called by any thread. */
    public List<T> results() {
        return ledger.committed();
    }

    @Override
    public TwoPhaseCommitWriter<T, CollectedRows, CollectedRows> restoreWriter(
            SinkContext context, List<CollectedRows> states) {
        return new Writer(context);
    }

    @Override
    public Committer<CollectedRows, CollectedRows> createCommitter(SinkContext context) {
        return new Committer<>() {
            @Override
            public void commit(List<CollectedRows> committables) {
                committables.forEach(ledger::commit);
            }

            @Override
            public void abortAllBut(List<CollectedRows> states) {
                ledger.abortPending();
            }
        };
    }

    private final class Writer implements TwoPhaseCommitWriter<T, CollectedRows, CollectedRows> {
        private final SinkContext context;
        private List<T> rows = new ArrayList<>();
        private long cuts;

        Writer(SinkContext context) {
            this.context = context;
        }

        @Override
        public void write(T element, long timestamp) {
            rows.add(element);
        }

        @Override
        public PendingCommit<CollectedRows, CollectedRows> prepareCommit(boolean endOfInput) {
            CollectedRows id = new CollectedRows(context.attemptId(), context.subtaskIndex(), cuts++);
            List<T> cut = rows;
            rows = new ArrayList<>();
            return new PendingCommit<>() {
                @Override
                public void persist() {
                    ledger.prepare(id, cut);
                }

                @Override
                public List<CollectedRows> states() {
                    return List.of();
                }

                @Override
                public List<CollectedRows> committables() {
                    return cut.isEmpty() ? List.of() : List.of(id);
                }
            };
        }
    }
}
