/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import io.millrace.environment.ColdStorage;
import io.millrace.environment.Environment;
import io.millrace.environment.Faults;
import io.millrace.environment.Storage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The machine that a task runs on, with Flink's clock.
 *
 * @param clock processing time in milliseconds since the epoch
 */
record StageEnvironment(Environment machine, LongSupplier clock) implements Environment {
    @Override
    public long clockMillis() {
        return clock.getAsLong();
    }

    @Override
    public long nanoTime() {
        return machine.nanoTime();
    }

    @Override
    public Storage storage(String location) {
        return machine.storage(location);
    }

    @Override
    public ClassLoader classLoader() {
        return machine.classLoader();
    }

    @Override
    public Storage scratch() {
        return machine.scratch();
    }

    @Override
    public @Nullable ColdStorage coldStorage(String stateBackend, int keysInMemory) {
        return machine.coldStorage(stateBackend, keysInMemory);
    }

    @Override
    public Faults faults() {
        return machine.faults();
    }
}
