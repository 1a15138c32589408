/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitReader;
import io.millrace.data.RecordBatch;
import io.millrace.environment.Environment;
import io.millrace.process.RuntimeContext.Counter;
import io.millrace.store.KeyGroupRange;
import io.millrace.store.KeyedStore;
import java.util.List;

/** What an operator may use. */
public interface OperatorContext {
    String operatorName();

    int subtaskIndex();

    int parallelism();

    int maxParallelism();

    int attemptNumber();

    KeyGroupRange keyGroups();

    /** Returns this operator's keyed store, restored. */
    KeyedStore keyedStore();

    /** Returns what the operator wrote in the checkpoint that this attempt started from. */
    RestoredState restoredState();

    /** Returns processing time as the host last told it, in milliseconds since the epoch. */
    long processingTime();

    /** Returns the watermark of this operator's input. */
    long watermark();

    /** Returns the counter of that name for this subtask. */
    Counter counter(String name);

    /** Shows the hottest keys of this subtask in the metrics, in place of those shown before. */
    default void publishHotKeys(List<HotKey> hottest) {}

    /** Returns the classes of hot loops, private to this operator of the plan. */
    Kernels kernels();

    /** Takes a batch back that nobody uses any more. */
    void recycle(RecordBatch batch);

    /** Returns an empty batch. */
    RecordBatch newBatch();

    /** The outside world: for sources and sinks alone. */
    Environment environment();

    /** Gives a reader that may block a thread of its own; returns one that does not block. For sources alone. */
    <T, S extends SourceSplit> SplitReader<T, S> offload(SplitReader<T, S> reader);

    /** Returns an id of this run of the job that no earlier run had. */
    long attemptId();

    /** Returns how many records of a split lie between two periodic watermarks. */
    int watermarkIntervalRecords();
}
