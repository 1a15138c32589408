/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.environment.ApplicationClassLoader;
import io.millrace.environment.ColdStorage;
import io.millrace.environment.Environment;
import io.millrace.environment.Faults;
import io.millrace.environment.SortedRows;
import io.millrace.environment.Storage;
import io.millrace.graph.StateBackendSettings;
import org.jspecify.annotations.Nullable;

/** The outside world of one process: the clock and the storage of its world. */
final class SimulatedEnvironment implements Environment {
    private final World world;
    private final ClassLoader classLoader =
            new ApplicationClassLoader(Thread.currentThread().getContextClassLoader());
    private final ScratchStorage scratch;

    SimulatedEnvironment(World world) {
        this.world = world;
        this.scratch = new ScratchStorage(world);
    }

    World world() {
        return world;
    }

    @Override
    public ClassLoader classLoader() {
        return classLoader;
    }

    @Override
    public long clockMillis() {
        return world.clockMillis();
    }

    @Override
    public long nanoTime() {
        return world.elapsedMillis() * 1_000_000;
    }

    @Override
    public Storage storage(String location) {
        return world.hooks().storage(world.storage().at(location));
    }

    @Override
    public Storage scratch() {
        return scratch;
    }

    /** Takes a sorted map for every store there is. */
    @Override
    public @Nullable ColdStorage coldStorage(String stateBackend, int keysInMemory) {
        boolean inMemory = stateBackend.equals(StateBackendSettings.HASHMAP.type());
        return inMemory ? null : new ColdStorage(new SortedRows(), keysInMemory);
    }

    @Override
    public Faults faults() {
        return site -> world.chance(world.swarm().rareBranch());
    }
}
