/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster;

import io.millrace.flink.cluster.rest.CheckpointStatistics;
import io.millrace.flink.cluster.rest.JobState;

/**
 * How far a job is.
 *
 * @param runningTasks those of its tasks that have a slot and run
 * @param tasks how many there are, of all stages
 * @param durationMillis since it was started
 * @param recordsIn that its sources have sent on, since its last restart; Flink counts late by about a second
 * @param recordsOut that reached its sinks, since its last restart
 * @param inPerSecond records read a second, over the time since the progress before
 * @param outPerSecond records that reached the sinks a second, likewise
 * @param watermark the least event time of its sinks, in milliseconds since the epoch; {@link Long#MIN_VALUE} where there
 *     is none yet, {@link Long#MAX_VALUE} when event time has ended
 */
public record JobProgress(
        JobState state,
        int runningTasks,
        int tasks,
        long durationMillis,
        long recordsIn,
        long recordsOut,
        double inPerSecond,
        double outPerSecond,
        long watermark,
        CheckpointStatistics checkpoints) {}
