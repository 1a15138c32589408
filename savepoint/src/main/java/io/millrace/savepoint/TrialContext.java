/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint;

import io.millrace.accumulator.Accumulator;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitReader;
import io.millrace.data.Batch;
import io.millrace.data.RecordBatch;
import io.millrace.environment.Environment;
import io.millrace.graph.JobGraph;
import io.millrace.graph.JobNode;
import io.millrace.metric.MetricGroup;
import io.millrace.operator.Kernels;
import io.millrace.operator.Mailbox;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.OperatorStates;
import io.millrace.operator.RestoredState;
import io.millrace.store.KeyGroupRange;
import io.millrace.store.KeyedStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The context of an operator that is opened to see whether it can be, and gets no records. */
final class TrialContext implements OperatorContext {
    private final JobGraph job;
    private final JobNode node;
    private final RestoredState restored;
    private final Map<String, Accumulator<?, ?>> accumulators = new LinkedHashMap<>();
    private @Nullable KeyedStore store;
    private @Nullable OperatorStates operatorStates;

    TrialContext(JobGraph job, JobNode node, RestoredState restored) {
        this.job = job;
        this.node = node;
        this.restored = restored;
    }

    /** The store, where the operator has asked for it. */
    @Nullable
    KeyedStore openedStore() {
        return store;
    }

    @Override
    public KeyedStore keyedStore() {
        KeyedStore current = store;
        if (current == null) {
            current = new KeyedStore(node.name(), maxParallelism(), keyGroups(), this::processingTime);
            try {
                current.restore(restored.tables(KeyedStore.TABLE));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            store = current;
        }
        return current;
    }

    @Override
    public OperatorStates operatorStates() {
        OperatorStates current = operatorStates;
        if (current == null) {
            try {
                current = new OperatorStates(node.name(), 0, 1, restored);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            operatorStates = current;
        }
        return current;
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
        return 0;
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public int maxParallelism() {
        return node.maxParallelism();
    }

    @Override
    public int attemptNumber() {
        return 0;
    }

    @Override
    public KeyGroupRange keyGroups() {
        return new KeyGroupRange(0, maxParallelism() - 1);
    }

    @Override
    public RestoredState restoredState() {
        return restored;
    }

    @Override
    public long processingTime() {
        return System.currentTimeMillis();
    }

    @Override
    public long inputActivityMillis() {
        return 0;
    }

    @Override
    public long watermark() {
        return Long.MIN_VALUE;
    }

    @Override
    public void setWatermark(long watermark) {}

    @Override
    public MetricGroup metricGroup() {
        return UnseenMetrics.INSTANCE;
    }

    @Override
    public Map<String, Accumulator<?, ?>> accumulators() {
        return accumulators;
    }

    @Override
    public String jobName() {
        return job.name();
    }

    @Override
    public Map<String, String> jobParameters() {
        return job.configuration().jobParameters();
    }

    @Override
    public Kernels kernels() {
        return Kernels.shared();
    }

    @Override
    public Mailbox mailbox() {
        return letter -> {};
    }

    @Override
    public void recycle(Batch batch) {}

    @Override
    public RecordBatch newBatch() {
        return new RecordBatch();
    }

    @Override
    public Environment environment() {
        throw new UnsupportedOperationException("Sources and sinks are not opened");
    }

    @Override
    public <T, S extends SourceSplit> SplitReader<T, S> offload(SplitReader<T, S> reader) {
        throw new UnsupportedOperationException("Sources are not opened");
    }

    @Override
    public long attemptId() {
        return 0;
    }

    @Override
    public int watermarkIntervalRecords() {
        return job.configuration().watermarkIntervalRecords();
    }
}
