/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint.processor;

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
import io.millrace.state.StateDescriptor;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.store.KeyedStore;
import java.io.Serializable;
import java.util.Map;

/** What a function has that reads a savepoint: the states that are there, and no others. */
record ReadingContext(String uid, String path, KeyedStore store) implements RuntimeContext {
    private KeyedStore with(StateDescriptor<?, ?> descriptor) {
        if (!store.holds(descriptor.getName())) {
            throw new IllegalArgumentException("Operator '" + uid + "' in " + path + " has no keyed state '"
                    + descriptor.getName() + "'. './millrace state ls " + path + "' lists what it has.");
        }
        return store;
    }

    @Override
    public <T> ValueState<T> getState(ValueStateDescriptor<T> descriptor) {
        return with(descriptor).valueState(descriptor);
    }

    @Override
    public <T> ListState<T> getListState(ListStateDescriptor<T> descriptor) {
        return with(descriptor).listState(descriptor);
    }

    @Override
    public <K, V> MapState<K, V> getMapState(MapStateDescriptor<K, V> descriptor) {
        return with(descriptor).mapState(descriptor);
    }

    @Override
    public <T> ReducingState<T> getReducingState(ReducingStateDescriptor<T> descriptor) {
        return with(descriptor).reducingState(descriptor);
    }

    @Override
    public <I, A, O> AggregatingState<I, O> getAggregatingState(AggregatingStateDescriptor<I, A, O> descriptor) {
        return with(descriptor).aggregatingState(descriptor);
    }

    private static UnsupportedOperationException none(String what) {
        return new UnsupportedOperationException(
                "A function that reads state has no " + what + ". Use it in an operator behind, such as a map(...).");
    }

    @Override
    public JobInfo getJobInfo() {
        throw none("job");
    }

    @Override
    public TaskInfo getTaskInfo() {
        throw none("task");
    }

    @Override
    public Map<String, String> getGlobalJobParameters() {
        throw none("job parameters");
    }

    @Override
    public MetricGroup getMetricGroup() {
        throw none("metrics");
    }

    @Override
    public <V, A extends Serializable> void addAccumulator(String name, Accumulator<V, A> accumulator) {
        throw none("accumulators");
    }

    @Override
    public <V, A extends Serializable> Accumulator<V, A> getAccumulator(String name) {
        throw none("accumulators");
    }

    @Override
    public IntCounter getIntCounter(String name) {
        throw none("accumulators");
    }

    @Override
    public LongCounter getLongCounter(String name) {
        throw none("accumulators");
    }

    @Override
    public DoubleCounter getDoubleCounter(String name) {
        throw none("accumulators");
    }

    @Override
    public Histogram getHistogram(String name) {
        throw none("accumulators");
    }
}
