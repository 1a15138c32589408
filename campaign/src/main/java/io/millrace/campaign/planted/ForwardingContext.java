/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.planted;

import io.millrace.accumulator.Accumulator;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitReader;
import io.millrace.data.Batch;
import io.millrace.data.RecordBatch;
import io.millrace.environment.Environment;
import io.millrace.metric.MetricGroup;
import io.millrace.operator.HotKey;
import io.millrace.operator.Kernels;
import io.millrace.operator.Mailbox;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.OperatorStates;
import io.millrace.operator.RestoredState;
import io.millrace.store.KeyGroupRange;
import io.millrace.store.KeyedStore;
import java.util.List;
import java.util.Map;

/** What another context tells an operator; what it is to be told wrongly is overridden. */
abstract class ForwardingContext implements OperatorContext {
    private final OperatorContext context;

    ForwardingContext(OperatorContext context) {
        this.context = context;
    }

    @Override
    public String operatorName() {
        return context.operatorName();
    }

    @Override
    public int operatorId() {
        return context.operatorId();
    }

    @Override
    public int subtaskIndex() {
        return context.subtaskIndex();
    }

    @Override
    public int parallelism() {
        return context.parallelism();
    }

    @Override
    public int maxParallelism() {
        return context.maxParallelism();
    }

    @Override
    public int attemptNumber() {
        return context.attemptNumber();
    }

    @Override
    public KeyGroupRange keyGroups() {
        return context.keyGroups();
    }

    @Override
    public KeyedStore keyedStore() {
        return context.keyedStore();
    }

    @Override
    public RestoredState restoredState() {
        return context.restoredState();
    }

    @Override
    public long processingTime() {
        return context.processingTime();
    }

    @Override
    public long inputActivityMillis() {
        return context.inputActivityMillis();
    }

    @Override
    public long watermark() {
        return context.watermark();
    }

    @Override
    public void setWatermark(long watermark) {
        context.setWatermark(watermark);
    }

    @Override
    public OperatorStates operatorStates() {
        return context.operatorStates();
    }

    @Override
    public MetricGroup metricGroup() {
        return context.metricGroup();
    }

    @Override
    public Map<String, Accumulator<?, ?>> accumulators() {
        return context.accumulators();
    }

    @Override
    public String jobName() {
        return context.jobName();
    }

    @Override
    public Map<String, String> jobParameters() {
        return context.jobParameters();
    }

    @Override
    public void publishHotKeys(List<HotKey> hottest) {
        context.publishHotKeys(hottest);
    }

    @Override
    public Kernels kernels() {
        return context.kernels();
    }

    @Override
    public Mailbox mailbox() {
        return context.mailbox();
    }

    @Override
    public void recycle(Batch batch) {
        context.recycle(batch);
    }

    @Override
    public RecordBatch newBatch() {
        return context.newBatch();
    }

    @Override
    public Environment environment() {
        return context.environment();
    }

    @Override
    public <T, S extends SourceSplit> SplitReader<T, S> offload(SplitReader<T, S> reader) {
        return context.offload(reader);
    }

    @Override
    public long attemptId() {
        return context.attemptId();
    }

    @Override
    public int watermarkIntervalRecords() {
        return context.watermarkIntervalRecords();
    }
}
