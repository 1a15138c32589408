/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink;

import io.millrace.flink.translation.JobSettings;
import io.millrace.runner.JobClient;
import io.millrace.runner.JobException;
import io.millrace.runner.JobExecutionResult;
import io.millrace.runner.JobMetrics;
import io.millrace.task.CheckpointStatistics;
import io.millrace.task.JobStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.core.execution.SavepointFormatType;
import org.jspecify.annotations.Nullable;

/**
 * A job on a Flink cluster. What it counts is in Flink's metrics, and here are none.
 *
 * <p>A program that was submitted detached cannot wait for its job: the result is there at once, and says nothing.
 */
final class FlinkJobClient implements JobClient {
    private final String name;
    private final org.apache.flink.core.execution.JobClient flink;
    private final long startNanos = System.nanoTime();
    private final CompletableFuture<JobExecutionResult> result = new CompletableFuture<>();

    /** @param attached whether the program may wait for the job */
    FlinkJobClient(String name, org.apache.flink.core.execution.JobClient flink, boolean attached) {
        this.name = name;
        this.flink = flink;
        if (attached) {
            CompletableFuture<Boolean> unused = flink.getJobExecutionResult().handle(this::end);
        } else {
            result.complete(new JobExecutionResult(name, Duration.ZERO, metrics(), Map.of()));
        }
    }

    private boolean end(
            org.apache.flink.api.common.@Nullable JobExecutionResult finished, @Nullable Throwable failure) {
        if (finished != null) {
            Duration runtime = Duration.ofNanos(System.nanoTime() - startNanos);
            return result.complete(new JobExecutionResult(
                    name, runtime, metrics(JobStatus.FINISHED), finished.getAllAccumulatorResults()));
        }
        Throwable cause = failure == null ? new IllegalStateException("No result") : failure;
        return result.completeExceptionally(
                new JobException("The job '" + name + "' failed on Flink: " + rootOf(cause), cause));
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    @Override
    public String getJobName() {
        return name;
    }

    /** Asks the cluster; CREATED while it does not answer. */
    @Override
    public JobStatus getJobStatus() {
        try {
            return statusOf(flink.getJobStatus().get(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return JobStatus.CREATED;
        } catch (ExecutionException | TimeoutException noAnswer) {
            return JobStatus.CREATED;
        }
    }

    private static JobStatus statusOf(org.apache.flink.api.common.JobStatus status) {
        return switch (status) {
            case INITIALIZING, CREATED -> JobStatus.CREATED;
            case RUNNING, SUSPENDED, RECONCILING -> JobStatus.RUNNING;
            case FAILING, RESTARTING -> JobStatus.RESTARTING;
            case FAILED -> JobStatus.FAILED;
            case CANCELLING, CANCELED -> JobStatus.CANCELED;
            case FINISHED -> JobStatus.FINISHED;
        };
    }

    @Override
    public CompletableFuture<Void> cancel() {
        return flink.cancel();
    }

    @Override
    public CompletableFuture<Long> triggerCheckpoint() {
        return CompletableFuture.failedFuture(
                new UnsupportedOperationException(
                        "On Flink a checkpoint is asked for by its REST API or command line; a savepoint can be asked for here"));
    }

    @Override
    public CompletableFuture<String> triggerSavepoint(String savepointDirectory) {
        return flink.triggerSavepoint(JobSettings.location(savepointDirectory), SavepointFormatType.CANONICAL);
    }

    @Override
    public CompletableFuture<String> stopWithSavepoint(boolean advanceToEndOfEventTime, String savepointDirectory) {
        return flink.stopWithSavepoint(
                advanceToEndOfEventTime, JobSettings.location(savepointDirectory), SavepointFormatType.CANONICAL);
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
            return true; // how it ended is told by the result
        } catch (TimeoutException running) {
            return false;
        }
    }

    @Override
    public JobMetrics metrics() {
        return metrics(JobStatus.RUNNING);
    }

    private static JobMetrics metrics(JobStatus status) {
        return new JobMetrics(status, 0, List.of(), CheckpointStatistics.NONE);
    }
}
