/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.connector.Committer;
import io.millrace.connector.SinkContext;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.TwoPhaseCommitSink;
import io.millrace.data.CheckpointBarrier;
import io.millrace.environment.Environment;
import io.millrace.graph.ExecutionPlan;
import io.millrace.graph.JobConfiguration;
import io.millrace.graph.JobNode;
import io.millrace.graph.SavepointRestoreSettings;
import io.millrace.graph.Stage;
import io.millrace.metric.Counter;
import io.millrace.operator.SinkOperator;
import io.millrace.operator.SourceOperator;
import io.millrace.operator.SourceProgress;
import io.millrace.operator.SplitState;
import io.millrace.operator.ValuesTable;
import io.millrace.snapshot.CheckpointWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to run a job: it restores, settles what sinks left pending, finds splits, launches the tasks, takes
 * checkpoints, and ends.
 *
 * <p>The order of things is what makes output exactly-once: a checkpoint is published only when every task's part is
 * durable; what it makes visible is committed only after that; and the next one begins only when all of it is committed,
 * so that the newest checkpoint always holds everything whose commit is not certain.
 */
final class JobAttempt implements TaskListener {
    /** What an attempt asks of, and tells, the master. */
    interface Events {
        boolean isCurrent();

        <T> void runBlocking(Callable<T> work, JobHost.Completion<T> completion);

        void onRunning(List<OperatorTask> tasks, long checkpointId);

        void onStateDropped(List<String> uids);

        void onCheckpoint(CheckpointStatistics statistics);

        void onCheckpointFailed(long checkpointId, Throwable failure);

        CheckpointStatistics statistics();

        void onFinished();

        void onFailed(Throwable failure, boolean permanent);
    }

    private static final long NONE = -1;

    /**
     * So long, at most, what tasks have given for a checkpoint waits for the other tasks: writing takes processors from those
     * that are about to take their snapshots, and makes milliseconds of their pauses.
     */
    private static final long LONGEST_WAIT_MILLIS = 50;

    private final ExecutionPlan plan;
    private final JobHost host;
    private final @Nullable JobSnapshots snapshots;
    private final int number;
    private final long attemptId;
    private final Events events;
    private final Map<String, Committer<Object, Object>> committers = new LinkedHashMap<>();
    private final Map<Integer, SourceAssignment> assignments = new LinkedHashMap<>();
    private final Map<TaskId, Queue<TaskCommand>> commands = new LinkedHashMap<>();
    private final List<AutoCloseable> closeables = new ArrayList<>();
    private final ArrayDeque<SnapshotRequest> requests = new ArrayDeque<>();
    private final List<SnapshotRequest> drains = new ArrayList<>();
    private final List<SnapshotRequest> served = new ArrayList<>();
    private final WatermarkAlignment alignment =
            new WatermarkAlignment((task, limit) -> tell(task, new TaskCommand.AlignWatermarks(limit)));
    private @Nullable CheckpointCoordinator<WrittenSnapshot> coordinator;
    private @Nullable CheckpointWriter writer;
    private final List<TaskSnapshot> unwritten = new ArrayList<>(); // of the checkpoint under way
    private long nextCheckpointId = 1;
    private long checkpointStartMillis;
    private long underWay = NONE;
    private long newestComplete = NONE;
    private int failedInARow;
    private boolean mayShow;
    private long pauseUntilMillis = Long.MIN_VALUE;
    private boolean beginning;
    private boolean checkpointPlanned;
    private boolean finalCheckpoint;

    JobAttempt(
            ExecutionPlan plan,
            JobHost host,
            @Nullable JobSnapshots snapshots,
            int number,
            long attemptId,
            Events events) {
        this.plan = plan;
        this.host = host;
        this.snapshots = snapshots;
        this.number = number;
        this.attemptId = attemptId;
        this.events = events;
    }

    int number() {
        return number;
    }

    /** What {@link #prepare} finds out before the tasks can be built. */
    private record Prepared(RestoredJob restored, long checkpointId, long nextCheckpointId, List<String> dropped) {}

    void start() {
        events.runBlocking(this::prepare, (prepared, failure) -> {
            if (prepared == null) {
                events.onFailed(failure == null ? new IllegalStateException("No result") : failure, number == 0);
            } else {
                launch(prepared);
            }
        });
    }

    private Prepared prepare() throws Exception {
        JobConfiguration configuration = plan.graph().configuration();
        RestoredCheckpoint checkpoint = null;
        long nextId = 1;
        if (snapshots != null) {
            nextId = snapshots.beginAttempt();
            boolean fresh = number == 0 && configuration.resume() == JobConfiguration.ResumeMode.FRESH;
            if (fresh) {
                snapshots.startAfresh();
            } else {
                checkpoint =
                        snapshots.restoreNewest(configuration.resume() == JobConfiguration.ResumeMode.NEWEST_INTACT);
            }
        }
        SavepointRestoreSettings savepoint = configuration.savepoint();
        if (checkpoint == null && savepoint != null) {
            checkpoint = RestoredCheckpoint.ofSavepoint(savepoint, host.environment(), plan.nodesByUid());
            // An id that went backwards would pass for a checkpoint that sinks have seen.
            nextId = Math.max(nextId, checkpoint.checkpointId() + 1);
        }
        RestoredJob restored = checkpoint == null ? RestoredJob.NONE : checkpoint;
        for (JobNode node : plan.graph().nodes()) {
            settlePending(node, restored);
            findSplits(node, restored);
        }
        return checkpoint == null
                ? new Prepared(restored, -1, nextId, List.of())
                : new Prepared(restored, checkpoint.checkpointId(), nextId, checkpoint.dropped());
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

    private void launch(Prepared prepared) {
        nextCheckpointId = prepared.nextCheckpointId();
        List<OperatorTask> tasks;
        try {
            tasks = new TaskBuilder(plan, host, prepared.restored(), this, commands, number, attemptId).build();
        } catch (RuntimeException failure) {
            events.onFailed(failure, true);
            return;
        }
        Set<TaskId> all = new LinkedHashSet<>();
        Set<TaskId> sources = new LinkedHashSet<>();
        for (OperatorTask task : tasks) {
            all.add(task.id());
            alignment.join(task.id(), task.alignment());
            if (task.stage().head().source() != null) {
                sources.add(task.id());
            }
        }
        coordinator = new CheckpointCoordinator<>(all, sources);
        if (!prepared.dropped().isEmpty()) {
            events.onStateDropped(prepared.dropped());
        }
        events.onRunning(tasks, prepared.checkpointId());
        host.launch(tasks);
        for (Stage stage : plan.stages()) {
            SourceAssignment assignment = assignments.get(stage.head().id());
            if (assignment != null) {
                assign(stage, assignment);
                planDiscovery(stage, assignment);
            }
        }
        planCheckpoint();
    }

    private CheckpointCoordinator<WrittenSnapshot> coordinator() {
        CheckpointCoordinator<WrittenSnapshot> current = coordinator;
        if (current == null) {
            throw new IllegalStateException("The attempt is not launched");
        }
        return current;
    }

    private void tell(TaskId task, TaskCommand command) {
        Queue<TaskCommand> queue = commands.get(task);
        if (queue != null) {
            queue.add(command);
            host.activate(task);
        }
    }

    // Splits

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
                if (events.isCurrent()) {
                    discover(stage, assignment);
                }
            });
        }
    }

    private void discover(Stage stage, SourceAssignment assignment) {
        events.runBlocking(assignment::discover, (splits, failure) -> {
            if (splits == null) {
                events.onFailed(failure == null ? new IllegalStateException("No result") : failure, false);
            } else {
                if (!splits.isEmpty()) {
                    assignment.add(splits);
                    assign(stage, assignment);
                }
                planDiscovery(stage, assignment);
            }
        });
    }

    // Checkpoints

    private void planCheckpoint() {
        Duration interval = plan.graph().configuration().checkpointInterval();
        boolean batch = plan.graph().configuration().batch() != null;
        if (interval != null && snapshots != null && !batch && !finalCheckpoint && !checkpointPlanned) {
            planCheckpointAt(host.environment().clockMillis() + interval.toMillis());
        }
    }

    private void planCheckpointAt(long millis) {
        checkpointPlanned = true;
        host.postAt(Math.max(millis, pauseUntilMillis), () -> {
            checkpointPlanned = false;
            if (!events.isCurrent()) {
                return;
            }
            if (!mayBeginCheckpoint()) {
                planCheckpoint();
            } else if (host.environment().clockMillis() < pauseUntilMillis) {
                planCheckpointAt(pauseUntilMillis); // one that was asked for came in between
            } else {
                beginCheckpoint();
            }
        });
    }

    void request(SnapshotRequest request) {
        if (request.then() == SnapshotRequest.Then.DRAIN) {
            drains.add(request);
            commands.keySet().forEach(task -> tell(task, new TaskCommand.EndSources()));
            return;
        }
        requests.add(request);
        if (mayBeginCheckpoint()) {
            beginCheckpoint();
        }
    }

    private void beginCheckpoint() {
        long id = nextCheckpointId++;
        beginning = true;
        checkpointStartMillis = host.environment().clockMillis();
        underWay = id;
        watchOver(id);
        served.addAll(requests);
        requests.clear();
        if (finalCheckpoint) {
            served.addAll(drains);
            drains.clear();
        }
        JobSnapshots storage = snapshots;
        if (storage == null) {
            triggerCheckpoint(id);
            return;
        }
        events.runBlocking(() -> storage.begin(id), (begun, failure) -> {
            beginning = false;
            if (underWay != id) {
                discard(id);
                goOn();
            } else if (begun == null) {
                failCheckpoint(failure);
            } else {
                writer = begun;
                triggerCheckpoint(id);
            }
        });
    }

    private void watchOver(long id) {
        Duration timeout = plan.graph().configuration().checkpoints().timeout();
        if (timeout != null && snapshots != null) {
            host.postAt(checkpointStartMillis + timeout.toMillis(), () -> {
                if (events.isCurrent() && underWay == id) {
                    failCheckpoint(new CheckpointTimeoutException(
                            id, timeout, coordinator().missing()));
                }
            });
        }
    }

    /** Nobody may hear of the checkpoint before there is where to write it: tasks that end now would answer at once. */
    private void triggerCheckpoint(long id) {
        beginning = false;
        coordinator().begin(id).forEach(this::trigger);
    }

    private void trigger(TaskId task) {
        CheckpointBarrier barrier = new CheckpointBarrier(coordinator().pending(), newestComplete);
        tell(task, new TaskCommand.TriggerCheckpoint(barrier, stopsBehindCheckpoint()));
    }

    private boolean stopsBehindCheckpoint() {
        return served.stream().anyMatch(request -> request.then() == SnapshotRequest.Then.STOP);
    }

    private boolean mayBeginCheckpoint() {
        return !beginning && !finalCheckpoint && underWay == NONE;
    }

    @Override
    public void onSnapshot(TaskSnapshot snapshot) {
        host.post(() -> {
            if (!events.isCurrent() || !coordinator().onSnapshot(snapshot.task(), snapshot.checkpointId())) {
                giveUp(snapshot);
                return;
            }
            unwritten.add(snapshot);
            if (coordinator().allSnapshotted()) {
                writeAll();
            } else if (unwritten.size() == 1) {
                host.postAt(host.environment().clockMillis() + LONGEST_WAIT_MILLIS, () -> {
                    if (events.isCurrent() && underWay == snapshot.checkpointId()) {
                        writeAll();
                    }
                });
            }
        });
    }

    private void giveUp(TaskSnapshot snapshot) {
        JobSnapshots storage = snapshots;
        if (storage == null) {
            snapshot.close();
        } else {
            storage.giveUp(snapshot);
        }
    }

    /** Writes what the tasks have given and what is not yet being written. */
    private void writeAll() {
        List<TaskSnapshot> now = List.copyOf(unwritten);
        unwritten.clear();
        now.forEach(this::write);
    }

    private void write(TaskSnapshot snapshot) {
        JobSnapshots storage = snapshots;
        CheckpointWriter open = writer;
        events.runBlocking(
                () -> storage == null || open == null
                        ? JobSnapshots.persistOnly(snapshot)
                        : storage.write(open, snapshot),
                (written, failure) -> {
                    if (failure instanceof JobSnapshots.OutputLostException) {
                        events.onFailed(failure, false);
                    } else if (snapshot.checkpointId() != underWay) {
                        discard(snapshot.checkpointId()); // with what was written since
                    } else if (written == null) {
                        failCheckpoint(failure);
                    } else {
                        onWritten(snapshot.checkpointId(), written);
                    }
                });
    }

    private void onWritten(long checkpointId, WrittenSnapshot part) {
        List<WrittenSnapshot> all = coordinator().onWritten(part.task(), checkpointId, part);
        if (all != null) {
            mayShow = true;
            events.runBlocking(() -> publish(all), (published, failure) -> {
                if (published == null) {
                    mayShow = false; // and discarding it sees to that
                    failCheckpoint(failure);
                } else {
                    commit(checkpointId, all);
                }
            });
        }
    }

    private List<WrittenSnapshot> publish(List<WrittenSnapshot> parts) throws IOException {
        JobSnapshots storage = snapshots;
        CheckpointWriter open = writer;
        if (storage != null && open != null) {
            storage.publish(open, checkpointStartMillis, parts);
        }
        return parts;
    }

    private void commit(long checkpointId, List<WrittenSnapshot> parts) {
        List<SnapshotRequest> wishes = List.copyOf(served);
        events.runBlocking(
                () -> {
                    commit(parts);
                    return savepoints(checkpointId, wishes);
                },
                (answers, failure) -> {
                    if (answers == null) {
                        failCheckpoint(failure);
                    } else {
                        completeCheckpoint(checkpointId, parts, answers);
                    }
                });
    }

    /** What one request is told: the checkpoint, or why its copy could not be made. */
    private record Answer(
            SnapshotRequest request,
            SnapshotRequest.@Nullable Taken taken,
            @Nullable Throwable failure) {}

    /** Copies a checkpoint for those who want that. Where it fails, they are told, and the checkpoint is none the worse. */
    private List<Answer> savepoints(long checkpointId, List<SnapshotRequest> wishes) {
        List<Answer> answers = new ArrayList<>();
        for (SnapshotRequest request : wishes) {
            String savepoints = request.savepoints();
            try {
                String path = savepoints == null || snapshots == null
                        ? null
                        : snapshots.saveAs(checkpointId, host.environment(), savepoints);
                answers.add(new Answer(request, new SnapshotRequest.Taken(checkpointId, path), null));
            } catch (IOException failure) {
                answers.add(new Answer(request, null, failure));
            }
        }
        return answers;
    }

    private void commit(List<WrittenSnapshot> parts) throws Exception {
        if (snapshots != null) {
            snapshots.deleteOld();
        }
        for (Map.Entry<String, Committer<Object, Object>> committer : committers.entrySet()) {
            List<Object> committables = new ArrayList<>();
            for (WrittenSnapshot written : parts) {
                for (WrittenSnapshot.Part part : written.parts()) {
                    if (part.uid().equals(committer.getKey())) {
                        committables.addAll(part.committables());
                    }
                }
            }
            if (!committables.isEmpty()) {
                commit(committer.getKey(), committer.getValue(), committables);
            }
        }
    }

    private void commit(String uid, Committer<Object, Object> committer, List<Object> committables) throws Exception {
        try {
            committer.commit(committables);
        } catch (Exception failure) {
            if (snapshots != null) {
                throw failure; // The checkpoint holds what is to be committed, and the next attempt does so again.
            }
            throw new HalfCommittedException(uid, failure);
        }
    }

    /** Some output may be visible, and nothing tells which: starting from the beginning would write it twice. */
    private static final class HalfCommittedException extends Exception {
        private static final long serialVersionUID = 1;

        HalfCommittedException(String uid, Exception cause) {
            super(
                    "The output of sink '" + uid + "' was not committed, or not all of it, and the job does not start"
                            + " again, since that would write twice what was. With a checkpoint directory it would be"
                            + " committed again: set one with setCheckpointDirectory(...).",
                    cause);
        }
    }

    private void completeCheckpoint(long checkpointId, List<WrittenSnapshot> parts, List<Answer> answers) {
        long pauseNanos = 0;
        for (WrittenSnapshot part : parts) {
            pauseNanos = Math.max(pauseNanos, part.pauseNanos());
        }
        coordinator().end();
        writer = null;
        underWay = NONE;
        newestComplete = checkpointId;
        failedInARow = 0;
        mayShow = false;
        pauseUntilMillis = host.environment().clockMillis()
                + plan.graph().configuration().checkpoints().minPause().toMillis();
        if (snapshots != null) {
            commands.keySet().forEach(task -> tell(task, new TaskCommand.CompleteCheckpoint(checkpointId)));
            events.onCheckpoint(events.statistics()
                    .onComplete(checkpointId, host.environment().clockMillis() - checkpointStartMillis, pauseNanos));
        }
        served.clear();
        boolean ends = finalCheckpoint;
        Throwable unsaved = null;
        for (Answer answer : answers) {
            answer.request().completion().complete(answer.taken(), answer.failure());
            if (answer.request().then() == SnapshotRequest.Then.STOP) {
                ends |= answer.failure() == null; // one who was told so is enough
                unsaved = answer.failure();
            }
        }
        if (ends) {
            events.onFinished();
        } else if (unsaved != null) {
            events.onFailed(unsaved, false); // its sources stand still: it goes on from the checkpoint that is complete
        } else {
            goOn();
        }
    }

    /** Begins what is due when no checkpoint is under way any more. */
    private void goOn() {
        if (!mayBeginCheckpoint()) {
            return;
        }
        if (coordinator().allEnded()) {
            beginFinalCheckpoint();
        } else if (!requests.isEmpty()) {
            beginCheckpoint();
        } else {
            planCheckpoint();
        }
    }

    private void failCheckpoint(@Nullable Throwable failure) {
        Throwable cause = failure == null ? new IllegalStateException("No result") : failure;
        boolean goesOn = isTolerable();
        long id = underWay;
        List<SnapshotRequest> answered = new ArrayList<>(served);
        served.clear();
        answered.forEach(request -> request.fail(cause));
        events.onCheckpointFailed(id, cause);
        if (goesOn) {
            abortCheckpoint(id);
        } else {
            events.onFailed(cause, cause instanceof HalfCommittedException);
        }
    }

    /**
     * A checkpoint that fails is no loss while nothing of it can be in doubt: before it is published. Behind one that is the
     * last, for good or by a wish to stop, the job cannot go on as it was.
     */
    private boolean isTolerable() {
        failedInARow++;
        return !mayShow
                && !finalCheckpoint
                && !stopsBehindCheckpoint()
                && failedInARow <= plan.graph().configuration().checkpoints().tolerableFailures();
    }

    /** Gives a checkpoint up. Its barriers go their way, and what the tasks give for it is passed over. */
    private void abortCheckpoint(long id) {
        coordinator().end();
        writer = null;
        underWay = NONE;
        giveUpUnwritten();
        if (!beginning) {
            discard(id);
        }
        commands.keySet().forEach(task -> tell(task, new TaskCommand.AbortCheckpoint(id)));
        goOn();
    }

    /** Lets go of what tasks have given for a checkpoint that will not be. */
    void giveUpUnwritten() {
        unwritten.forEach(this::giveUp);
        unwritten.clear();
    }

    /** Where that fails, what is left goes when the checkpoint is old. */
    private void discard(long id) {
        JobSnapshots storage = snapshots;
        if (storage != null) {
            events.runBlocking(
                    () -> {
                        storage.discard(id);
                        return id;
                    },
                    (discarded, failure) -> {});
        }
    }

    // Life and death of tasks

    @Override
    public void onInputEnded(TaskId task) {
        host.post(() -> {
            if (events.isCurrent() && coordinator().onInputEnded(task)) {
                trigger(task);
            }
        });
    }

    @Override
    public void onEnded(TaskId task) {
        host.post(() -> {
            if (events.isCurrent()) {
                if (coordinator().onEnded(task)) {
                    trigger(task);
                }
                if (coordinator().allEnded() && mayBeginCheckpoint()) {
                    beginFinalCheckpoint();
                }
            }
        });
    }

    /** When all has ended, one more checkpoint, written or not, brings the last output in. */
    private void beginFinalCheckpoint() {
        finalCheckpoint = true;
        beginCheckpoint();
    }

    @Override
    public void onProgress(TaskId task, SourceProgress progress) {
        host.post(() -> {
            if (events.isCurrent()) {
                alignment.onProgress(task, progress);
            }
        });
    }

    @Override
    public void onFailed(TaskId task, Throwable failure) {
        host.post(() -> {
            if (events.isCurrent()) {
                events.onFailed(failure, false);
            }
        });
    }

    void close() {
        IllegalStateException over = new IllegalStateException("The job stopped before the checkpoint was complete");
        for (Collection<SnapshotRequest> unanswered : List.of(served, requests, drains)) {
            unanswered.forEach(request -> request.fail(over));
        }
        for (AutoCloseable closeable : closeables) {
            try {
                closeable.close();
            } catch (Exception ignored) {
                // The attempt is over, and what it made durable is: a failure to let go changes nothing.
            }
        }
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
