/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.connector.Committer;
import io.millrace.connector.PendingCommit;
import io.millrace.connector.SinkContext;
import io.millrace.connector.TwoPhaseCommitSink;
import io.millrace.connector.TwoPhaseCommitWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One run of a short job through a two-phase sink, interrupted at given points of the protocol. */
final class SinkProtocolRun<T> {
    private static final int CHECKPOINTS = 3;

    private final SinkConformance.Target<T> target;
    private final TwoPhaseCommitSink<T, Object, Object> sink;
    private final List<T> elements;
    private final int mostParallelism;
    private final List<Integer> interruptions;
    private final boolean processDies;
    private final GivingUp givingUp;
    private final List<Cut> uncommitted = new ArrayList<>();
    private final List<TwoPhaseCommitWriter<T, Object, Object>> writers = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    private Complete latest = new Complete(0, List.of(), List.of(), false);
    private int attempts;
    private int parallelism;
    private int points;
    private int pointsOfAttempt;
    private int next;
    private int cutAt; // so many elements are before the last cut

    /** Whether every other checkpoint is given up, and when: its output is committed with the one behind it. */
    enum GivingUp {
        NEVER(""),
        BEFORE_IT_IS_DURABLE(", every other checkpoint given up before its output was durable"),
        AFTER_IT_IS_DURABLE(", every other checkpoint given up when its output was durable");

        private final String description;

        GivingUp(String description) {
            this.description = description;
        }
    }

    /** What all writers cut off for one checkpoint. */
    private static final class Cut {
        private final List<PendingCommit<Object, Object>> pieces = new ArrayList<>();
        private boolean durable;
    }

    /** A checkpoint that is complete. */
    private record Complete(int elements, List<Object> states, List<Object> committables, boolean last) {}

    /** Thrown where the run is interrupted. */
    private static final class Interruption extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /**
     * @param interruptions at which point of the first attempt, of the second, and so on, counted from 1
     * @param processDies whether an interruption is the end of the process, or a failure after which writers are closed
     */
    @SuppressWarnings("unchecked")
    SinkProtocolRun(
            SinkConformance.Target<T> target,
            List<T> elements,
            int mostParallelism,
            List<Integer> interruptions,
            boolean processDies,
            GivingUp givingUp) {
        this.target = target;
        this.sink = (TwoPhaseCommitSink<T, Object, Object>) target.sink();
        this.elements = elements;
        this.mostParallelism = mostParallelism;
        this.interruptions = interruptions;
        this.processDies = processDies;
        this.givingUp = givingUp;
    }

    /** Returns how many points the first attempt passed. */
    int points() {
        return points;
    }

    void runToTheEnd() {
        boolean done = false;
        while (!done) {
            try {
                start();
                write();
                close();
                done = true;
            } catch (Interruption interruption) {
                stop();
            } catch (Exception e) {
                throw failure("the sink failed with " + e, e);
            }
        }
        Outputs.requireSame(describe() + ": the target", visible(), elements);
    }

    private void start() throws Exception {
        parallelism = 1 + attempts % mostParallelism;
        attempts++;
        pointsOfAttempt = 0;
        next = latest.elements();
        cutAt = next;
        uncommitted.clear();
        commit(latest.committables());
        try (Committer<Object, Object> committer = sink.createCommitter(context(0))) {
            committer.abortAllBut(latest.states());
        }
        point("after abortAllBut");
        for (int subtask = 0; subtask < parallelism; subtask++) {
            List<Object> states = new ArrayList<>();
            for (int i = subtask; i < latest.states().size(); i += parallelism) {
                states.add(ConformanceWorld.stored(latest.states().get(i)));
            }
            writers.add(sink.restoreWriter(context(subtask), states));
            point("after restoreWriter of subtask " + subtask);
        }
    }

    private SinkContext context(int subtask) {
        return new ConformanceWorld.OfSink(
                target.environment(), subtask, parallelism, attempts, latest.elements() > 0 || latest.last());
    }

    private void write() throws Exception {
        int chunk = (elements.size() + CHECKPOINTS - 1) / CHECKPOINTS;
        while (!latest.last()) {
            int until = Math.min(elements.size(), cutAt + chunk);
            while (next < until) {
                writeNext();
            }
            checkpoint(until == elements.size());
        }
    }

    private void writeNext() throws Exception {
        T element = elements.get(next);
        writers.get(next % parallelism).write(element, next);
        next++;
        point("after writing element " + next);
    }

    private void checkpoint(boolean endOfInput) throws Exception {
        int held = next;
        cutAt = held;
        Cut cut = new Cut();
        for (TwoPhaseCommitWriter<T, Object, Object> writer : writers) {
            writer.flush(endOfInput);
            cut.pieces.add(writer.prepareCommit(endOfInput));
            point("after prepareCommit of subtask " + (cut.pieces.size() - 1) + " at element " + held);
        }
        boolean givenUp = givingUp != GivingUp.NEVER && !endOfInput && uncommitted.isEmpty();
        uncommitted.add(cut);
        if (!endOfInput) {
            // What is written behind the cut, while the cut is made durable, belongs to the next checkpoint.
            writeNext();
        }
        if (givenUp) {
            if (givingUp == GivingUp.AFTER_IT_IS_DURABLE) {
                persist(held);
            }
            point("after the checkpoint at element " + held + " was given up");
            return;
        }
        persist(held);
        List<Object> states = new ArrayList<>();
        for (PendingCommit<Object, Object> piece : cut.pieces) {
            for (Object state : piece.states()) {
                states.add(ConformanceWorld.stored(state));
            }
        }
        List<Object> committables = new ArrayList<>();
        for (Cut pending : uncommitted) {
            for (PendingCommit<Object, Object> piece : pending.pieces) {
                for (Object committable : piece.committables()) {
                    committables.add(ConformanceWorld.stored(committable));
                }
            }
        }
        latest = new Complete(held, states, committables, endOfInput);
        point("after the checkpoint at element " + held + " was complete");
        commit(committables);
        uncommitted.clear();
    }

    /** Each cut once, however many checkpoints want it. */
    private void persist(int held) throws Exception {
        for (Cut cut : uncommitted) {
            if (!cut.durable) {
                for (PendingCommit<Object, Object> piece : cut.pieces) {
                    piece.persist();
                    point("after persist at element " + held);
                }
                cut.durable = true;
            }
        }
    }

    private void commit(List<Object> committables) throws Exception {
        try (Committer<Object, Object> committer = sink.createCommitter(context(0))) {
            for (Object committable : committables) {
                committer.commit(List.of(committable));
                point("after committing " + committable);
            }
            committer.commit(committables);
            point("after committing again");
        }
    }

    private void close() throws Exception {
        List<TwoPhaseCommitWriter<T, Object, Object>> open = List.copyOf(writers);
        writers.clear();
        for (TwoPhaseCommitWriter<T, Object, Object> writer : open) {
            writer.close();
        }
    }

    private void stop() {
        try {
            if (processDies) {
                target.processDied(List.copyOf(writers));
                writers.clear();
            } else {
                close();
            }
        } catch (Exception e) {
            throw failure("a writer could not be closed: " + e, e);
        }
        requireNothingEarly("after the interruption");
    }

    private void point(String where) throws Interruption {
        requireNothingEarly(where);
        pointsOfAttempt++;
        if (attempts == 1) {
            points++;
        }
        if (attempts <= interruptions.size() && interruptions.get(attempts - 1) == pointsOfAttempt) {
            history.add(where + ", attempt " + attempts + " with parallelism " + parallelism);
            throw new Interruption();
        }
    }

    private void requireNothingEarly(String where) {
        Set<T> held = new LinkedHashSet<>(elements.subList(0, latest.elements()));
        for (T element : visible()) {
            if (!held.remove(element)) {
                boolean twice = elements.subList(0, latest.elements()).contains(element);
                throw failure(
                        where + ", a reader sees " + element
                                + (twice ? " twice" : ", which no complete checkpoint holds"),
                        null);
            }
        }
    }

    private List<T> visible() {
        try {
            return target.visible();
        } catch (Exception e) {
            throw failure("what is visible cannot be read: " + e, e);
        }
    }

    private String describe() {
        String how = processDies ? " (the process died)" : " (a task failed)";
        return "The sink breaks its contract, "
                + (history.isEmpty()
                        ? "without an interruption"
                        : "interrupted " + String.join(", then ", history) + how)
                + givingUp.description;
    }

    private SimulationFailure failure(String what, @org.jspecify.annotations.Nullable Exception cause) {
        String message = describe() + ": " + what;
        return cause == null ? new SimulationFailure(message) : new SimulationFailure(message, cause);
    }
}
