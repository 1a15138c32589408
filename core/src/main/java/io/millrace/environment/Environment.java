/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.environment;

import org.jspecify.annotations.Nullable;

/**
 * The outside world as a runner supplies it. The engine gives the real one; the simulation a virtual one, in which the
 * same calls are seeded.
 */
public interface Environment {
    /** Returns processing time in milliseconds since the epoch. */
    long clockMillis();

    /** Returns a time for measuring durations, in nanoseconds, unrelated to the clock. */
    long nanoTime();

    /**
     * Returns the storage at a location.
     *
     * @param location a directory; for the engine, a path of the local file system, or such as {@code s3://bucket/path}
     */
    Storage storage(String location);

    /** Returns what finds the classes that stored state names: that of the application where the runner knows it. */
    default ClassLoader classLoader() {
        return Environment.class.getClassLoader();
    }

    /**
     * Returns a place for the temporary files of this job. They need not be durable: they are gone when the job is over,
     * and when the process dies.
     */
    default Storage scratch() {
        throw new UnsupportedOperationException("This environment has no place for temporary files");
    }

    /**
     * Returns where one keyed store puts the keys that memory has no room for, or null where it has room for all. The
     * default has.
     *
     * @param stateBackend the type of store that the job wants
     * @param keysInMemory how many keys it wants in memory
     * @throws IllegalStateException if there is no such type
     */
    default @Nullable ColdStorage coldStorage(String stateBackend, int keysInMemory) {
        return null;
    }

    /** Returns the switch by which a simulation makes rare branches common. */
    Faults faults();
}
