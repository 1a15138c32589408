/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.function.AggregateFunction;
import io.millrace.function.Function;
import io.millrace.function.FunctionCopier;
import io.millrace.function.KeySelector;
import io.millrace.function.OutputTag;
import io.millrace.function.ReduceFunction;
import io.millrace.graph.Combiner;
import io.millrace.operator.SessionWindowOperator;
import io.millrace.operator.SliceCombineOperator;
import io.millrace.operator.SliceWindowOperator;
import io.millrace.operator.WindowAggregation;
import io.millrace.window.EventTimeSessionWindows;
import io.millrace.window.ProcessWindowFunction;
import io.millrace.window.Window;
import io.millrace.window.WindowAssigner;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A keyed stream whose elements are grouped into windows. */
public final class WindowedStream<T, K, W extends Window> {
    private final KeyedStream<T, K> input;
    private final WindowAssigner assigner;
    private long allowedLatenessMillis;
    private @Nullable OutputTag<T> lateTag;

    WindowedStream(KeyedStream<T, K> input, WindowAssigner assigner) {
        this.input = input;
        this.assigner = assigner;
    }

    /** Keeps windows for elements that come up to {@code lateness} after the watermark; each fires its window again. */
    public WindowedStream<T, K, W> allowedLateness(Duration lateness) {
        if (lateness.isNegative()) {
            throw new IllegalArgumentException("The allowed lateness must not be negative, but is " + lateness);
        }
        this.allowedLatenessMillis = lateness.toMillis();
        return this;
    }

    /** Sends elements that are too late for every window to a side output; without it they are dropped and counted. */
    public WindowedStream<T, K, W> sideOutputLateData(OutputTag<T> outputTag) {
        this.lateTag = outputTag;
        return this;
    }

    public SingleOutputStreamOperator<T> reduce(ReduceFunction<T> function) {
        return transform("Window Reduce", WindowAggregation.reducing(function), null, false);
    }

    public <O> SingleOutputStreamOperator<O> reduce(
            ReduceFunction<T> reduceFunction, ProcessWindowFunction<T, O, K, W> function) {
        return transform("Window Reduce", WindowAggregation.reducing(reduceFunction), function, false);
    }

    public <A, O> SingleOutputStreamOperator<O> aggregate(AggregateFunction<T, A, O> function) {
        return transform("Window Aggregate", WindowAggregation.aggregating(function), null, false);
    }

    public <A, V, O> SingleOutputStreamOperator<O> aggregate(
            AggregateFunction<T, A, V> aggregateFunction, ProcessWindowFunction<V, O, K, W> function) {
        return transform("Window Aggregate", WindowAggregation.aggregating(aggregateFunction), function, false);
    }

    public <O> SingleOutputStreamOperator<O> process(ProcessWindowFunction<T, O, K, W> function) {
        return transform("Window Process", WindowAggregation.collecting(), function, true);
    }

    /** The sum of a field in the window; the other fields are those of the window's first element. */
    public SingleOutputStreamOperator<T> sum(String field) {
        return reduce(FieldReducer.sum(field));
    }

    public SingleOutputStreamOperator<T> min(String field) {
        return reduce(FieldReducer.min(field));
    }

    public SingleOutputStreamOperator<T> max(String field) {
        return reduce(FieldReducer.max(field));
    }

    public SingleOutputStreamOperator<T> minBy(String field) {
        return reduce(FieldReducer.minBy(field, true));
    }

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

    private <O> SingleOutputStreamOperator<O> transform(
            String name,
            AggregateFunction<Object, Object, Object> aggregate,
            @Nullable ProcessWindowFunction<?, ?, ?, ?> processFunction,
            boolean resultIsList) {
        KeySelector<T, K> selector = input.getKeySelector();
        WindowAssigner windows = assigner;
        long lateness = allowedLatenessMillis;
        OutputTag<T> tag = lateTag;
        boolean sharesSlices = WindowAggregation.canMerge(aggregate);
        SingleOutputStreamOperator<O> result = input.transform(name, () -> {
            AggregateFunction<Object, Object, Object> aggregateCopy = FunctionCopier.copyIfMutable(aggregate);
            ProcessWindowFunction<Object, Object, Object, ?> functionCopy =
                    processFunction == null ? null : DataStream.cast(FunctionCopier.copyIfMutable(processFunction));
            WindowAggregation aggregation =
                    new WindowAggregation(aggregateCopy, sharesSlices, functionCopy, resultIsList, lateness, tag);
            Function function = functionCopy == null ? aggregateCopy : functionCopy;
            return windows instanceof EventTimeSessionWindows sessions
                    ? new SessionWindowOperator(sessions, aggregation, selector, function)
                    : new SliceWindowOperator(windows, aggregation, selector, function);
        });
        if (sharesSlices && !(windows instanceof EventTimeSessionWindows)) {
            result.ports().get(0).node().combiner = combiner(aggregate, windows, selector);
        }
        return result;
    }

    private static Combiner combiner(
            AggregateFunction<Object, Object, Object> aggregate, WindowAssigner windows, KeySelector<?, ?> selector) {
        return new Combiner(
                () -> new SliceCombineOperator(
                        windows,
                        new WindowAggregation(FunctionCopier.copyIfMutable(aggregate), true, null, false, 0, null),
                        selector),
                SliceCombineOperator.keySelector(selector));
    }
}
