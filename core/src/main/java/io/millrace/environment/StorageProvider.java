/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.environment;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * Knows the storage of locations such as {@code s3://bucket/directory}. Found on the class path as a service. Methods may
 * be called by several threads.
 */
public interface StorageProvider {
    /** Returns what its locations begin with, before {@code ://}. */
    String scheme();

    /**
     * Returns the storage at a location; nothing need exist there.
     *
     * @throws IllegalArgumentException if the location is none of its kind; the message says why
     */
    Storage storage(String location);

    /**
     * Takes the lock of a checkpoint directory; blocks until it is known whether another job holds it.
     *
     * @param jobName whom a job is told that is refused
     * @param onLost called at most once, by any thread, if another job has taken the lock nevertheless
     * @throws DirectoryInUseException if another job holds it
     * @throws IOException if that cannot be found out
     */
    DirectoryLock lock(String location, String jobName, Consumer<Throwable> onLost) throws IOException;
}
