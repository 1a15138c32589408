/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitReader;
import io.millrace.task.TaskId;
import io.millrace.task.TaskSetup;
import java.util.function.Function;

/**
 * Gives each reader that may block a thread of its own.
 *
 * @param wakeUps what activates a task
 */
record EngineReaderOffload(JobThreads threads, Function<TaskId, Runnable> wakeUps) implements TaskSetup.ReaderOffload {
    @Override
    public <T, S extends SourceSplit> SplitReader<T, S> offload(TaskId task, SplitReader<T, S> reader) {
        return reader.isBlocking() ? new OffloadedReader<>(reader, threads, wakeUps.apply(task)) : reader;
    }
}
