/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitReader;
import io.millrace.environment.Environment;
import java.io.IOException;
import java.util.ServiceLoader;

/**
 * What tasks need of the machine they run on, whoever drives them: storages, a place for temporary files, and threads for
 * readers that block. For runners that bring none of their own. Thread-safe.
 */
public interface TaskResources extends AutoCloseable {
    Environment environment();

    /**
     * Gives a reader that may block a thread of its own; returns one that does not block.
     *
     * @param wakeUp lets the task take a step; called from the reader's thread
     */
    <T, S extends SourceSplit> SplitReader<T, S> offload(SplitReader<T, S> reader, Runnable wakeUp);

    /** Deletes the temporary files. */
    @Override
    void close() throws IOException;

    /** Opens resources; found on the class path as a service. */
    interface Provider {
        /** @param name names the threads, after the job or task that they are for */
        TaskResources open(String name);
    }

    /**
     * Opens the resources of this machine.
     *
     * @param loader finds the provider
     * @throws IllegalStateException if there is none on the class path
     */
    static TaskResources open(String name, ClassLoader loader) {
        for (Provider provider : ServiceLoader.load(Provider.class, loader)) {
            return provider.open(name);
        }
        throw new IllegalStateException(
                "Nothing on the class path gives tasks storage and threads. Add millrace-engine to it.");
    }
}
