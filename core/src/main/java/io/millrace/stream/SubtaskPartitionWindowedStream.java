/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.function.AggregateFunction;
import io.millrace.function.FunctionCopier;
import io.millrace.function.KeySelector;
import io.millrace.function.MapPartitionFunction;
import io.millrace.function.Order;
import io.millrace.function.ReduceFunction;
import io.millrace.operator.MapPartitionOperator;
import io.millrace.operator.OperatorFactory;
import io.millrace.operator.PartitionFoldOperator;
import io.millrace.operator.SortKey;
import io.millrace.operator.SortPartitionOperator;

/** All elements of a subtask, until its input ends. */
final class SubtaskPartitionWindowedStream<T> implements PartitionWindowedStream<T> {
    private final DataStream<T> input;

    SubtaskPartitionWindowedStream(DataStream<T> input) {
        this.input = input;
    }

    private <R> SingleOutputStreamOperator<R> transform(String name, OperatorFactory factory) {
        SingleOutputStreamOperator<R> result = input.transform(name, factory);
        return result.setParallelism(input.getParallelism());
    }

    @Override
    public <R> SingleOutputStreamOperator<R> mapPartition(MapPartitionFunction<T, R> mapPartitionFunction) {
        return transform(
                "Map Partition", () -> new MapPartitionOperator(FunctionCopier.copyIfMutable(mapPartitionFunction)));
    }

    @Override
    public SingleOutputStreamOperator<T> reduce(ReduceFunction<T> reduceFunction) {
        return transform(
                "Partition Reduce", () -> PartitionFoldOperator.reducing(FunctionCopier.copyIfMutable(reduceFunction)));
    }

    @Override
    public <ACC, R> SingleOutputStreamOperator<R> aggregate(AggregateFunction<T, ACC, R> aggregateFunction) {
        return transform(
                "Partition Aggregate",
                () -> PartitionFoldOperator.aggregating(FunctionCopier.copyIfMutable(aggregateFunction)));
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
    public <K> SingleOutputStreamOperator<T> sortPartition(KeySelector<T, K> keySelector, Order order) {
        return sort(PartitionSort.key(keySelector, order));
    }

    private SingleOutputStreamOperator<T> sort(SortKey key) {
        return transform("Sort Partition", () -> new SortPartitionOperator(FunctionCopier.copyIfMutable(key)));
    }
}
