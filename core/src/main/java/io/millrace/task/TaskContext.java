/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitReader;
import io.millrace.data.RecordBatch;
import io.millrace.environment.Environment;
import io.millrace.graph.JobNode;
import io.millrace.operator.HotKey;
import io.millrace.operator.Kernels;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.RestoredState;
import io.millrace.process.RuntimeContext.Counter;
import io.millrace.snapshot.AvroTableReader;
import io.millrace.store.KeyGroupRange;
import io.millrace.store.KeyGroups;
import io.millrace.store.KeyedStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The context of one operator in one task. */
final class TaskContext implements OperatorContext {
    private final JobNode node;
    private final TaskSetup setup;
    private final TaskMetrics metrics;
    private final BatchPool pool;
    private final RestoredState restored;
    private final Kernels kernels;
    private @Nullable KeyedStore store;
    private long processingTime;
    private long watermark;

    TaskContext(JobNode node, TaskSetup setup, TaskMetrics metrics, BatchPool pool) {
        this.node = node;
        this.setup = setup;
        this.metrics = metrics;
        this.pool = pool;
        this.restored = setup.restored().stateOf(node.uid());
        this.watermark = setup.restored().watermarkOf(node.uid());
        this.kernels = setup.kernels().apply(node);
        this.processingTime = setup.environment().clockMillis();
    }

    String uid() {
        return node.uid();
    }

    /** Starts no earlier than at this watermark. */
    void startAt(long restoredWatermark) {
        watermark = Math.max(watermark, restoredWatermark);
    }

    void setWatermark(long newWatermark) {
        watermark = newWatermark;
        metrics.watermark = newWatermark;
    }

    void setProcessingTime(long now) {
        processingTime = now;
    }

    @Nullable
    KeyedStore openedStore() {
        return store;
    }

    @Override
    public String operatorName() {
        return node.name();
    }

    @Override
    public int subtaskIndex() {
        return setup.task().subtask();
    }

    @Override
    public int parallelism() {
        return node.parallelism();
    }

    @Override
    public int maxParallelism() {
        return node.maxParallelism();
    }

    @Override
    public int attemptNumber() {
        return setup.attemptNumber();
    }

    @Override
    public KeyGroupRange keyGroups() {
        return KeyGroups.rangeOf(subtaskIndex(), maxParallelism(), parallelism());
    }

    @Override
    public KeyedStore keyedStore() {
        KeyedStore current = store;
        if (current == null) {
            current = new KeyedStore(node.name(), maxParallelism(), keyGroups(), () -> processingTime);
            try {
                List<AvroTableReader> tables = restored.open(KeyedStore.TABLE);
                current.restore(tables);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            store = current;
        }
        return current;
    }

    @Override
    public RestoredState restoredState() {
        return restored;
    }

    @Override
    public long processingTime() {
        return processingTime;
    }

    @Override
    public long watermark() {
        return watermark;
    }

    @Override
    public void publishHotKeys(List<HotKey> hottest) {
        metrics.publishHotKeys(node.name(), hottest);
    }

    @Override
    public Counter counter(String name) {
        return metrics.counter(node.name() + "." + name);
    }

    @Override
    public Kernels kernels() {
        return kernels;
    }

    @Override
    public void recycle(RecordBatch batch) {
        pool.recycle(batch);
    }

    @Override
    public RecordBatch newBatch() {
        return pool.take();
    }

    @Override
    public Environment environment() {
        return setup.environment();
    }

    @Override
    public <T, S extends SourceSplit> SplitReader<T, S> offload(SplitReader<T, S> reader) {
        return setup.offload().offload(setup.task(), reader);
    }

    @Override
    public long attemptId() {
        return setup.attemptId();
    }

    @Override
    public int watermarkIntervalRecords() {
        return setup.watermarkIntervalRecords();
    }
}
