/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

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

/** What a rich function knows of where it runs, and its keyed state. State is declared in {@code open}. */
public interface RuntimeContext {
    String getTaskName();

    int getIndexOfThisSubtask();

    int getNumberOfParallelSubtasks();

    /** Returns 0 for the first attempt, one more after each restart. */
    int getAttemptNumber();

    <T> ValueState<T> getState(ValueStateDescriptor<T> descriptor);

    <T> ListState<T> getListState(ListStateDescriptor<T> descriptor);

    <K, V> MapState<K, V> getMapState(MapStateDescriptor<K, V> descriptor);

    <T> ReducingState<T> getReducingState(ReducingStateDescriptor<T> descriptor);

    <I, A, O> AggregatingState<I, O> getAggregatingState(AggregatingStateDescriptor<I, A, O> descriptor);

    /** Returns the counter of that name, one for this subtask; the metrics show the sum over all subtasks. */
    Counter getCounter(String name);

    /** A number that only grows. */
    interface Counter {
        void inc(long by);

        default void inc() {
            inc(1);
        }

        long getCount();
    }
}
