/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.accumulator.Accumulator;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitReader;
import io.millrace.data.Batch;
import io.millrace.data.RecordBatch;
import io.millrace.environment.Environment;
import io.millrace.metric.Counter;
import io.millrace.metric.MetricGroup;
import io.millrace.store.KeyGroupRange;
import io.millrace.store.KeyedStore;
import java.util.List;
import java.util.Map;

/** What an operator may use. */
public interface OperatorContext {
    String operatorName();

    /** Returns a number that no other operator of the job has. */
    int operatorId();

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

    /** Returns the processing time in which the task could work, counted from anywhere: not while it waits for its readers. */
    long inputActivityMillis();

    /** Returns the watermark of this operator's input. */
    long watermark();

    /**
     * Sets what {@link #watermark} returns, back or forth: for an operator whose input is grouped by key, and for which
     * time starts afresh with every key.
     */
    void setWatermark(long watermark);

    /** Returns this operator's state that belongs to no key, restored. */
    OperatorStates operatorStates();

    /** Returns the counter of that name for this subtask. */
    default Counter counter(String name) {
        return metricGroup().counter(name);
    }

    /** Returns where this operator's metrics are. */
    MetricGroup metricGroup();

    /** Returns what this operator's function adds up, by name; may be added to. */
    Map<String, Accumulator<?, ?>> accumulators();

    String jobName();

    /** Returns what the program was started with. */
    Map<String, String> jobParameters();

    /** Shows the hottest keys of this subtask in the metrics, in place of those shown before. */
    default void publishHotKeys(List<HotKey> hottest) {}

    /** Returns the classes of hot loops, private to this operator of the plan. */
    Kernels kernels();

    /** Returns the door through which other threads reach this operator; see {@link Operator#onMail}. */
    Mailbox mailbox();

    /** Takes a batch back that nobody uses any more. */
    void recycle(Batch batch);

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
