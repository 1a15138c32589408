/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.task.SchedulingPolicy;

/** Leaves every choice to chance. */
final class SeededPolicy implements SchedulingPolicy {
    private final World world;

    SeededPolicy(World world) {
        this.world = world;
    }

    @Override
    public int nextTask(int ready) {
        return world.random().below(ready);
    }

    @Override
    public int firstChannel(int channels, int inTurn) {
        return world.random().below(channels);
    }

    @Override
    public int batchesPerStep() {
        return world.random().between(1, world.swarm().batchesPerStep());
    }

    @Override
    public int recordsPerRead(int most) {
        return world.random().between(1, Math.min(most, world.swarm().recordsPerRead()));
    }
}
