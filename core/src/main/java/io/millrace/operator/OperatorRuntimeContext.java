/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.accumulator.Accumulator;
import io.millrace.accumulator.DoubleCounter;
import io.millrace.accumulator.Histogram;
import io.millrace.accumulator.IntCounter;
import io.millrace.accumulator.LongCounter;
import io.millrace.metric.MetricGroup;
import io.millrace.process.JobInfo;
import io.millrace.process.RuntimeContext;
import io.millrace.process.TaskInfo;
import io.millrace.state.AggregatingState;
import io.millrace.state.AggregatingStateDescriptor;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.MapState;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.ReducingState;
import io.millrace.state.ReducingStateDescriptor;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.store.KeyedStore;
import java.io.Serializable;
import java.util.Map;
import java.util.function.Supplier;

/** The runtime context of a function inside an operator. */
final class OperatorRuntimeContext implements RuntimeContext {
    private final OperatorContext context;
    private final boolean keyed;
    private final Supplier<KeyedStore> store;

    OperatorRuntimeContext(OperatorContext context, boolean keyed, Supplier<KeyedStore> store) {
        this.context = context;
        this.keyed = keyed;
        this.store = store;
    }

    private KeyedStore store(String state) {
        if (!keyed) {
            throw new UnsupportedOperationException("Keyed state '" + state + "' was asked for in operator '"
                    + context.operatorName() + "', which is not on a keyed stream. Call keyBy(...) before it.");
        }
        return store.get();
    }

    @Override
    public JobInfo getJobInfo() {
        return new JobInfo(context.jobName());
    }

    @Override
    public TaskInfo getTaskInfo() {
        return new TaskInfo(
                context.operatorName(),
                context.maxParallelism(),
                context.subtaskIndex(),
                context.parallelism(),
                context.attemptNumber());
    }

    @Override
    public Map<String, String> getGlobalJobParameters() {
        return context.jobParameters();
    }

    @Override
    public <T> ValueState<T> getState(ValueStateDescriptor<T> descriptor) {
        return store(descriptor.getName()).valueState(descriptor);
    }

    @Override
    public <T> ListState<T> getListState(ListStateDescriptor<T> descriptor) {
        return store(descriptor.getName()).listState(descriptor);
    }

    @Override
    public <K, V> MapState<K, V> getMapState(MapStateDescriptor<K, V> descriptor) {
        return store(descriptor.getName()).mapState(descriptor);
    }

    @Override
    public <T> ReducingState<T> getReducingState(ReducingStateDescriptor<T> descriptor) {
        return store(descriptor.getName()).reducingState(descriptor);
    }

    @Override
    public <I, A, O> AggregatingState<I, O> getAggregatingState(AggregatingStateDescriptor<I, A, O> descriptor) {
        return store(descriptor.getName()).aggregatingState(descriptor);
    }

    @Override
    public MetricGroup getMetricGroup() {
        return context.metricGroup();
    }

    @Override
    public <V, A extends Serializable> void addAccumulator(String name, Accumulator<V, A> accumulator) {
        if (context.accumulators().putIfAbsent(name, accumulator) != null) {
            throw new UnsupportedOperationException("Operator '" + context.operatorName()
                    + "' has an accumulator named '" + name + "' already. Give the new one another name.");
        }
    }

    @Override
    public <V, A extends Serializable> Accumulator<V, A> getAccumulator(String name) {
        Accumulator<?, ?> accumulator = context.accumulators().get(name);
        if (accumulator == null) {
            throw new IllegalArgumentException("Operator '" + context.operatorName() + "' has no accumulator named '"
                    + name + "', only " + context.accumulators().keySet() + ". Add it with addAccumulator(...).");
        }
        return FunctionOperator.cast(accumulator);
    }

    private <A extends Accumulator<?, ?>> A accumulator(String name, Class<A> type, Supplier<A> make) {
        Accumulator<?, ?> accumulator = context.accumulators().computeIfAbsent(name, unused -> make.get());
        if (!type.isInstance(accumulator)) {
            throw new IllegalArgumentException("The accumulator '" + name + "' of operator '" + context.operatorName()
                    + "' is a " + accumulator.getClass().getName() + ", not a " + type.getName());
        }
        return type.cast(accumulator);
    }

    @Override
    public IntCounter getIntCounter(String name) {
        return accumulator(name, IntCounter.class, IntCounter::new);
    }

    @Override
    public LongCounter getLongCounter(String name) {
        return accumulator(name, LongCounter.class, LongCounter::new);
    }

    @Override
    public DoubleCounter getDoubleCounter(String name) {
        return accumulator(name, DoubleCounter.class, DoubleCounter::new);
    }

    @Override
    public Histogram getHistogram(String name) {
        return accumulator(name, Histogram.class, Histogram::new);
    }
}
