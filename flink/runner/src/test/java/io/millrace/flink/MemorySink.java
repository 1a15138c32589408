/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink;

import io.millrace.connector.Committer;
import io.millrace.connector.PendingCommit;
import io.millrace.connector.SinkContext;
import io.millrace.connector.TwoPhaseCommitSink;
import io.millrace.connector.TwoPhaseCommitWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An exactly-once sink into the memory of this JVM, in which the tasks of a test's cluster run, too. It is found by name, so
 * that it can travel. Like the systems that sinks write to, it forgets what is aborted and refuses what it does not know.
 */
final class MemorySink<T> implements TwoPhaseCommitSink<T, Long, Long> {
    private static final Map<String, Ledger> LEDGERS = new ConcurrentHashMap<>();
    private static final AtomicLong TRANSACTIONS = new AtomicLong();

    private final String name;

    MemorySink(String name) {
        this.name = name;
    }

    private static final class Ledger {
        private final Map<Long, List<Object>> prepared = new ConcurrentHashMap<>();
        private final Map<Long, List<Object>> committed = new ConcurrentHashMap<>();

        synchronized void commit(Long transaction) {
            List<Object> rows = prepared.remove(transaction);
            if (rows != null) {
                committed.put(transaction, rows);
                notifyAll();
            } else if (!committed.containsKey(transaction)) {
                throw new IllegalStateException("Transaction " + transaction + " is not known any more");
            }
        }
    }

    private static Ledger ledger(String name) {
        return LEDGERS.computeIfAbsent(name, unused -> new Ledger());
    }

    /** Returns what was committed, as text and sorted. */
    static List<String> rows(String name) {
        return ledger(name).committed.values().stream()
                .flatMap(List::stream)
                .map(String::valueOf)
                .sorted()
                .toList();
    }

    /** Waits until so many rows are committed. */
    static void awaitRows(String name, int rows) throws InterruptedException {
        Ledger ledger = ledger(name);
        synchronized (ledger) {
            while (rows(name).size() < rows) {
                ledger.wait();
            }
        }
    }

    /** Returns how many rows are durable and not committed. */
    static long pending(String name) {
        return ledger(name).prepared.values().stream().mapToLong(List::size).sum();
    }

    @Override
    public TwoPhaseCommitWriter<T, Long, Long> restoreWriter(SinkContext context, List<Long> states) {
        return new Writer<>(ledger(name));
    }

    @Override
    public Committer<Long, Long> createCommitter(SinkContext context) {
        Ledger ledger = ledger(name);
        return new Committer<>() {
            @Override
            public void commit(List<Long> transactions) {
                transactions.forEach(ledger::commit);
            }

            @Override
            public void abortAllBut(List<Long> states) {
                ledger.prepared.clear();
            }
        };
    }

    private static final class Writer<T> implements TwoPhaseCommitWriter<T, Long, Long> {
        private final Ledger ledger;
        private List<Object> rows = new ArrayList<>();

        Writer(Ledger ledger) {
            this.ledger = ledger;
        }

        @Override
        public void write(T element, long timestamp) {
            rows.add(element);
        }

        @Override
        public PendingCommit<Long, Long> prepareCommit(boolean endOfInput) {
            List<Object> cut = rows;
            rows = new ArrayList<>();
            long transaction = TRANSACTIONS.incrementAndGet();
            return new PendingCommit<>() {
                @Override
                public void persist() {
                    ledger.prepared.put(transaction, cut);
                }

                @Override
                public List<Long> states() {
                    return List.of();
                }

                @Override
                public List<Long> committables() {
                    return List.of(transaction);
                }
            };
        }
    }
}
