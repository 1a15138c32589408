/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitReader;
import io.millrace.environment.Environment;
import io.millrace.graph.JobNode;
import io.millrace.graph.StateBackendSettings;
import io.millrace.operator.Kernels;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;

/**
 * What one task needs beside its stage and channels.
 *
 * @param commands what the master tells the task; filled by another thread
 * @param mailbox filled by users' threads
 * @param attemptNumber 0 for the first attempt, one more after each restart
 * @param attemptId unique among all runs of the job
 * @param stateBackend where keyed state is
 * @param batch whether nothing but the end of all time is told of event time
 */
public record TaskSetup(
        TaskId task,
        Environment environment,
        SchedulingPolicy policy,
        RestoredJob restored,
        Queue<TaskCommand> commands,
        TaskMailbox mailbox,
        TaskListener listener,
        ReaderOffload offload,
        Function<JobNode, Kernels> kernels,
        int attemptNumber,
        long attemptId,
        int watermarkIntervalRecords,
        String jobName,
        Map<String, String> jobParameters,
        StateBackendSettings stateBackend,
        boolean batch) {

    /** Gives readers that may block a thread of their own. */
    public interface ReaderOffload {
        <T, S extends SourceSplit> SplitReader<T, S> offload(TaskId task, SplitReader<T, S> reader);
    }
}
