/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import io.millrace.environment.ApplicationClassLoader;
import io.millrace.environment.DirectoryInUseException;
import io.millrace.environment.DirectoryLock;
import io.millrace.graph.ExecutionPlan;
import io.millrace.graph.JobConfiguration;
import io.millrace.runner.JobClient;
import io.millrace.runner.JobException;
import io.millrace.runner.JobExecutionResult;
import io.millrace.runner.JobMetrics;
import io.millrace.task.JobHost;
import io.millrace.task.JobListener;
import io.millrace.task.JobMaster;
import io.millrace.task.JobStatus;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job that runs in this JVM: its master, its threads, and its end. */
final class EmbeddedJob implements JobClient {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedJob.class);

    /** What failed, with stack traces: a logger of its own, so that whoever tells failures by other means can turn them off. */
    private static final Logger FAILURES = LoggerFactory.getLogger("io.millrace.engine.failure");

    private final String name;
    private final @Nullable DirectoryLock lock;
    private final EngineJobHost host;
    private final JobMaster master;
    private final MetricsSnapshot metrics;
    private final long startNanos = System.nanoTime();
    private final CompletableFuture<JobExecutionResult> result = new CompletableFuture<>();
    private final Set<CompletableFuture<?>> requested = ConcurrentHashMap.newKeySet();
    private volatile JobStatus status = JobStatus.CREATED;
    private volatile int attempt;
    private boolean over;

    /**
     * @throws DirectoryInUseException if another job has the checkpoint directory
     * @throws IllegalStateException if the state backend is not on the class path
     */
    EmbeddedJob(ExecutionPlan plan) {
        StateBackends.find(
                plan.graph().configuration().stateBackend().type(),
                new ApplicationClassLoader(Thread.currentThread().getContextClassLoader()));
        this.name = plan.graph().name();
        String checkpoints = plan.graph().configuration().checkpointDirectory();
        this.lock = checkpoints == null ? null : Storages.lock(checkpoints, name, this::crash);
        this.host = new EngineJobHost(name, this::crash);
        this.master = new JobMaster(plan, host, new Events());
        this.metrics = new MetricsSnapshot(host, master);
        JobConfiguration configuration = plan.graph().configuration();
        if (configuration.batch() != null && configuration.checkpointInterval() != null) {
            LOG.warn(
                    "Job '{}' runs in BATCH mode: its checkpoint interval counts for nothing, and a failure would"
                            + " start it from the beginning",
                    name);
        }
    }

    void start() {
        host.post(master::start);
    }

    @Override
    public String getJobName() {
        return name;
    }

    @Override
    public JobStatus getJobStatus() {
        return status;
    }

    @Override
    public CompletableFuture<Void> cancel() {
        host.post(master::cancel);
        return result.handle((finished, failure) -> null);
    }

    @Override
    public CompletableFuture<Long> triggerCheckpoint() {
        return request(master::triggerCheckpoint);
    }

    @Override
    public CompletableFuture<String> triggerSavepoint(String savepointDirectory) {
        return request(completion -> master.triggerSavepoint(savepointDirectory, completion));
    }

    @Override
    public CompletableFuture<String> stopWithSavepoint(boolean advanceToEndOfEventTime, String savepointDirectory) {
        CompletableFuture<String> savepoint = request(
                completion -> master.stopWithSavepoint(advanceToEndOfEventTime, savepointDirectory, completion));
        return savepoint.thenCompose(path -> result.thenApply(finished -> path));
    }

    /** Asks the master for something, and answers when it does. */
    private <T> CompletableFuture<T> request(Consumer<JobHost.Completion<T>> action) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        requested.add(answer);
        host.post(() -> action.accept((value, failure) -> {
            requested.remove(answer);
            if (value != null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(failure == null ? new IllegalStateException("No result") : failure);
            }
        }));
        if (result.isDone()) {
            refuseRequested();
        }
        return answer;
    }

    /** Answers for a master that is gone. */
    private void refuseRequested() {
        for (CompletableFuture<?> answer : requested) {
            answer.completeExceptionally(
                    new IllegalStateException("The job '" + name + "' is over (" + status + "); it must run."));
        }
        requested.clear();
    }

    @Override
    public CompletableFuture<JobExecutionResult> getJobExecutionResult() {
        return result.copy();
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        try {
            result.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException failed) {
            return true; // How it ended is told by the result.
        } catch (TimeoutException running) {
            return false;
        }
    }

    @Override
    public JobMetrics metrics() {
        return metrics.take(status, attempt);
    }

    /**
     * A fault of the engine itself, or the directory lost to another job: nothing can be relied on any more but that the job
     * ends, and says why.
     */
    private void crash(Throwable fault) {
        host.post(() -> end(JobStatus.FAILED, fault));
    }

    /** Lets go of all threads, and tells how the job ended. Called on the master. */
    private void end(JobStatus terminal, @Nullable Throwable failure) {
        if (over) {
            return;
        }
        over = true;
        if (terminal == JobStatus.FAILED) {
            FAILURES.error("Job '{}' failed", name, failure);
        } else {
            LOG.info("Job '{}' is {}", name, terminal);
        }
        host.shutdown(() -> {
            if (lock != null) {
                lock.close();
            }
            status = terminal;
            Duration runtime = Duration.ofNanos(System.nanoTime() - startNanos);
            if (terminal == JobStatus.FINISHED) {
                result.complete(new JobExecutionResult(name, runtime, metrics(), metrics.accumulatorResults()));
            } else if (failure == null) {
                result.completeExceptionally(new JobException("The job '" + name + "' was cancelled"));
            } else {
                result.completeExceptionally(new JobException("The job '" + name + "' failed: " + failure, failure));
            }
            refuseRequested();
        });
    }

    private final class Events implements JobListener {
        @Override
        public void onStatus(JobStatus newStatus, @Nullable Throwable failure) {
            if (newStatus.isGloballyTerminalState()) {
                end(newStatus, failure);
            } else {
                status = newStatus;
            }
        }

        @Override
        public void onAttempt(int number, long checkpointId) {
            attempt = number;
            if (checkpointId >= 0) {
                LOG.info("Job '{}' goes on from checkpoint {} (attempt {})", name, checkpointId, number);
            } else {
                LOG.debug("Job '{}' starts afresh (attempt {})", name, number);
            }
        }

        @Override
        public void onStateDropped(List<String> uids) {
            LOG.warn("Job '{}' drops the state of operators that it no longer has: {}", name, uids);
        }

        @Override
        public void onRestart(Throwable failure, long delayMillis) {
            if (FAILURES.isWarnEnabled()) {
                FAILURES.warn(
                        "Job '{}' failed, or a part of it; what did starts again in {} ms", name, delayMillis, failure);
            } else {
                LOG.warn(
                        "Job '{}' failed, or a part of it; what did starts again in {} ms: {}",
                        name,
                        delayMillis,
                        failure.toString());
            }
        }

        @Override
        public void onStateWithoutUid(List<String> uids) {
            LOG.warn(
                    "Operators of job '{}' have state and no uid: {}. Their state is found by these names, which"
                            + " change with the program. Give each operator one with uid(...); the same name keeps the"
                            + " state that is there.",
                    name,
                    uids);
        }

        @Override
        public void onCheckpointFailed(long checkpointId, Throwable failure) {
            if (FAILURES.isWarnEnabled()) {
                FAILURES.warn("Checkpoint {} of job '{}' failed", checkpointId, name, failure);
            } else {
                LOG.warn("Checkpoint {} of job '{}' failed: {}", checkpointId, name, failure.toString());
            }
        }

        @Override
        public void onCheckpointComplete(long checkpointId) {
            LOG.debug("Job '{}' completed checkpoint {}", name, checkpointId);
        }
    }
}
