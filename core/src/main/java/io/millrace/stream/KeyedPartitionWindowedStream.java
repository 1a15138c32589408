/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.function.AggregateFunction;
import io.millrace.function.Function;
import io.millrace.function.KeySelector;
import io.millrace.function.MapPartitionFunction;
import io.millrace.function.Order;
import io.millrace.function.ReduceFunction;
import io.millrace.operator.SortKey;
import io.millrace.operator.WindowAggregation;
import io.millrace.window.GlobalWindow;
import io.millrace.window.GlobalWindows;

/** All elements of a key in one window that fires at the end. */
final class KeyedPartitionWindowedStream<T, K> implements PartitionWindowedStream<T> {
    private final KeyedStream<T, K> input;

    KeyedPartitionWindowedStream(KeyedStream<T, K> input) {
        this.input = input;
    }

    private WindowedStream<T, K, GlobalWindow> windows() {
        return input.window(GlobalWindows.createWithEndOfStreamTrigger());
    }

    private <R> SingleOutputStreamOperator<R> onAll(String name, Function function) {
        return windows().transform(name, WindowAggregation.collecting(), function, true);
    }

    @Override
    public <R> SingleOutputStreamOperator<R> mapPartition(MapPartitionFunction<T, R> mapPartitionFunction) {
        return onAll("Map Partition", mapPartitionFunction);
    }

    @Override
    public SingleOutputStreamOperator<T> reduce(ReduceFunction<T> reduceFunction) {
        return windows().reduce(reduceFunction).name("Partition Reduce");
    }

    @Override
    public <ACC, R> SingleOutputStreamOperator<R> aggregate(AggregateFunction<T, ACC, R> aggregateFunction) {
        return windows().aggregate(aggregateFunction).name("Partition Aggregate");
    }

    @Override
    public SingleOutputStreamOperator<T> sortPartition(int field, Order order) {
        return sort(PartitionSort.key(field, order));
    }

    @Override
    public SingleOutputStreamOperator<T> sortPartition(String field, Order order) {
        return sort(PartitionSort.key(field, order));
    }

    @Override
    public <S> SingleOutputStreamOperator<T> sortPartition(KeySelector<T, S> keySelector, Order order) {
        return sort(PartitionSort.key(keySelector, order));
    }

    private SingleOutputStreamOperator<T> sort(SortKey key) {
        return onAll("Sort Partition", new PartitionSort<T>(key));
    }
}
