/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.data.CheckpointBarrier;
import io.millrace.graph.CheckpointSettings;
import io.millrace.graph.JobConfiguration;
import io.millrace.snapshot.CheckpointWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of one attempt to run a job: when one begins, who is told, and what becomes of it.
 *
 * <p>The order of things is what makes output exactly-once: a checkpoint is published only when every task's part is
 * durable; what it makes visible is committed only after that; and the next one begins only when all of it is committed,
 * so that the newest checkpoint always holds everything whose commit is not certain.
 */
final class JobCheckpoints {
    /** The tasks and the sinks of the attempt. */
    interface Tasks {
        void tell(TaskId task, TaskCommand command);

        void tellAll(TaskCommand command);

        /** Commits the output that a complete checkpoint holds. May block. */
        void commit(List<WrittenSnapshot> parts) throws Exception;
    }

    static final long NONE = -1;

    /**
     * So long, at most, what tasks have given for a checkpoint waits for the other tasks: writing takes processors from those
     * that are about to take their snapshots, and makes milliseconds of their pauses.
     */
    private static final long LONGEST_WAIT_MILLIS = 50;

    private final JobConfiguration configuration;
    private final CheckpointSettings settings;
    private final JobHost host;
    private final @Nullable JobSnapshots snapshots;
    private final JobAttempt.Events events;
    private final Tasks tasks;
    private final ArrayDeque<SnapshotRequest> requests = new ArrayDeque<>();
    private final List<SnapshotRequest> drains = new ArrayList<>();
    private final List<SnapshotRequest> served = new ArrayList<>();
    private final List<TaskSnapshot> unwritten = new ArrayList<>(); // of the checkpoint under way
    private @Nullable CheckpointCoordinator<WrittenSnapshot> coordinator;
    private @Nullable CheckpointWriter writer;
    private long nextCheckpointId = 1;
    private long startMillis;
    private long underWay = NONE;
    private long newestComplete = NONE;
    private int failedInARow;
    private int holds;
    private boolean mayShow;
    private long pauseUntilMillis = Long.MIN_VALUE;
    private boolean beginning;
    private boolean planned;
    private boolean isFinal;

    JobCheckpoints(
            JobConfiguration configuration,
            JobHost host,
            @Nullable JobSnapshots snapshots,
            JobAttempt.Events events,
            Tasks tasks) {
        this.configuration = configuration;
        this.settings = configuration.checkpoints();
        this.host = host;
        this.snapshots = snapshots;
        this.events = events;
        this.tasks = tasks;
    }

    /**
     * Takes what there is to take checkpoints of.
     *
     * @param sources those that a checkpoint starts at
     * @param firstId of this attempt's checkpoints
     */
    void start(Set<TaskId> all, Set<TaskId> sources, long firstId) {
        coordinator = new CheckpointCoordinator<>(all, sources);
        nextCheckpointId = firstId;
    }

    private CheckpointCoordinator<WrittenSnapshot> coordinator() {
        CheckpointCoordinator<WrittenSnapshot> current = coordinator;
        if (current == null) {
            throw new IllegalStateException("The attempt is not launched");
        }
        return current;
    }

    /** Returns the newest checkpoint that was completed in this attempt, or {@link #NONE}. */
    long newestComplete() {
        return newestComplete;
    }

    // When one begins

    /** Plans the next checkpoint, where there is an interval for that. */
    void plan() {
        Duration interval = configuration.checkpointInterval();
        boolean batch = configuration.batch() != null;
        if (interval != null && snapshots != null && !batch && !isFinal && !planned) {
            planAt(host.environment().clockMillis() + interval.toMillis());
        }
    }

    private void planAt(long millis) {
        planned = true;
        host.postAt(Math.max(millis, pauseUntilMillis), () -> {
            planned = false;
            if (!events.isCurrent()) {
                return;
            }
            if (!mayBegin()) {
                plan();
            } else if (host.environment().clockMillis() < pauseUntilMillis) {
                planAt(pauseUntilMillis); // one that was asked for came in between
            } else {
                begin();
            }
        });
    }

    void request(SnapshotRequest request) {
        if (request.then() == SnapshotRequest.Then.DRAIN) {
            drains.add(request);
            tasks.tellAll(new TaskCommand.EndSources());
            return;
        }
        requests.add(request);
        if (mayBegin()) {
            begin();
        }
    }

    private boolean mayBegin() {
        return !beginning && !isFinal && underWay == NONE && holds == 0;
    }

    /** Begins what is due when no checkpoint is under way any more. */
    private void goOn() {
        if (!mayBegin()) {
            return;
        }
        if (coordinator().allEnded()) {
            beginFinal();
        } else if (!requests.isEmpty()) {
            begin();
        } else {
            plan();
        }
    }

    /** When all has ended, one more checkpoint, written or not, brings the last output in. */
    private void beginFinal() {
        isFinal = true;
        begin();
    }

    private void begin() {
        long id = nextCheckpointId++;
        beginning = true;
        startMillis = host.environment().clockMillis();
        underWay = id;
        watchOver(id);
        served.addAll(requests);
        requests.clear();
        if (isFinal) {
            served.addAll(drains);
            drains.clear();
        }
        JobSnapshots storage = snapshots;
        if (storage == null) {
            trigger(id);
            return;
        }
        events.runBlocking(() -> storage.begin(id), (begun, failure) -> {
            beginning = false;
            if (underWay != id) {
                discard(id);
                goOn();
            } else if (begun == null) {
                fail(failure);
            } else {
                writer = begun;
                trigger(id);
            }
        });
    }

    private void watchOver(long id) {
        Duration timeout = settings.timeout();
        if (timeout != null && snapshots != null) {
            host.postAt(startMillis + timeout.toMillis(), () -> {
                if (events.isCurrent() && underWay == id) {
                    fail(new CheckpointTimeoutException(
                            id, timeout, coordinator().missing()));
                }
            });
        }
    }

    /** Nobody may hear of the checkpoint before there is where to write it: tasks that end now would answer at once. */
    private void trigger(long id) {
        beginning = false;
        coordinator().begin(id).forEach(this::trigger);
    }

    private void trigger(TaskId task) {
        CheckpointBarrier barrier = new CheckpointBarrier(coordinator().pending(), newestComplete);
        tasks.tell(task, new TaskCommand.TriggerCheckpoint(barrier, stopsTheJob()));
    }

    private boolean stopsTheJob() {
        return served.stream().anyMatch(request -> request.then() == SnapshotRequest.Then.STOP);
    }

    // What the tasks tell

    void onSnapshot(TaskSnapshot snapshot) {
        if (!coordinator().onSnapshot(snapshot.task(), snapshot.checkpointId())) {
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
    }

    void onInputEnded(TaskId task) {
        if (coordinator().onInputEnded(task)) {
            trigger(task);
        }
    }

    void onEnded(TaskId task) {
        if (coordinator().onEnded(task)) {
            trigger(task);
        }
        if (coordinator().allEnded() && mayBegin()) {
            beginFinal();
        }
    }

    // From snapshots to a checkpoint

    /** Lets go of a snapshot that no checkpoint will hold. */
    void giveUp(TaskSnapshot snapshot) {
        JobSnapshots storage = snapshots;
        if (storage == null) {
            snapshot.close();
        } else {
            storage.giveUp(snapshot);
        }
    }

    /** Lets go of what tasks have given for a checkpoint that will not be. */
    void giveUpUnwritten() {
        unwritten.forEach(this::giveUp);
        unwritten.clear();
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
                        fail(failure);
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
                    fail(failure);
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
            storage.publish(open, startMillis, parts);
        }
        return parts;
    }

    private void commit(long checkpointId, List<WrittenSnapshot> parts) {
        List<SnapshotRequest> wishes = List.copyOf(served);
        events.runBlocking(
                () -> {
                    if (snapshots != null) {
                        snapshots.deleteOld();
                    }
                    tasks.commit(parts);
                    return savepoints(checkpointId, wishes);
                },
                (answers, failure) -> {
                    if (answers == null) {
                        fail(failure);
                    } else {
                        complete(checkpointId, parts, answers);
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

    private void complete(long checkpointId, List<WrittenSnapshot> parts, List<Answer> answers) {
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
        pauseUntilMillis =
                host.environment().clockMillis() + settings.minPause().toMillis();
        if (snapshots != null) {
            tasks.tellAll(new TaskCommand.CompleteCheckpoint(checkpointId));
            events.onCheckpoint(events.statistics()
                    .onComplete(checkpointId, host.environment().clockMillis() - startMillis, pauseNanos));
        }
        served.clear();
        boolean ends = isFinal;
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

    // When one fails

    private void fail(@Nullable Throwable failure) {
        Throwable cause = failure == null ? new IllegalStateException("No result") : failure;
        boolean goesOn = isTolerable();
        long id = underWay;
        tellOfFailure(cause);
        if (goesOn) {
            abort(id);
        } else {
            events.onFailed(cause, cause instanceof HalfCommittedException);
        }
    }

    private void tellOfFailure(Throwable cause) {
        List<SnapshotRequest> answered = new ArrayList<>(served);
        served.clear();
        answered.forEach(request -> request.fail(cause));
        events.onCheckpointFailed(underWay, cause);
    }

    /**
     * A checkpoint that fails is no loss while nothing of it can be in doubt: before it is published. Behind one that is the
     * last, for good or by a wish to stop, the job cannot go on as it was.
     */
    private boolean isTolerable() {
        failedInARow++;
        return !mayShow && !isFinal && !stopsTheJob() && failedInARow <= settings.tolerableFailures();
    }

    /** Gives a checkpoint up. Its barriers go their way, and what the tasks give for it is passed over. */
    private void abort(long id) {
        coordinator().end();
        writer = null;
        underWay = NONE;
        giveUpUnwritten();
        if (!beginning) {
            discard(id);
        }
        tasks.tellAll(new TaskCommand.AbortCheckpoint(id));
        goOn();
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

    // While a part of the job is built anew

    /** Returns whether a part of the job can be built anew while the rest goes on: not when the job is about to end. */
    boolean allowRestartOfAPart() {
        return !isFinal && !stopsTheJob() && drains.isEmpty();
    }

    /**
     * Begins no checkpoint until {@link #resume}, for tasks have failed. The one under way is given up, unless it may be there
     * already: then it comes to its end, and what goes on goes on from it.
     */
    void hold(Throwable cause) {
        holds++;
        if (underWay != NONE && !mayShow) {
            long id = underWay;
            tellOfFailure(cause);
            abort(id);
        }
    }

    /** Takes checkpoints again, of tasks of which some are new. */
    void resume(Collection<TaskId> rebuilt) {
        coordinator().onRebuilt(rebuilt);
        holds--;
        goOn();
    }

    /** Answers those who still wait. */
    void close() {
        IllegalStateException over = new IllegalStateException("The job stopped before the checkpoint was complete");
        for (Collection<SnapshotRequest> unanswered : List.of(served, requests, drains)) {
            unanswered.forEach(request -> request.fail(over));
        }
    }
}
