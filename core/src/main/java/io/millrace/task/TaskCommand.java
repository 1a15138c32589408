/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.connector.SourceSplit;
import io.millrace.data.CheckpointBarrier;
import java.util.List;

/** What the job's master tells a task. */
public sealed interface TaskCommand {
    /**
     * Splits for a source task.
     *
     * @param noMore whether no more will come
     */
    record AssignSplits(List<? extends SourceSplit> splits, boolean noMore) implements TaskCommand {}

    /** For a source task: do not read splits whose watermark is above the limit. */
    record AlignWatermarks(long limit) implements TaskCommand {}

    /**
     * Take part in a checkpoint without waiting for a barrier: for sources, and for tasks whose input has ended.
     *
     * @param last whether the job stops behind it, so that sources must not read on
     */
    record TriggerCheckpoint(CheckpointBarrier barrier, boolean last) implements TaskCommand {}

    /** For a source task: end as if all had been read. */
    record EndSources() implements TaskCommand {}

    /** A checkpoint is complete, and what its sinks had pending is committed. */
    record CompleteCheckpoint(long checkpointId) implements TaskCommand {}

    /** A checkpoint will never be complete. Its barriers may still be on their way. */
    record AbortCheckpoint(long checkpointId) implements TaskCommand {}
}
