/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.runner;

import io.millrace.task.JobStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A job that was submitted. Thread-safe. */
public interface JobClient {
    String getJobName();

    JobStatus getJobStatus();

    /** Ends the job; nothing past its last complete checkpoint is committed. Completes when it has stopped. */
    CompletableFuture<Void> cancel();

    /** Takes a checkpoint now; completes with its id. */
    CompletableFuture<Long> triggerCheckpoint();

    /**
     * Takes a savepoint: a checkpoint that is copied to a directory of its own, which belongs to whoever asked for it.
     *
     * @param savepointDirectory where savepoints go; each gets a directory of its own in it
     * @return completes with the path of the savepoint
     */
    CompletableFuture<String> triggerSavepoint(String savepointDirectory);

    /**
     * Takes a savepoint, and finishes the job behind it: nothing is emitted that the savepoint does not know of, and what
     * its sinks had pending is committed.
     *
     * @param advanceToEndOfEventTime whether the sources end first, so that all windows and event-time timers fire: for a
     *     job that is not to go on. Whoever starts from such a savepoint finds event time at its end.
     * @return completes with the path of the savepoint when the job has finished
     */
    CompletableFuture<String> stopWithSavepoint(boolean advanceToEndOfEventTime, String savepointDirectory);

    /** Completes when the job has finished; exceptionally, with what failed, when it failed or was cancelled. */
    CompletableFuture<JobExecutionResult> getJobExecutionResult();

    /**
     * Waits for the job to finish.
     *
     * @throws JobException if it failed or was cancelled
     */
    default JobExecutionResult await() throws JobException, InterruptedException {
        try {
            return getJobExecutionResult().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof JobException failure) {
                throw failure;
            }
            throw new JobException("Job '" + getJobName() + "' failed", e.getCause() == null ? e : e.getCause());
        }
    }

    /** Waits for the job to finish; returns false when the time is over first. */
    boolean await(Duration timeout) throws InterruptedException;

    /** Returns what the job's tasks count, as of a moment ago. */
    JobMetrics metrics();
}
