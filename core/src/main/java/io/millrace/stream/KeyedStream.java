/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.function.FilterFunction;
import io.millrace.function.FlatMapFunction;
import io.millrace.function.FunctionCopier;
import io.millrace.function.KeySelector;
import io.millrace.function.MapFunction;
import io.millrace.function.ReduceFunction;
import io.millrace.operator.KeyedFlatMapFunction;
import io.millrace.operator.KeyedProcessOperator;
import io.millrace.operator.KeyedReduceOperator;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.process.RichFunction;
import io.millrace.window.TimeWindow;
import io.millrace.window.WindowAssigner;
import java.util.List;

/** A stream divided by key: all elements of one key go, in order, to one subtask, which keeps state for the key. */
public final class KeyedStream<T, K> extends DataStream<T> {
    private final KeySelector<T, K> keySelector;

    KeyedStream(StreamExecutionEnvironment environment, List<StreamPort> ports, KeySelector<T, K> keySelector) {
        super(environment, ports);
        this.keySelector = keySelector;
    }

    public KeySelector<T, K> getKeySelector() {
        return keySelector;
    }

    @Override
    public <O> SingleOutputStreamOperator<O> map(MapFunction<T, O> mapper) {
        return mapper instanceof RichFunction
                ? keyedFunction("Map", KeyedFlatMapFunction.ofMap(DataStream.<MapFunction<Object, Object>>cast(mapper)))
                : super.map(mapper);
    }

    @Override
    public <O> SingleOutputStreamOperator<O> flatMap(FlatMapFunction<T, O> flatMapper) {
        return flatMapper instanceof RichFunction
                ? keyedFunction(
                        "Flat Map",
                        KeyedFlatMapFunction.ofFlatMap(DataStream.<FlatMapFunction<Object, Object>>cast(flatMapper)))
                : super.flatMap(flatMapper);
    }

    @Override
    public SingleOutputStreamOperator<T> filter(FilterFunction<T> filter) {
        return filter instanceof RichFunction
                ? keyedFunction(
                        "Filter", KeyedFlatMapFunction.ofFilter(DataStream.<FilterFunction<Object>>cast(filter)))
                : super.filter(filter);
    }

    private <O> SingleOutputStreamOperator<O> keyedFunction(String name, KeyedProcessFunction<?, ?, ?> function) {
        KeySelector<T, K> selector = keySelector;
        return transform(name, () -> new KeyedProcessOperator(FunctionCopier.copyIfMutable(function), selector));
    }

    public <O> SingleOutputStreamOperator<O> process(KeyedProcessFunction<K, T, O> function) {
        return keyedFunction("Keyed Process", function);
    }

    /** Emits, after each element, the reduction of all elements of its key so far. */
    public SingleOutputStreamOperator<T> reduce(ReduceFunction<T> reducer) {
        KeySelector<T, K> selector = keySelector;
        return transform(
                "Keyed Reduce", () -> new KeyedReduceOperator(FunctionCopier.copyIfMutable(reducer), selector));
    }

    /** The running sum of a field; the other fields are those of the key's first element. */
    public SingleOutputStreamOperator<T> sum(String field) {
        return reduce(FieldReducer.sum(field));
    }

    /** The running minimum of a field; the other fields are those of the key's first element. */
    public SingleOutputStreamOperator<T> min(String field) {
        return reduce(FieldReducer.min(field));
    }

    /** The running maximum of a field; the other fields are those of the key's first element. */
    public SingleOutputStreamOperator<T> max(String field) {
        return reduce(FieldReducer.max(field));
    }

    /** The element with the lowest value of a field so far; the first of equals. */
    public SingleOutputStreamOperator<T> minBy(String field) {
        return reduce(FieldReducer.minBy(field, true));
    }

    /** The element with the highest value of a field so far; the first of equals. */
    public SingleOutputStreamOperator<T> maxBy(String field) {
        return reduce(FieldReducer.maxBy(field, true));
    }

    /** As {@link #sum(String)}, of a position in a tuple, an array or a record, or of a number itself (0). */
    public SingleOutputStreamOperator<T> sum(int positionToSum) {
        return sum(Integer.toString(positionToSum));
    }

    /** As {@link #min(String)}, of a position. */
    public SingleOutputStreamOperator<T> min(int positionToMin) {
        return min(Integer.toString(positionToMin));
    }

    /** As {@link #max(String)}, of a position. */
    public SingleOutputStreamOperator<T> max(int positionToMax) {
        return max(Integer.toString(positionToMax));
    }

    /** As {@link #minBy(String)}, of a position. */
    public SingleOutputStreamOperator<T> minBy(int positionToMinBy) {
        return minBy(Integer.toString(positionToMinBy));
    }

    /** As {@link #maxBy(String)}, of a position. */
    public SingleOutputStreamOperator<T> maxBy(int positionToMaxBy) {
        return maxBy(Integer.toString(positionToMaxBy));
    }

    /** As {@link #minBy(String)}; of equal elements the first stays, or the last. */
    public SingleOutputStreamOperator<T> minBy(String field, boolean first) {
        return reduce(FieldReducer.minBy(field, first));
    }

    /** As {@link #maxBy(String)}; of equal elements the first stays, or the last. */
    public SingleOutputStreamOperator<T> maxBy(String field, boolean first) {
        return reduce(FieldReducer.maxBy(field, first));
    }

    /** As {@link #minBy(int)}; of equal elements the first stays, or the last. */
    public SingleOutputStreamOperator<T> minBy(int positionToMinBy, boolean first) {
        return minBy(Integer.toString(positionToMinBy), first);
    }

    /** As {@link #maxBy(int)}; of equal elements the first stays, or the last. */
    public SingleOutputStreamOperator<T> maxBy(int positionToMaxBy, boolean first) {
        return maxBy(Integer.toString(positionToMaxBy), first);
    }

    public WindowedStream<T, K, TimeWindow> window(WindowAssigner assigner) {
        return new WindowedStream<>(this, assigner);
    }
}
