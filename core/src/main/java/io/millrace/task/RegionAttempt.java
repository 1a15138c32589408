/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.connector.Committer;
import io.millrace.connector.SinkContext;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.TwoPhaseCommitSink;
import io.millrace.environment.Environment;
import io.millrace.graph.ExecutionPlan;
import io.millrace.graph.JobNode;
import io.millrace.graph.PipelinedRegion;
import io.millrace.graph.Stage;
import io.millrace.metric.Counter;
import io.millrace.operator.SinkOperator;
import io.millrace.operator.SourceOperator;
import io.millrace.operator.SourceProgress;
import io.millrace.operator.SplitState;
import io.millrace.operator.ValuesTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * One run of the tasks of a region: it settles what its sinks left pending, finds splits and deals them out, builds the tasks,
 * and passes on what they tell, until it has failed.
 */
final class RegionAttempt implements TaskListener {
    /** What a region's attempt tells of itself. */
    interface Events {
        void onSnapshot(TaskSnapshot snapshot);

        /** A snapshot of tasks that count no more. */
        void giveUp(TaskSnapshot snapshot);

        void onInputEnded(TaskId task);

        void onEnded(TaskId task);

        void onProgress(TaskId task, SourceProgress progress);

        void onFailed(Throwable failure);
    }

    private final ExecutionPlan plan;
    private final PipelinedRegion region;
    private final JobHost host;
    private final int number;
    private final long attemptId;
    private final JobAttempt.Events job;
    private final Events events;
    private final Map<String, Committer<Object, Object>> committers = new LinkedHashMap<>();
    private final Map<Integer, SourceAssignment> assignments = new LinkedHashMap<>();
    private final Map<TaskId, Queue<TaskCommand>> commands = new LinkedHashMap<>();
    private final List<AutoCloseable> closeables = new ArrayList<>();
    private List<OperatorTask> tasks = List.of();
    private boolean over;

    /**
     * @param number of all attempts of the job, with which no other is launched
     * @param job the attempt of the job that this one is a part of
     */
    RegionAttempt(
            ExecutionPlan plan,
            PipelinedRegion region,
            JobHost host,
            int number,
            long attemptId,
            JobAttempt.Events job,
            Events events) {
        this.plan = plan;
        this.region = region;
        this.host = host;
        this.number = number;
        this.attemptId = attemptId;
        this.job = job;
        this.events = events;
    }

    int number() {
        return number;
    }

    /** Returns the tasks that it runs; none before it has built them. */
    List<OperatorTask> tasks() {
        return tasks;
    }

    private boolean isCurrent() {
        return !over && job.isCurrent();
    }

    /** Settles what sinks left pending, and finds splits. May block. */
    void prepare(RestoredJob restored) throws Exception {
        for (Stage stage : region.stages()) {
            for (JobNode node : stage.nodes()) {
                settlePending(node, restored);
                findSplits(node, restored);
            }
        }
    }

    /** Commits what the checkpoint holds, and aborts what no checkpoint does. */
    private void settlePending(JobNode node, RestoredJob restored) throws Exception {
        if (node.sink() instanceof TwoPhaseCommitSink<?, ?, ?> sink) {
            Committer<Object, Object> committer = committer(sink, node, restored);
            committers.put(node.uid(), committer);
            closeables.add(committer);
            committer.commit(ValuesTable.readAll(restored.stateOf(node.uid()), SinkOperator.COMMITTABLES));
            committer.abortAllBut(ValuesTable.readAll(restored.stateOf(node.uid()), SinkOperator.WRITER_STATES));
        }
    }

    @SuppressWarnings("unchecked")
    private Committer<Object, Object> committer(TwoPhaseCommitSink<?, ?, ?> sink, JobNode node, RestoredJob restored)
            throws Exception {
        return (Committer<Object, Object>) sink.createCommitter(new MasterContext(
                host.environment(),
                node,
                attemptId,
                restored.stateOf(node.uid()).isRestored()));
    }

    private void findSplits(JobNode node, RestoredJob restored) throws Exception {
        Source<?, ?> source = node.source();
        if (source != null) {
            Set<String> known = new LinkedHashSet<>();
            for (SplitState state : SourceOperator.restoredSplits(restored.stateOf(node.uid()))) {
                requireFinishedInBatch(node, state);
                known.add(((SourceSplit) state.split()).splitId());
            }
            SplitEnumerator<?> enumerator = source.createEnumerator(new MasterContext(
                    host.environment(),
                    node,
                    attemptId,
                    restored.stateOf(node.uid()).isRestored()));
            closeables.add(enumerator);
            SourceAssignment assignment = new SourceAssignment(enumerator, known, node.parallelism());
            assignment.add(enumerator.discover(known));
            assignments.put(node.id(), assignment);
        }
    }

    /** A batch has no middle to go on from: all records of a key have to come together. */
    private void requireFinishedInBatch(JobNode node, SplitState state) {
        if (plan.graph().configuration().batch() != null && !state.finished()) {
            throw new IllegalStateException("The checkpoint is one of the middle of source '" + node.name()
                    + "', taken in STREAMING mode. A job in BATCH mode cannot go on from there: run it in STREAMING"
                    + " mode, or from the beginning with another checkpoint directory or ResumeMode.FRESH.");
        }
    }

    /** Builds the tasks, which restore their state. */
    List<OperatorTask> build(RestoredJob restored) {
        tasks = new TaskBuilder(plan, region, host, restored, this, commands, number, attemptId).build();
        return tasks;
    }

    /** Gives the splits to the tasks, which must be launched. */
    void dealOut() {
        for (Stage stage : region.stages()) {
            SourceAssignment assignment = assignments.get(stage.head().id());
            if (assignment != null) {
                assign(stage, assignment);
                planDiscovery(stage, assignment);
            }
        }
    }

    private void assign(Stage stage, SourceAssignment assignment) {
        for (int subtask = 0; subtask < stage.parallelism(); subtask++) {
            tell(
                    new TaskId(stage.id(), subtask),
                    new TaskCommand.AssignSplits(assignment.take(subtask), !assignment.continues()));
        }
    }

    private void planDiscovery(Stage stage, SourceAssignment assignment) {
        if (assignment.continues()) {
            host.postAt(host.environment().clockMillis() + assignment.intervalMillis(), () -> {
                if (isCurrent()) {
                    discover(stage, assignment);
                }
            });
        }
    }

    private void discover(Stage stage, SourceAssignment assignment) {
        job.runBlocking(assignment::discover, (splits, failure) -> {
            if (over) {
                return;
            }
            if (splits == null) {
                events.onFailed(failure == null ? new IllegalStateException("No result") : failure);
            } else {
                if (!splits.isEmpty()) {
                    assignment.add(splits);
                    assign(stage, assignment);
                }
                planDiscovery(stage, assignment);
            }
        });
    }

    /** Tells a task of its own; of others it knows nothing. */
    void tell(TaskId task, TaskCommand command) {
        Queue<TaskCommand> queue = commands.get(task);
        if (queue != null) {
            queue.add(command);
            host.activate(task);
        }
    }

    void tellAll(TaskCommand command) {
        commands.keySet().forEach(task -> tell(task, command));
    }

    /**
     * Commits the output of its sinks that a complete checkpoint holds. May block.
     *
     * @param again whether the next attempt would commit it again, since a checkpoint on storage holds it
     */
    void commit(List<WrittenSnapshot> parts, boolean again) throws Exception {
        for (Map.Entry<String, Committer<Object, Object>> sink : committers.entrySet()) {
            List<Object> committables = committablesOf(sink.getKey(), parts);
            if (committables.isEmpty()) {
                continue;
            }
            try {
                sink.getValue().commit(committables);
            } catch (Exception failure) {
                throw again ? failure : new HalfCommittedException(sink.getKey(), failure);
            }
        }
    }

    private static List<Object> committablesOf(String uid, List<WrittenSnapshot> parts) {
        return parts.stream()
                .flatMap(written -> written.parts().stream())
                .filter(part -> part.uid().equals(uid))
                .<Object>flatMap(part -> part.committables().stream())
                .toList();
    }

    // What the tasks tell

    @Override
    public void onSnapshot(TaskSnapshot snapshot) {
        host.post(() -> {
            if (isCurrent()) {
                events.onSnapshot(snapshot);
            } else {
                events.giveUp(snapshot);
            }
        });
    }

    @Override
    public void onInputEnded(TaskId task) {
        post(() -> events.onInputEnded(task));
    }

    @Override
    public void onEnded(TaskId task) {
        post(() -> events.onEnded(task));
    }

    @Override
    public void onProgress(TaskId task, SourceProgress progress) {
        post(() -> events.onProgress(task, progress));
    }

    @Override
    public void onFailed(TaskId task, Throwable failure) {
        post(() -> events.onFailed(failure));
    }

    private void post(Runnable onMaster) {
        host.post(() -> {
            if (isCurrent()) {
                onMaster.run();
            }
        });
    }

    /** Lets what the tasks still tell count no more. */
    void retire() {
        over = true;
    }

    /** Closes the tasks, which must have stopped. */
    void closeTasks() {
        tasks.forEach(OperatorTask::close);
    }

    /** Lets go of what does not belong to a task. */
    void close() {
        retire();
        for (AutoCloseable closeable : closeables) {
            try {
                closeable.close();
            } catch (Exception ignored) {
                // The attempt is over, and what it made durable is: a failure to let go changes nothing.
            }
        }
        closeables.clear();
    }

    /** The context of enumerators and committers, which belong to the job and not to a subtask. */
    private record MasterContext(Environment environment, JobNode node, long attemptId, boolean isRestored)
            implements SourceContext, SinkContext {
        @Override
        public int subtaskIndex() {
            return 0;
        }

        @Override
        public int parallelism() {
            return node.parallelism();
        }

        @Override
        public Counter counter(String name) {
            return new TaskMetrics().counter(name);
        }
    }
}
