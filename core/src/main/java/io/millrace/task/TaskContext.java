/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.accumulator.Accumulator;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitReader;
import io.millrace.data.Batch;
import io.millrace.data.RecordBatch;
import io.millrace.environment.ColdStorage;
import io.millrace.environment.Environment;
import io.millrace.graph.JobNode;
import io.millrace.graph.StateBackendSettings;
import io.millrace.metric.MetricGroup;
import io.millrace.operator.HotKey;
import io.millrace.operator.Kernels;
import io.millrace.operator.Mailbox;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.OperatorStates;
import io.millrace.operator.RestoredState;
import io.millrace.store.KeyGroupRange;
import io.millrace.store.KeyGroups;
import io.millrace.store.KeyedStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The context of one operator in one task. */
final class TaskContext implements OperatorContext {
    private final JobNode node;
    private final TaskSetup setup;
    private final TaskMetrics metrics;
    private final BatchPool pool;
    private final int place;
    private final RestoredState restored;
    private final Kernels kernels;
    private final TaskMetricGroup metricGroup;
    private final Map<String, Accumulator<?, ?>> accumulators;
    private @Nullable KeyedStore store;
    private @Nullable OperatorStates operatorStates;
    private long processingTime;
    private long activeMillis;
    private long watermark;

    /** @param place of the operator in its stage */
    TaskContext(JobNode node, TaskSetup setup, TaskMetrics metrics, BatchPool pool, int place) {
        this.node = node;
        this.setup = setup;
        this.metrics = metrics;
        this.pool = pool;
        this.place = place;
        this.restored = setup.restored().stateOf(node.uid());
        this.watermark = setup.restored().watermarkOf(node.uid());
        this.kernels = setup.kernels().apply(node);
        this.metricGroup = new TaskMetricGroup(metrics, List.of(node.name()));
        this.accumulators = metrics.newAccumulators();
        this.processingTime = setup.environment().clockMillis();
        this.activeMillis = TimeUnit.NANOSECONDS.toMillis(setup.environment().nanoTime());
    }

    String uid() {
        return node.uid();
    }

    /** Starts no earlier than at this watermark. */
    void startAt(long restoredWatermark) {
        watermark = Math.max(watermark, restoredWatermark);
    }

    /** Takes the watermark of the operator's input. */
    void advanceWatermark(long newWatermark) {
        watermark = newWatermark;
        metrics.watermark = newWatermark;
    }

    @Override
    public void setWatermark(long newWatermark) {
        watermark = newWatermark;
    }

    /**
     * @param newActiveMillis time that stands still while the task waits for its readers, from an unknown start
     */
    void setProcessingTime(long now, long newActiveMillis) {
        processingTime = now;
        activeMillis = newActiveMillis;
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
    public int operatorId() {
        return node.id();
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
            current = new KeyedStore(node.name(), maxParallelism(), keyGroups(), () -> processingTime, coldStorage());
            store = current;
            try {
                current.restore(restored.tables(KeyedStore.TABLE));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return current;
    }

    private @Nullable ColdStorage coldStorage() {
        StateBackendSettings backend = setup.stateBackend();
        return setup.batch() ? null : setup.environment().coldStorage(backend.type(), backend.keysInMemory());
    }

    /** A step of the operator is over, so that keys may leave memory. */
    void afterStep() {
        KeyedStore current = store;
        if (current != null) {
            current.afterStep();
        }
    }

    /** Gives up what the operator has outside of memory. */
    void close() {
        KeyedStore current = store;
        if (current != null) {
            current.close();
        }
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
    public long inputActivityMillis() {
        return activeMillis;
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
    public OperatorStates operatorStates() {
        OperatorStates current = operatorStates;
        if (current == null) {
            try {
                current = new OperatorStates(node.name(), subtaskIndex(), parallelism(), restored);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            operatorStates = current;
        }
        return current;
    }

    @Override
    public MetricGroup metricGroup() {
        return metricGroup;
    }

    @Override
    public Map<String, Accumulator<?, ?>> accumulators() {
        return accumulators;
    }

    @Override
    public String jobName() {
        return setup.jobName();
    }

    @Override
    public Map<String, String> jobParameters() {
        return setup.jobParameters();
    }

    @Override
    public Kernels kernels() {
        return kernels;
    }

    @Override
    public Mailbox mailbox() {
        TaskMailbox mailbox = setup.mailbox();
        int operator = place;
        return letter -> mailbox.post(new TaskMailbox.Mail(operator, letter));
    }

    @Override
    public void recycle(Batch batch) {
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
