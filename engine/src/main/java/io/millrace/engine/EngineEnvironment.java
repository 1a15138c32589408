/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import io.millrace.environment.ApplicationClassLoader;
import io.millrace.environment.ColdStorage;
import io.millrace.environment.Environment;
import io.millrace.environment.Faults;
import io.millrace.environment.RowStoreProvider;
import io.millrace.environment.Storage;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The real world: the system's clock, the file system and other storages, and the classes of the thread that makes it. */
public final class EngineEnvironment implements Environment {
    private final ClassLoader classLoader =
            new ApplicationClassLoader(Thread.currentThread().getContextClassLoader());

    private final ScratchDirectory scratch;
    private final AtomicInteger stores = new AtomicInteger();

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
    public @Nullable ColdStorage coldStorage(String stateBackend, int keysInMemory) {
        RowStoreProvider provider = StateBackends.find(stateBackend, classLoader);
        if (provider == null) {
            return null;
        }
        Path directory = scratch.path().resolve("state-" + stores.getAndIncrement());
        return new ColdStorage(provider.open(directory.toString()), keysInMemory);
    }

    @Override
    public Faults faults() {
        return Faults.NONE;
    }
}
