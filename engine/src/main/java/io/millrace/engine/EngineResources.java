/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitReader;
import io.millrace.environment.Environment;
import io.millrace.task.TaskResources;
import java.io.IOException;

/** The disk and the threads of this JVM, for tasks that others drive. */
final class EngineResources implements TaskResources {
    private final ScratchDirectory scratch = new ScratchDirectory();
    private final Environment environment = new EngineEnvironment(scratch);
    private final JobThreads threads;

    private EngineResources(String name) {
        this.threads = new JobThreads(name);
    }

    /** Found as a service. */
    public static final class Provider implements TaskResources.Provider {
        @Override
        public TaskResources open(String name) {
            return new EngineResources(name);
        }
    }

    @Override
    public Environment environment() {
        return environment;
    }

    @Override
    public <T, S extends SourceSplit> SplitReader<T, S> offload(SplitReader<T, S> reader, Runnable wakeUp) {
        return reader.isBlocking() ? new OffloadedReader<>(reader, threads, wakeUp) : reader;
    }

    @Override
    public void close() throws IOException {
        scratch.delete();
    }
}
