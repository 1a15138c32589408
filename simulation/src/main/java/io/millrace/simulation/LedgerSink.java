/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.connector.Committer;
import io.millrace.connector.PendingCommit;
import io.millrace.connector.SinkContext;
import io.millrace.connector.TwoPhaseCommitSink;
import io.millrace.connector.TwoPhaseCommitWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A two-phase sink into a {@link Ledger}, by transactions. Runs in a simulation alone.
 *
 * @param <T> the type of the elements
 */
public final class LedgerSink<T> implements TwoPhaseCommitSink<T, String, String> {
    private static final long serialVersionUID = 1L;

    private final String ledger;

    public LedgerSink(String ledger) {
        this.ledger = ledger;
    }

    private static World worldOf(SinkContext context) {
        if (context.environment() instanceof SimulatedEnvironment simulated) {
            return simulated.world();
        }
        throw new IllegalStateException("A LedgerSink works in a simulation alone");
    }

    @Override
    public TwoPhaseCommitWriter<T, String, String> restoreWriter(SinkContext context, List<String> states) {
        return new Writer<>(worldOf(context), worldOf(context).ledger(ledger));
    }

    @Override
    public Committer<String, String> createCommitter(SinkContext context) {
        Ledger target = worldOf(context).ledger(ledger);
        return new Committer<>() {
            @Override
            public void commit(List<String> committables) throws Exception {
                for (String transaction : committables) {
                    target.commit(transaction);
                }
            }

            @Override
            public void abortAllBut(List<String> states) throws Exception {
                target.abortAll();
            }
        };
    }

    private static final class Writer<T> implements TwoPhaseCommitWriter<T, String, String> {
        private final World world;
        private final Ledger ledger;
        private List<Object> rows = new ArrayList<>();

        Writer(World world, Ledger ledger) {
            this.world = world;
            this.ledger = ledger;
        }

        @Override
        public void write(T element, long timestamp) {
            world.maybeFailTask("write");
            rows.add(element);
        }

        @Override
        public PendingCommit<String, String> prepareCommit(boolean endOfInput) {
            List<Object> content = rows;
            rows = new ArrayList<>();
            List<String> transactions = content.isEmpty() ? List.of() : List.of(ledger.newTransaction());
            return new PendingCommit<>() {
                @Override
                public void persist() throws IOException {
                    for (String transaction : transactions) {
                        ledger.prepare(transaction, content);
                    }
                }

                @Override
                public List<String> states() {
                    return List.of();
                }

                @Override
                public List<String> committables() {
                    return transactions;
                }
            };
        }
    }
}
