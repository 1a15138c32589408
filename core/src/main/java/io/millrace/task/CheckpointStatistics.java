/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

/**
 * What a job's checkpoints cost so far.
 *
 * @param completed how many are complete
 * @param failed how many were given up
 * @param lastId the newest complete one, or -1
 * @param lastDurationMillis from its trigger to its completion
 * @param lastPauseNanos the longest time that one task stood still for it
 */
public record CheckpointStatistics(
        long completed, long failed, long lastId, long lastDurationMillis, long lastPauseNanos) {
    /** Of a job that took none, as far as is known here. */
    public static final CheckpointStatistics NONE = new CheckpointStatistics(0, 0, -1, 0, 0);

    CheckpointStatistics onComplete(long id, long durationMillis, long pauseNanos) {
        return new CheckpointStatistics(completed + 1, failed, id, durationMillis, pauseNanos);
    }

    CheckpointStatistics onFailed() {
        return new CheckpointStatistics(completed, failed + 1, lastId, lastDurationMillis, lastPauseNanos);
    }
}
