/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.process.RuntimeContext;
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

/** The runtime context of a function inside an operator. */
final class OperatorRuntimeContext implements RuntimeContext {
    private final OperatorContext context;
    private final boolean keyed;

    OperatorRuntimeContext(OperatorContext context, boolean keyed) {
        this.context = context;
        this.keyed = keyed;
    }

    private KeyedStore store(String state) {
        if (!keyed) {
            throw new UnsupportedOperationException("Keyed state '" + state + "' was asked for in operator '"
                    + context.operatorName() + "', which is not on a keyed stream. Call keyBy(...) before it.");
        }
        return context.keyedStore();
    }

    @Override
    public String getTaskName() {
        return context.operatorName();
    }

    @Override
    public int getIndexOfThisSubtask() {
        return context.subtaskIndex();
    }

    @Override
    public int getNumberOfParallelSubtasks() {
        return context.parallelism();
    }

    @Override
    public int getAttemptNumber() {
        return context.attemptNumber();
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
    public Counter getCounter(String name) {
        return context.counter(name);
    }
}
