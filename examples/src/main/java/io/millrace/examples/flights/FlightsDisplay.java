/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

/** Shows a person how the job goes. Used by one thread. */
interface FlightsDisplay {
    /** Shows what is new. Called a few times a second, and once more at the end. */
    void update(FlightsView.Snapshot snapshot, Vitals vitals);

    /** Leaves the terminal as it was found, with the last view on it. */
    void close();

    /**
     * What the engine says of the running job.
     *
     * @param elapsedNanos time since this run began
     * @param watermark how far event time has come, in milliseconds since the epoch; {@link Long#MIN_VALUE} before that
     * @param checkpointing whether checkpoints are taken
     * @param lastCheckpoint the newest complete checkpoint, or -1
     * @param lastCheckpointMillis how long that one took
     */
    record Vitals(
            long elapsedNanos, long watermark, boolean checkpointing, long lastCheckpoint, long lastCheckpointMillis) {}
}
