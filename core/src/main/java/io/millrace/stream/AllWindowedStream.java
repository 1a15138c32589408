/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.function.AggregateFunction;
import io.millrace.function.OutputTag;
import io.millrace.function.ReduceFunction;
import io.millrace.operator.WindowAggregation;
import io.millrace.window.AllWindowFunction;
import io.millrace.window.Evictor;
import io.millrace.window.ProcessAllWindowFunction;
import io.millrace.window.Trigger;
import io.millrace.window.Window;
import java.time.Duration;

/**
 * A whole stream whose elements are grouped into windows. One subtask sees all of them, so this does not spread over
 * cores; what comes before a window does, where the aggregate can merge.
 */
public final class AllWindowedStream<T, W extends Window> {
    private final WindowedStream<T, Long, W> windows;

    AllWindowedStream(WindowedStream<T, Long, W> windows) {
        this.windows = windows;
    }

    public StreamExecutionEnvironment getExecutionEnvironment() {
        return windows.getExecutionEnvironment();
    }

    /** See {@link WindowedStream#trigger}. */
    public AllWindowedStream<T, W> trigger(Trigger<? super T, ? super W> trigger) {
        windows.trigger(trigger);
        return this;
    }

    /** See {@link WindowedStream#evictor}. */
    public AllWindowedStream<T, W> evictor(Evictor<? super T, ? super W> evictor) {
        windows.evictor(evictor);
        return this;
    }

    /** See {@link WindowedStream#allowedLateness}. */
    public AllWindowedStream<T, W> allowedLateness(Duration lateness) {
        windows.allowedLateness(lateness);
        return this;
    }

    /** See {@link WindowedStream#sideOutputLateData}. */
    public AllWindowedStream<T, W> sideOutputLateData(OutputTag<T> outputTag) {
        windows.sideOutputLateData(outputTag);
        return this;
    }

    private static <O> SingleOutputStreamOperator<O> single(SingleOutputStreamOperator<O> result) {
        result.setParallelism(1);
        result.ports().get(0).node().nonParallel = true;
        return result;
    }

    public SingleOutputStreamOperator<T> reduce(ReduceFunction<T> function) {
        return single(windows.reduce(function));
    }

    public <O> SingleOutputStreamOperator<O> reduce(
            ReduceFunction<T> reduceFunction, AllWindowFunction<T, O, W> function) {
        return single(windows.transform("Window Reduce", WindowedStream.reducing(reduceFunction), function, false));
    }

    public <O> SingleOutputStreamOperator<O> reduce(
            ReduceFunction<T> reduceFunction, ProcessAllWindowFunction<T, O, W> function) {
        return single(windows.transform("Window Reduce", WindowedStream.reducing(reduceFunction), function, false));
    }

    public <A, O> SingleOutputStreamOperator<O> aggregate(AggregateFunction<T, A, O> function) {
        return single(windows.aggregate(function));
    }

    public <A, V, O> SingleOutputStreamOperator<O> aggregate(
            AggregateFunction<T, A, V> aggregateFunction, AllWindowFunction<V, O, W> function) {
        return single(
                windows.transform("Window Aggregate", WindowedStream.aggregating(aggregateFunction), function, false));
    }

    public <A, V, O> SingleOutputStreamOperator<O> aggregate(
            AggregateFunction<T, A, V> aggregateFunction, ProcessAllWindowFunction<V, O, W> function) {
        return single(
                windows.transform("Window Aggregate", WindowedStream.aggregating(aggregateFunction), function, false));
    }

    /** Calls the function with all elements of a window, in the order of their arrival. */
    public <O> SingleOutputStreamOperator<O> apply(AllWindowFunction<T, O, W> function) {
        return single(windows.transform("Window Apply", WindowAggregation.collecting(), function, true));
    }

    /** Calls the function with all elements of a window, in the order of their arrival. */
    public <O> SingleOutputStreamOperator<O> process(ProcessAllWindowFunction<T, O, W> function) {
        return single(windows.transform("Window Process", WindowAggregation.collecting(), function, true));
    }

    /** See {@link WindowedStream#sum(String)}. */
    public SingleOutputStreamOperator<T> sum(String field) {
        return single(windows.sum(field));
    }

    /** See {@link WindowedStream#sum(int)}. */
    public SingleOutputStreamOperator<T> sum(int position) {
        return single(windows.sum(position));
    }

    /** See {@link WindowedStream#min(String)}. */
    public SingleOutputStreamOperator<T> min(String field) {
        return single(windows.min(field));
    }

    /** See {@link WindowedStream#min(int)}. */
    public SingleOutputStreamOperator<T> min(int position) {
        return single(windows.min(position));
    }

    /** See {@link WindowedStream#max(String)}. */
    public SingleOutputStreamOperator<T> max(String field) {
        return single(windows.max(field));
    }

    /** See {@link WindowedStream#max(int)}. */
    public SingleOutputStreamOperator<T> max(int position) {
        return single(windows.max(position));
    }

    /** See {@link WindowedStream#minBy(String)}. */
    public SingleOutputStreamOperator<T> minBy(String field) {
        return single(windows.minBy(field));
    }

    /** See {@link WindowedStream#minBy(int)}. */
    public SingleOutputStreamOperator<T> minBy(int position) {
        return single(windows.minBy(position));
    }

    /** See {@link WindowedStream#minBy(String, boolean)}. */
    public SingleOutputStreamOperator<T> minBy(String field, boolean first) {
        return single(windows.minBy(field, first));
    }

    /** See {@link WindowedStream#minBy(int, boolean)}. */
    public SingleOutputStreamOperator<T> minBy(int position, boolean first) {
        return single(windows.minBy(position, first));
    }

    /** See {@link WindowedStream#maxBy(String)}. */
    public SingleOutputStreamOperator<T> maxBy(String field) {
        return single(windows.maxBy(field));
    }

    /** See {@link WindowedStream#maxBy(int)}. */
    public SingleOutputStreamOperator<T> maxBy(int position) {
        return single(windows.maxBy(position));
    }

    /** See {@link WindowedStream#maxBy(String, boolean)}. */
    public SingleOutputStreamOperator<T> maxBy(String field, boolean first) {
        return single(windows.maxBy(field, first));
    }

    /** See {@link WindowedStream#maxBy(int, boolean)}. */
    public SingleOutputStreamOperator<T> maxBy(int position, boolean first) {
        return single(windows.maxBy(position, first));
    }
}
