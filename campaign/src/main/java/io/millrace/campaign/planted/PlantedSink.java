/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.planted;

import io.millrace.connector.Committer;
import io.millrace.connector.PendingCommit;
import io.millrace.connector.SinkContext;
import io.millrace.connector.TwoPhaseCommitSink;
import io.millrace.connector.TwoPhaseCommitWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A two-phase sink that gets one thing wrong. */
record PlantedSink<T, S, C>(TwoPhaseCommitSink<T, S, C> sink, Bug bug, Outside outside)
        implements TwoPhaseCommitSink<T, S, C> {
    enum Bug {
        /** None: what else is caught then is a fault of the planting. */
        NONE,
        COMMITS_EARLY,
        NO_COMMIT_AFTER_RESTORE,
        NO_ABORT,
        /** What is committed when the input has ended comes behind the end, where nobody waits for it. */
        LAST_OUTPUT_COMES_BEHIND_THE_END,
        /** A commit that fails is noted as one that was made. */
        FAILED_COMMIT_COUNTS,
        /** The outside system has forgotten a transaction that waited for long, and nobody minds. */
        EXPIRED_OUTPUT_IS_LOST,
        /** Whoever aborts what it left behind aborts what its neighbours did, too. */
        ABORTS_OTHERS,
        /** An abort comes when the next output is already under way. */
        ABORTS_LATE,
        /** A second commit of the same is an error. */
        SECOND_COMMIT_FAILS,
        /** Checkpoints are counted from one after a restore, and what was counted before is not committed again. */
        COUNTS_AFRESH,
        /** After a restore only one of several is committed. */
        RECOVERS_ONE,
        /** Cleaning up comes before the commit after a restore. */
        CLEANS_UP_FIRST
    }

    private static final long MOST_MILLIS = 500;

    /** What the outside system, or a log beside it, knows whatever becomes of the process. */
    static final class Outside {
        private final List<TwoPhaseCommitSink<?, ?, ?>> sinks = new ArrayList<>();
        private final Map<Object, Long> beganMillis = new LinkedHashMap<>();
        private final Map<Object, Long> counts = new LinkedHashMap<>();
        private final Map<String, Long> highestCount = new LinkedHashMap<>();
        private final Set<Object> done = new LinkedHashSet<>();

        void newProcess() {
            sinks.clear();
        }
    }

    PlantedSink {
        outside.sinks.add(sink);
    }

    @Override
    public TwoPhaseCommitWriter<T, S, C> restoreWriter(SinkContext context, List<S> states) throws Exception {
        TwoPhaseCommitWriter<T, S, C> writer = sink.restoreWriter(context, states);
        Committer<S, C> committer = sink.createCommitter(context);
        return new TwoPhaseCommitWriter<>() {
            private long count;

            @Override
            public void write(T element, long timestamp) throws Exception {
                writer.write(element, timestamp);
            }

            @Override
            public void flush(boolean endOfInput) throws Exception {
                writer.flush(endOfInput);
            }

            @Override
            public PendingCommit<S, C> prepareCommit(boolean endOfInput) throws Exception {
                PendingCommit<S, C> pending = writer.prepareCommit(endOfInput);
                count++;
                for (C committable : pending.committables()) {
                    outside.beganMillis.put(committable, context.environment().clockMillis());
                    outside.counts.put(committable, count);
                }
                boolean behindTheEnd = endOfInput && bug == Bug.LAST_OUTPUT_COMES_BEHIND_THE_END;
                return bug == Bug.COMMITS_EARLY || behindTheEnd ? planted(pending, committer, behindTheEnd) : pending;
            }

            @Override
            public void close() throws IOException {
                writer.close();
            }
        };
    }

    private static <S, C> PendingCommit<S, C> planted(
            PendingCommit<S, C> pending, Committer<S, C> committer, boolean behindTheEnd) {
        return new PendingCommit<>() {
            @Override
            public void persist() throws IOException {
                pending.persist();
                if (behindTheEnd) {
                    return;
                }
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
                return behindTheEnd ? List.of() : pending.committables();
            }
        };
    }

    @Override
    public Committer<S, C> createCommitter(SinkContext context) throws Exception {
        Committer<S, C> committer = sink.createCommitter(context);
        if (bug == Bug.CLEANS_UP_FIRST) {
            committer.abortAllBut(List.of());
        }
        return new PlantedCommitter(committer, context);
    }

    private final class PlantedCommitter implements Committer<S, C> {
        private final Committer<S, C> committer;
        private final SinkContext context;
        private boolean restoring = true;
        private List<S> toAbort = List.of();
        private boolean abortIsDue;

        PlantedCommitter(Committer<S, C> committer, SinkContext context) {
            this.committer = committer;
            this.context = context;
        }

        @Override
        public void commit(List<C> committables) throws Exception {
            boolean first = restoring;
            restoring = false;
            if (abortIsDue) {
                abortIsDue = false;
                committer.abortAllBut(toAbort);
            }
            switch (bug) {
                case NO_COMMIT_AFTER_RESTORE -> committer.commit(first ? List.of() : committables);
                case RECOVERS_ONE ->
                    committer.commit(first && committables.size() > 1 ? committables.subList(0, 1) : committables);
                case FAILED_COMMIT_COUNTS -> {
                    List<C> left = committables.stream()
                            .filter(committable -> !outside.done.contains(committable))
                            .toList();
                    outside.done.addAll(left);
                    committer.commit(left);
                }
                case EXPIRED_OUTPUT_IS_LOST -> {
                    long now = context.environment().clockMillis();
                    committer.commit(committables.stream()
                            .filter(committable ->
                                    now - outside.beganMillis.getOrDefault(committable, now) < MOST_MILLIS)
                            .toList());
                }
                case SECOND_COMMIT_FAILS -> {
                    for (C committable : committables) {
                        if (outside.done.contains(committable)) {
                            throw new IllegalStateException(committable + " is committed already");
                        }
                    }
                    committer.commit(committables);
                    outside.done.addAll(committables);
                }
                case COUNTS_AFRESH -> commitWhatCountsMore(committables);
                default -> committer.commit(committables);
            }
        }

        private void commitWhatCountsMore(List<C> committables) throws Exception {
            String name = sink.toString();
            long before = outside.highestCount.getOrDefault(name, 0L);
            long highest = before;
            List<C> left = new ArrayList<>();
            for (C committable : committables) {
                long count = outside.counts.getOrDefault(committable, 0L);
                highest = Math.max(highest, count);
                if (count > before) {
                    left.add(committable);
                }
            }
            committer.commit(left);
            outside.highestCount.put(name, highest);
        }

        @Override
        public void abortAllBut(List<S> states) throws Exception {
            if (bug == Bug.NO_ABORT) {
                return;
            }
            committer.abortAllBut(states);
            if (bug == Bug.ABORTS_OTHERS) {
                for (TwoPhaseCommitSink<?, ?, ?> other : outside.sinks) {
                    if (other != sink) {
                        other.createCommitter(context).abortAllBut(List.of());
                    }
                }
            }
            toAbort = states;
            abortIsDue = bug == Bug.ABORTS_LATE;
        }

        @Override
        public void close() throws IOException {
            committer.close();
        }
    }
}
