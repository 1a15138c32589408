/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.function.AggregateFunction;
import io.millrace.function.KeySelector;
import io.millrace.function.MapPartitionFunction;
import io.millrace.function.Order;
import io.millrace.function.ReduceFunction;

/**
 * A stream whose elements are held together until its input has ended: on a keyed stream those of each key, else those of
 * each subtask, whose number is that of the operator before. An operation on it emits at the end alone, so it is for streams
 * that end.
 *
 * <p>Partitions of subtasks are one for each, even where there are no elements; what they emit has no timestamp. Partitions
 * of keys are those that there are; what they emit has the timestamp of the end of time.
 */
public interface PartitionWindowedStream<T> {
    /** Calls the function once for each partition, with its elements in the order in which they came. */
    <R> SingleOutputStreamOperator<R> mapPartition(MapPartitionFunction<T, R> mapPartitionFunction);

    /** Reduces each partition to one element; one without elements has none. */
    SingleOutputStreamOperator<T> reduce(ReduceFunction<T> reduceFunction);

    /** Folds each partition into one result. */
    <ACC, R> SingleOutputStreamOperator<R> aggregate(AggregateFunction<T, ACC, R> aggregateFunction);

    /**
     * Sorts each partition by a field.
     *
     * @param field its position in a tuple, an array or a record
     * @param order ascending or descending
     */
    SingleOutputStreamOperator<T> sortPartition(int field, Order order);

    /** Sorts each partition by a field, named as in {@link KeyedStream#sum(String)}. */
    SingleOutputStreamOperator<T> sortPartition(String field, Order order);

    /** Sorts each partition by a key that can be compared; elements of equal keys stay in the order in which they came. */
    <K> SingleOutputStreamOperator<T> sortPartition(KeySelector<T, K> keySelector, Order order);
}
