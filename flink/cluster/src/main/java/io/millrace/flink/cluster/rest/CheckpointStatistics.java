/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.rest;

/**
 * How a job's checkpoints go.
 *
 * @param completed how many are complete
 * @param failed how many were given up
 * @param lastDurationMillis how long the newest complete one took from its trigger to its end; 0 where there is none
 */
public record CheckpointStatistics(long completed, long failed, long lastDurationMillis) {
    /** Of a job that takes none. */
    public static final CheckpointStatistics NONE = new CheckpointStatistics(0, 0, 0);
}
