/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.environment.Storage;

/** Simulated storage for tests from outside of its package. */
public final class SimulatedStorages {
    private SimulatedStorages() {}

    /** Returns the empty storage of a world in which nothing goes wrong. */
    public static Storage fresh(boolean storesObjects) {
        return new World(new Randomness(1), Swarm.steady(1), WorldHooks.NONE, storesObjects)
                .storage()
                .at("");
    }
}
