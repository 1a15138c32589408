/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

/** A checkpoint that a harness took, to go on from in another one. */
public final class HarnessSnapshot {
    private final SimulatedStorage.Files files;
    private final long processingTime;
    private final long keys;

    HarnessSnapshot(SimulatedStorage.Files files, long processingTime, long keys) {
        this.files = files;
        this.processingTime = processingTime;
        this.keys = keys;
    }

    SimulatedStorage.Files files() {
        return files;
    }

    long processingTime() {
        return processingTime;
    }

    /** Returns how many keys have state, over all operators. */
    public long keys() {
        return keys;
    }
}
