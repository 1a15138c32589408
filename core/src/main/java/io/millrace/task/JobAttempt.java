/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.graph.ExecutionPlan;
import io.millrace.graph.JobConfiguration;
import io.millrace.graph.PipelinedRegion;
import io.millrace.graph.SavepointRestoreSettings;
import io.millrace.operator.SourceProgress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to run a job: it restores, launches the tasks, takes checkpoints, and ends.
 *
 * <p>The tasks run by regions, between which no record passes. A region that fails is built anew from the newest checkpoint
 * while the others go on; no checkpoint is taken in between, so that the newest is one that all are behind.
 */
final class JobAttempt {
    /** What an attempt asks of, and tells, the master. */
    interface Events {
        boolean isCurrent();

        <T> void runBlocking(Callable<T> work, JobHost.Completion<T> completion);

        /** Runs an action on the master when no blocking work is under way; never, where the attempt is over before. */
        void whenQuiet(Runnable action);

        /** Returns the number of a region's attempt, which no other has. */
        int nextAttempt();

        /**
         * Tasks were launched.
         *
         * @param tasks all that the job has now
         * @param complete whether the whole job runs
         * @param attempt the number of those that are new
         * @param checkpointId they go on from, or -1
         */
        void onRunning(List<OperatorTask> tasks, boolean complete, int attempt, long checkpointId);

        void onStateDropped(List<String> uids);

        void onCheckpoint(CheckpointStatistics statistics);

        void onCheckpointFailed(long checkpointId, Throwable failure);

        CheckpointStatistics statistics();

        void onFinished();

        /**
         * A part of the job failed, which can be started again while the rest goes on.
         *
         * @return after how many milliseconds; or {@link RestartStrategy#NEVER} where the job has failed with it
         */
        long onPartFailed(Throwable failure);

        void onFailed(Throwable failure, boolean permanent);
    }

    private final ExecutionPlan plan;
    private final JobHost host;
    private final @Nullable JobSnapshots snapshots;
    private final int number;
    private final long runId;
    private final Events events;
    private final List<PipelinedRegion> regions;
    private final List<RegionAttempt> attempts = new ArrayList<>(); // by region, the newest of each
    private final JobCheckpoints checkpoints;
    private final WatermarkAlignment alignment =
            new WatermarkAlignment((task, limit) -> tell(task, new TaskCommand.AlignWatermarks(limit)));
    private long startedFrom = JobCheckpoints.NONE;
    private int stopped; // regions that are not running

    /** @param runId with which, and a number, an attempt is told from all others of all runs of the job */
    JobAttempt(
            ExecutionPlan plan, JobHost host, @Nullable JobSnapshots snapshots, int number, long runId, Events events) {
        this.plan = plan;
        this.host = host;
        this.snapshots = snapshots;
        this.number = number;
        this.runId = runId;
        this.events = events;
        this.regions = plan.regions();
        this.checkpoints = new JobCheckpoints(plan.graph().configuration(), host, snapshots, events, new JobTasks());
    }

    int number() {
        return number;
    }

    // The first start of all regions

    /** What {@link #prepare} finds out before the tasks can be built. */
    private record Prepared(Restored restored, long nextCheckpointId) {}

    /** What tasks go on from. */
    private record Restored(RestoredJob job, long checkpointId, List<String> dropped) {}

    void start() {
        for (int region = 0; region < regions.size(); region++) {
            attempts.add(attempt(region, number));
        }
        events.runBlocking(this::prepare, (prepared, failure) -> {
            if (prepared == null) {
                events.onFailed(failure == null ? new IllegalStateException("No result") : failure, number == 0);
            } else {
                launch(prepared);
            }
        });
    }

    private RegionAttempt attempt(int region, int attemptNumber) {
        return new RegionAttempt(
                plan,
                regions.get(region),
                host,
                attemptNumber,
                runId * 1_000 + attemptNumber,
                events,
                new RegionEvents(region));
    }

    private Prepared prepare() throws Exception {
        long nextId = 1;
        if (snapshots != null) {
            snapshots.onRebuilt(plan.nodesByUid().keySet());
            nextId = snapshots.nextId();
        }
        Restored restored = startsAfresh() ? startAfresh() : restore();
        for (RegionAttempt attempt : attempts) {
            attempt.prepare(restored.job());
        }
        // An id that went backwards would pass for a checkpoint that sinks have seen.
        return new Prepared(restored, Math.max(nextId, restored.checkpointId() + 1));
    }

    private boolean startsAfresh() {
        return number == 0 && plan.graph().configuration().resume() == JobConfiguration.ResumeMode.FRESH;
    }

    private Restored startAfresh() throws IOException {
        if (snapshots != null) {
            snapshots.startAfresh();
        }
        return restored(null);
    }

    private Restored restore() throws IOException {
        boolean allowOlder = plan.graph().configuration().resume() == JobConfiguration.ResumeMode.NEWEST_INTACT;
        return restored(snapshots == null ? null : snapshots.restoreNewest(allowOlder));
    }

    /** @param newest checkpoint of the job; while it has none, it starts from a savepoint, or from nothing */
    private Restored restored(@Nullable RestoredCheckpoint newest) throws IOException {
        SavepointRestoreSettings savepoint = plan.graph().configuration().savepoint();
        RestoredCheckpoint checkpoint = newest != null || savepoint == null
                ? newest
                : RestoredCheckpoint.ofSavepoint(savepoint, host.environment(), plan.nodesByUid());
        return checkpoint == null
                ? new Restored(RestoredJob.NONE, JobCheckpoints.NONE, List.of())
                : new Restored(checkpoint, checkpoint.checkpointId(), checkpoint.dropped());
    }

    private void launch(Prepared prepared) {
        Restored restored = prepared.restored();
        startedFrom = restored.checkpointId();
        Set<TaskId> all = new LinkedHashSet<>();
        Set<TaskId> sources = new LinkedHashSet<>();
        try {
            for (RegionAttempt attempt : attempts) {
                for (OperatorTask task : attempt.build(restored.job())) {
                    all.add(task.id());
                    if (task.stage().head().source() != null) {
                        sources.add(task.id());
                    }
                }
            }
        } catch (RuntimeException failure) {
            events.onFailed(failure, true);
            return;
        }
        checkpoints.start(all, sources, prepared.nextCheckpointId());
        if (!restored.dropped().isEmpty()) {
            events.onStateDropped(restored.dropped());
        }
        launch(attempts, restored.checkpointId());
        checkpoints.plan();
    }

    private void launch(List<RegionAttempt> launched, long checkpointId) {
        List<OperatorTask> tasks = tasksOf(launched);
        tasks.forEach(task -> alignment.join(task.id(), task.alignment()));
        events.onRunning(tasksOf(attempts), stopped == 0, launched.get(0).number(), checkpointId);
        host.launch(tasks);
        launched.forEach(RegionAttempt::dealOut);
    }

    private static List<OperatorTask> tasksOf(Iterable<RegionAttempt> attempts) {
        List<OperatorTask> tasks = new ArrayList<>();
        attempts.forEach(attempt -> tasks.addAll(attempt.tasks()));
        return tasks;
    }

    // A region that fails

    private void onFailed(int region, Throwable failure) {
        if (regions.size() == 1 || !checkpoints.allowRestartOfAPart()) {
            events.onFailed(failure, false);
            return;
        }
        long delay = events.onPartFailed(failure);
        if (delay == RestartStrategy.NEVER) {
            return;
        }
        RegionAttempt failed = attempts.get(region);
        failed.retire();
        stopped++;
        checkpoints.hold(failure);
        host.stop(
                idsOf(failed),
                () -> events.whenQuiet(() -> {
                    failed.closeTasks();
                    failed.close();
                    host.postAt(host.environment().clockMillis() + delay, () -> {
                        if (events.isCurrent()) {
                            restart(region);
                        }
                    });
                }));
    }

    private static Set<TaskId> idsOf(RegionAttempt attempt) {
        return attempt.tasks().stream().map(OperatorTask::id).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void restart(int region) {
        RegionAttempt next = attempt(region, events.nextAttempt());
        attempts.set(region, next);
        events.runBlocking(
                () -> {
                    Restored restored = restoreWhatTheOthersAreBehind(region);
                    next.prepare(restored.job());
                    return restored;
                },
                (restored, failure) -> {
                    if (restored == null) {
                        events.onFailed(failure == null ? new IllegalStateException("No result") : failure, false);
                    } else {
                        relaunch(next, restored);
                    }
                });
    }

    private Restored restoreWhatTheOthersAreBehind(int region) throws IOException {
        if (snapshots != null) {
            Set<String> uids = new LinkedHashSet<>();
            regions.get(region).stages().forEach(stage -> stage.nodes().forEach(node -> uids.add(node.uid())));
            snapshots.onRebuilt(uids);
        }
        Restored restored = restore();
        long expected = Math.max(startedFrom, checkpoints.newestComplete());
        if (restored.checkpointId() != expected) {
            throw new IOException("A part of the job cannot go on from checkpoint " + restored.checkpointId()
                    + ", for the rest has gone on from checkpoint " + expected);
        }
        return restored;
    }

    private void relaunch(RegionAttempt next, Restored restored) {
        try {
            next.build(restored.job());
        } catch (RuntimeException failure) {
            events.onFailed(failure, true);
            return;
        }
        stopped--;
        launch(List.of(next), restored.checkpointId());
        checkpoints.resume(idsOf(next));
    }

    private final class RegionEvents implements RegionAttempt.Events {
        private final int region;

        RegionEvents(int region) {
            this.region = region;
        }

        @Override
        public void onSnapshot(TaskSnapshot snapshot) {
            checkpoints.onSnapshot(snapshot);
        }

        @Override
        public void giveUp(TaskSnapshot snapshot) {
            checkpoints.giveUp(snapshot);
        }

        @Override
        public void onInputEnded(TaskId task) {
            checkpoints.onInputEnded(task);
        }

        @Override
        public void onEnded(TaskId task) {
            checkpoints.onEnded(task);
        }

        @Override
        public void onProgress(TaskId task, SourceProgress progress) {
            alignment.onProgress(task, progress);
        }

        @Override
        public void onFailed(Throwable failure) {
            JobAttempt.this.onFailed(region, failure);
        }
    }

    // All regions together

    private void tell(TaskId task, TaskCommand command) {
        attempts.forEach(attempt -> attempt.tell(task, command)); // the one that has the task
    }

    private final class JobTasks implements JobCheckpoints.Tasks {
        @Override
        public void tell(TaskId task, TaskCommand command) {
            JobAttempt.this.tell(task, command);
        }

        @Override
        public void tellAll(TaskCommand command) {
            attempts.forEach(attempt -> attempt.tellAll(command));
        }

        @Override
        public void commit(List<WrittenSnapshot> parts) throws Exception {
            for (RegionAttempt attempt : attempts) {
                attempt.commit(parts, snapshots != null);
            }
        }
    }

    void request(SnapshotRequest request) {
        checkpoints.request(request);
    }

    /** Lets go of what tasks have given for a checkpoint that will not be. */
    void giveUpUnwritten() {
        checkpoints.giveUpUnwritten();
    }

    void close() {
        checkpoints.close();
        attempts.forEach(RegionAttempt::close);
    }
}
