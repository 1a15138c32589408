/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.graph.ExecutionPlan;
import io.millrace.graph.JobConfiguration;
import io.millrace.snapshot.SnapshotDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Runs a job to its end: one attempt after another, as the restart strategy says, each from the newest checkpoint.
 *
 * <p>All methods are called on the master (see {@link JobHost}), but for those that say otherwise.
 */
public final class JobMaster {
    private final ExecutionPlan plan;
    private final JobHost host;
    private final JobListener listener;
    private final RestartStrategy restarts;
    private final @Nullable JobSnapshots snapshots;
    private final long runId;
    private JobStatus status = JobStatus.CREATED;
    private @Nullable JobAttempt attempt;
    private int attempts;
    private int blockingCalls;
    private final List<Runnable> whenQuiet = new ArrayList<>();
    private boolean cancelRequested;
    private @Nullable Throwable closeFailure;
    private boolean stopping;
    private volatile List<OperatorTask> tasks = List.of();
    private volatile CheckpointStatistics statistics = CheckpointStatistics.NONE;

    public JobMaster(ExecutionPlan plan, JobHost host, JobListener listener) {
        this.plan = plan;
        this.host = host;
        this.listener = listener;
        JobConfiguration configuration = plan.graph().configuration();
        this.restarts = RestartStrategy.of(configuration.restart());
        String directory = configuration.checkpointDirectory();
        this.snapshots = directory == null
                ? null
                : new JobSnapshots(
                        plan,
                        new SnapshotDirectory(host.environment().storage(directory), ""),
                        host.environment().classLoader());
        this.runId = host.environment().clockMillis();
    }

    /** Starts the first attempt. */
    public void start() {
        startAttempt();
    }

    /** Returns where the job is in its life. */
    public JobStatus status() {
        return status;
    }

    /** Returns the tasks of the current attempt. May be called from any thread. */
    public List<OperatorTask> tasks() {
        return tasks;
    }

    /** Returns what the checkpoints cost so far. May be called from any thread. */
    public CheckpointStatistics checkpointStatistics() {
        return statistics;
    }

    /** Ends the job; nothing past its last complete checkpoint is committed. */
    public void cancel() {
        if (status.isGloballyTerminalState() || cancelRequested) {
            return;
        }
        cancelRequested = true;
        if (attempt != null) {
            stopAttempt(() -> finish(JobStatus.CANCELED, null));
        } else if (!stopping) {
            finish(JobStatus.CANCELED, null);
        }
    }

    /** Takes a checkpoint as soon as none is under way; {@code completion} gets its id. */
    public void triggerCheckpoint(JobHost.Completion<Long> completion) {
        request(new SnapshotRequest(
                SnapshotRequest.Then.GO_ON,
                null,
                (taken, failure) -> completion.complete(taken == null ? null : taken.checkpointId(), failure)));
    }

    /** Takes a checkpoint, and copies it to a directory of its own below {@code directory}; gives its path. */
    public void triggerSavepoint(String directory, JobHost.Completion<String> completion) {
        request(savepoint(SnapshotRequest.Then.GO_ON, directory, completion));
    }

    /**
     * As {@link #triggerSavepoint}, and finishes the job behind the savepoint.
     *
     * @param drain whether the sources end first, so that all windows and event-time timers fire
     */
    public void stopWithSavepoint(boolean drain, String directory, JobHost.Completion<String> completion) {
        request(savepoint(drain ? SnapshotRequest.Then.DRAIN : SnapshotRequest.Then.STOP, directory, completion));
    }

    private static SnapshotRequest savepoint(
            SnapshotRequest.Then then, String directory, JobHost.Completion<String> completion) {
        return new SnapshotRequest(
                then,
                directory,
                (taken, failure) -> completion.complete(taken == null ? null : taken.savepoint(), failure));
    }

    private void request(SnapshotRequest request) {
        JobAttempt current = attempt;
        if (plan.graph().configuration().batch() != null) {
            request.fail(new IllegalStateException(
                    "The job runs in BATCH mode and takes no checkpoint but the one at its end."
                            + " Run it with RuntimeExecutionMode.STREAMING to take one on the way."));
        } else if (snapshots == null) {
            request.fail(new IllegalStateException(
                    "The job has no checkpoint directory. Set one with setCheckpointDirectory(...)."));
        } else if (current == null || status != JobStatus.RUNNING) {
            request.fail(new IllegalStateException("The job is " + status + "; it must run."));
        } else {
            current.request(request);
        }
    }

    private void startAttempt() {
        int number = attempts++;
        JobAttempt next = new JobAttempt(plan, host, snapshots, number, runId, new AttemptEvents(number));
        attempt = next;
        next.start();
    }

    /** What an attempt tells the master; events of an attempt that is over are ignored. */
    private final class AttemptEvents implements JobAttempt.Events {
        private final int number;

        AttemptEvents(int number) {
            this.number = number;
        }

        @Override
        public boolean isCurrent() {
            JobAttempt current = attempt;
            return current != null && current.number() == number && !status.isGloballyTerminalState();
        }

        @Override
        public <T> void runBlocking(Callable<T> work, JobHost.Completion<T> completion) {
            blockingCalls++;
            host.<T>runBlocking(work, (result, failure) -> {
                blockingCalls--;
                if (isCurrent()) {
                    completion.complete(result, failure);
                }
                if (blockingCalls == 0 && !whenQuiet.isEmpty()) {
                    List<Runnable> waiting = List.copyOf(whenQuiet);
                    whenQuiet.clear();
                    waiting.forEach(Runnable::run);
                }
            });
        }

        @Override
        public void whenQuiet(Runnable action) {
            JobMaster.this.whenQuiet(() -> {
                if (isCurrent()) {
                    action.run();
                }
            });
        }

        @Override
        public int nextAttempt() {
            return attempts++;
        }

        @Override
        public void onRunning(List<OperatorTask> newTasks, boolean complete, int attempt, long checkpointId) {
            tasks = newTasks;
            if (complete) {
                setStatus(JobStatus.RUNNING, null);
            }
            listener.onAttempt(attempt, checkpointId);
        }

        @Override
        public void onStateDropped(List<String> uids) {
            listener.onStateDropped(uids);
        }

        @Override
        public void onCheckpoint(CheckpointStatistics newStatistics) {
            statistics = newStatistics;
            listener.onCheckpointComplete(newStatistics.lastId());
            if (newStatistics.completed() == 1 && snapshots != null) {
                List<String> uids = snapshots.stateWithoutUid();
                if (!uids.isEmpty()) {
                    listener.onStateWithoutUid(uids);
                }
            }
        }

        @Override
        public void onCheckpointFailed(long checkpointId, Throwable failure) {
            statistics = statistics.onFailed();
            listener.onCheckpointFailed(checkpointId, failure);
        }

        @Override
        public CheckpointStatistics statistics() {
            return statistics;
        }

        @Override
        public void onFinished() {
            // A sink that cannot let go of what it holds may have lost it.
            stopAttempt(() -> finish(closeFailure == null ? JobStatus.FINISHED : JobStatus.FAILED, closeFailure));
        }

        @Override
        public long onPartFailed(Throwable failure) {
            return answer(failure, false);
        }

        @Override
        public void onFailed(Throwable failure, boolean permanent) {
            if (isCurrent() && !cancelRequested) {
                long delay = answer(failure, permanent);
                if (delay != RestartStrategy.NEVER) {
                    stopAttempt(() -> restartAfter(delay));
                }
            }
        }

        /** Asks the restart strategy, tells everybody what it says, and ends the job where it says so. */
        private long answer(Throwable failure, boolean permanent) {
            long delay = permanent
                    ? RestartStrategy.NEVER
                    : restarts.onFailure(host.environment().clockMillis());
            if (delay == RestartStrategy.NEVER) {
                stopAttempt(() -> finish(JobStatus.FAILED, failure));
            } else {
                setStatus(JobStatus.RESTARTING, failure);
                listener.onRestart(failure, delay);
            }
            return delay;
        }
    }

    private void restartAfter(long delayMillis) {
        if (cancelRequested) {
            finish(JobStatus.CANCELED, null);
            return;
        }
        host.postAt(host.environment().clockMillis() + delayMillis, () -> {
            if (!cancelRequested) {
                startAttempt();
            }
        });
    }

    /** Runs an action when no blocking work is under way. */
    private void whenQuiet(Runnable action) {
        if (blockingCalls == 0) {
            action.run();
        } else {
            whenQuiet.add(action);
        }
    }

    /** Stops the attempt and waits for its blocking calls, so that nothing of it is left when {@code then} runs. */
    private void stopAttempt(Runnable then) {
        JobAttempt stopped = attempt;
        attempt = null;
        stopping = true;
        host.stop(() -> whenQuiet(() -> {
            closeFailure = null;
            if (stopped != null) {
                stopped.giveUpUnwritten(); // it holds on to the state of the tasks
            }
            for (OperatorTask task : tasks) {
                Throwable failure = task.close();
                closeFailure = closeFailure == null ? failure : closeFailure;
            }
            if (stopped != null) {
                stopped.close();
            }
            stopping = false;
            then.run();
        }));
    }

    private void finish(JobStatus terminal, @Nullable Throwable failure) {
        setStatus(terminal, failure);
    }

    private void setStatus(JobStatus newStatus, @Nullable Throwable failure) {
        if (status != newStatus) {
            status = newStatus;
            listener.onStatus(newStatus, failure);
        }
    }
}
