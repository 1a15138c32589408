/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import io.millrace.environment.ApplicationClassLoader;
import io.millrace.environment.Environment;
import io.millrace.environment.Faults;
import io.millrace.environment.Storage;

/** The real world: the system's clock, the file system and other storages, and the classes of the thread that makes it. */
public final class EngineEnvironment implements Environment {
    private final ClassLoader classLoader =
            new ApplicationClassLoader(Thread.currentThread().getContextClassLoader());

    private final ScratchDirectory scratch;

    /**
     * @param scratch where the temporary files of the job are
     */
    EngineEnvironment(ScratchDirectory scratch) {
        this.scratch = scratch;
    }

    @Override
    public ClassLoader classLoader() {
        return classLoader;
    }

    @Override
    public long clockMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Storage storage(String location) {
        return Storages.at(location);
    }

    @Override
    public Storage scratch() {
        return new LocalStorage(scratch.path());
    }

    @Override
    public Faults faults() {
        return Faults.NONE;
    }
}
