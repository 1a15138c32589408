/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.accumulator.Accumulator;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitReader;
import io.millrace.data.Batch;
import io.millrace.data.RecordBatch;
import io.millrace.environment.Environment;
import io.millrace.environment.Faults;
import io.millrace.environment.Storage;
import io.millrace.metric.Counter;
import io.millrace.metric.MetricGroup;
import io.millrace.metric.SimpleCounter;
import io.millrace.store.KeyGroupRange;
import io.millrace.store.KeyedStore;
import java.util.LinkedHashMap;
import java.util.Map;

/** A context for one keyed operator that stands alone: a store, time, and a place for temporary files. */
final class TestContext implements OperatorContext, Environment {
    private final Storage scratch;
    private final KeyedStore store = new KeyedStore("test", 128, new KeyGroupRange(0, 127), () -> 0);
    private final Map<String, Counter> counters = new LinkedHashMap<>();
    private long watermark = Long.MIN_VALUE;

    TestContext(Storage scratch) {
        this.scratch = scratch;
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("No operator under test needs this");
    }

    @Override
    public String operatorName() {
        return "test";
    }

    @Override
    public int operatorId() {
        return 1;
    }

    @Override
    public int subtaskIndex() {
        return 0;
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public int maxParallelism() {
        return 128;
    }

    @Override
    public int attemptNumber() {
        return 0;
    }

    @Override
    public KeyGroupRange keyGroups() {
        return new KeyGroupRange(0, 127);
    }

    @Override
    public KeyedStore keyedStore() {
        return store;
    }

    @Override
    public RestoredState restoredState() {
        return RestoredState.NONE;
    }

    @Override
    public long processingTime() {
        return 0;
    }

    @Override
    public long inputActivityMillis() {
        return 0;
    }

    @Override
    public long watermark() {
        return watermark;
    }

    @Override
    public void setWatermark(long newWatermark) {
        watermark = newWatermark;
    }

    @Override
    public OperatorStates operatorStates() {
        throw unused();
    }

    @Override
    public Counter counter(String name) {
        return counters.computeIfAbsent(name, unused -> new SimpleCounter());
    }

    @Override
    public MetricGroup metricGroup() {
        throw unused();
    }

    @Override
    public Map<String, Accumulator<?, ?>> accumulators() {
        throw unused();
    }

    @Override
    public String jobName() {
        return "test";
    }

    @Override
    public Map<String, String> jobParameters() {
        return Map.of();
    }

    @Override
    public Mailbox mailbox() {
        throw unused();
    }

    @Override
    public Kernels kernels() {
        return Kernels.fresh();
    }

    @Override
    public void recycle(Batch batch) {}

    @Override
    public RecordBatch newBatch() {
        return new RecordBatch();
    }

    @Override
    public Environment environment() {
        return this;
    }

    @Override
    public <T, S extends SourceSplit> SplitReader<T, S> offload(SplitReader<T, S> reader) {
        throw unused();
    }

    @Override
    public long attemptId() {
        return 7;
    }

    @Override
    public int watermarkIntervalRecords() {
        return 1;
    }

    @Override
    public long clockMillis() {
        return 0;
    }

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public Storage storage(String location) {
        throw unused();
    }

    @Override
    public Storage scratch() {
        return scratch;
    }

    @Override
    public Faults faults() {
        return Faults.NONE;
    }
}
