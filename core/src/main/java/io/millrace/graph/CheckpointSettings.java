/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.graph;

import io.millrace.snapshot.Folding;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a job takes its checkpoints.
 *
 * @param incremental when changes are folded, or null where each checkpoint writes all state
 * @param minPause the least time from the end of a checkpoint to the beginning of the next that is taken by itself
 * @param timeout how long a checkpoint may take before it counts as failed, or null for as long as it takes
 * @param tolerableFailures how many checkpoints in a row may fail before the job does, at least 0
 */
public record CheckpointSettings(
        @Nullable Folding incremental,
        Duration minPause,
        @Nullable Duration timeout,
        int tolerableFailures) implements Serializable {
    public static final CheckpointSettings DEFAULT = new CheckpointSettings(Folding.DEFAULT, Duration.ZERO, null, 0);
}
