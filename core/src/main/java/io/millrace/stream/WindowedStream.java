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
import io.millrace.operator.WindowBody;
import io.millrace.operator.WindowOperator;
import io.millrace.operator.WindowPlan;
import io.millrace.process.RichFunction;
import io.millrace.window.EventTimeSessionWindows;
import io.millrace.window.EventTimeTrigger;
import io.millrace.window.Evictor;
import io.millrace.window.MergingWindowAssigner;
import io.millrace.window.ProcessWindowFunction;
import io.millrace.window.SlidingEventTimeWindows;
import io.millrace.window.Trigger;
import io.millrace.window.TumblingEventTimeWindows;
import io.millrace.window.Window;
import io.millrace.window.WindowAssigner;
import io.millrace.window.WindowFunction;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A keyed stream whose elements are grouped into windows.
 *
 * <p>Tumbling, sliding and session windows in event time run fast while they have their own trigger, no evictor, and no
 * function that overrides {@code clear(Context)}; everything else runs in a general operator that looks each element's
 * windows up one by one.
 */
public final class WindowedStream<T, K, W extends Window> {
    private final KeyedStream<T, K> input;
    private final WindowAssigner<? super T, W> assigner;
    private @Nullable Trigger<? super T, ? super W> trigger;
    private @Nullable Evictor<? super T, ? super W> evictor;
    private long allowedLatenessMillis;
    private @Nullable OutputTag<T> lateTag;

    WindowedStream(KeyedStream<T, K> input, WindowAssigner<? super T, W> assigner) {
        this.input = input;
        this.assigner = assigner;
    }

    public StreamExecutionEnvironment getExecutionEnvironment() {
        return input.getExecutionEnvironment();
    }

    /**
     * Sets when windows fire; without it, as the assigner's default trigger says.
     *
     * @throws UnsupportedOperationException if windows merge and the trigger cannot
     */
    public WindowedStream<T, K, W> trigger(Trigger<? super T, ? super W> newTrigger) {
        if (assigner instanceof MergingWindowAssigner<?, ?> && !newTrigger.canMerge()) {
            throw new UnsupportedOperationException(newTrigger + " cannot be used with " + assigner
                    + ", whose windows merge: it does not implement onMerge(...) and say so in canMerge().");
        }
        this.trigger = newTrigger;
        return this;
    }

    /** Sets what is removed from a window when it fires. Windows then keep all their elements: use with care. */
    public WindowedStream<T, K, W> evictor(Evictor<? super T, ? super W> newEvictor) {
        this.evictor = newEvictor;
        return this;
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

    private static void requirePlain(Function function) {
        if (function instanceof RichFunction) {
            throw new UnsupportedOperationException(function.getClass().getName()
                    + " folds the elements of windows and cannot be a rich function there. Use a plain one, and a"
                    + " ProcessWindowFunction or RichWindowFunction beside it for what needs a life cycle or state.");
        }
    }

    static AggregateFunction<Object, Object, Object> reducing(ReduceFunction<?> function) {
        requirePlain(function);
        return WindowAggregation.reducing(function);
    }

    static AggregateFunction<Object, Object, Object> aggregating(AggregateFunction<?, ?, ?> function) {
        requirePlain(function);
        return WindowAggregation.aggregating(function);
    }

    public SingleOutputStreamOperator<T> reduce(ReduceFunction<T> function) {
        return transform("Window Reduce", reducing(function), null, false);
    }

    public <O> SingleOutputStreamOperator<O> reduce(
            ReduceFunction<T> reduceFunction, ProcessWindowFunction<T, O, K, W> function) {
        return transform("Window Reduce", reducing(reduceFunction), function, false);
    }

    public <O> SingleOutputStreamOperator<O> reduce(
            ReduceFunction<T> reduceFunction, WindowFunction<T, O, K, W> function) {
        return transform("Window Reduce", reducing(reduceFunction), function, false);
    }

    public <A, O> SingleOutputStreamOperator<O> aggregate(AggregateFunction<T, A, O> function) {
        return transform("Window Aggregate", aggregating(function), null, false);
    }

    public <A, V, O> SingleOutputStreamOperator<O> aggregate(
            AggregateFunction<T, A, V> aggregateFunction, ProcessWindowFunction<V, O, K, W> function) {
        return transform("Window Aggregate", aggregating(aggregateFunction), function, false);
    }

    public <A, V, O> SingleOutputStreamOperator<O> aggregate(
            AggregateFunction<T, A, V> aggregateFunction, WindowFunction<V, O, K, W> function) {
        return transform("Window Aggregate", aggregating(aggregateFunction), function, false);
    }

    /** Calls the function with all elements of a window, in the order of their arrival. */
    public <O> SingleOutputStreamOperator<O> apply(WindowFunction<T, O, K, W> function) {
        return transform("Window Apply", WindowAggregation.collecting(), function, true);
    }

    /** Calls the function with all elements of a window, in the order of their arrival. */
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

    /** Runs any of the four kinds of window functions, or none. */
    <O> SingleOutputStreamOperator<O> transform(
            String name,
            AggregateFunction<Object, Object, Object> aggregate,
            @Nullable Function function,
            boolean resultIsList) {
        WindowBody body = function == null ? null : new WindowBody(function);
        return isPlain() && (body == null || !body.keepsWindowState())
                ? plain(name, aggregate, body, resultIsList)
                : general(name, aggregate, body, resultIsList);
    }

    private boolean isPlain() {
        boolean builtIn = assigner instanceof TumblingEventTimeWindows
                || assigner instanceof SlidingEventTimeWindows
                || assigner instanceof EventTimeSessionWindows;
        return builtIn && evictor == null && (trigger == null || trigger instanceof EventTimeTrigger);
    }

    private <O> SingleOutputStreamOperator<O> plain(
            String name,
            AggregateFunction<Object, Object, Object> aggregate,
            @Nullable WindowBody body,
            boolean resultIsList) {
        KeySelector<T, K> selector = input.getKeySelector();
        WindowAssigner<?, ?> windows = assigner;
        long lateness = allowedLatenessMillis;
        OutputTag<T> tag = lateTag;
        boolean sharesSlices = WindowAggregation.canMerge(aggregate);
        SingleOutputStreamOperator<O> result = input.transform(name, () -> {
            WindowAggregation aggregation = aggregation(aggregate, sharesSlices, body, resultIsList, lateness, tag);
            return windows instanceof EventTimeSessionWindows sessions
                    ? new SessionWindowOperator(sessions, aggregation, selector, aggregation.function())
                    : new SliceWindowOperator(windows, aggregation, selector, aggregation.function());
        });
        if (sharesSlices && !(windows instanceof EventTimeSessionWindows)) {
            result.ports().get(0).node().combiner = combiner(aggregate, windows, selector);
        }
        return result;
    }

    private <O> SingleOutputStreamOperator<O> general(
            String name,
            AggregateFunction<Object, Object, Object> aggregate,
            @Nullable WindowBody body,
            boolean resultIsList) {
        KeySelector<T, K> selector = input.getKeySelector();
        WindowPlan plan = WindowPlan.of(assigner, trigger == null ? assigner.getDefaultTrigger() : trigger, evictor);
        long lateness = allowedLatenessMillis;
        OutputTag<T> tag = lateTag;
        return input.transform(name, () -> {
            WindowAggregation aggregation = aggregation(aggregate, false, body, resultIsList, lateness, tag);
            return new WindowOperator(plan.forTask(), aggregation, selector, aggregation.function());
        });
    }

    private static WindowAggregation aggregation(
            AggregateFunction<Object, Object, Object> aggregate,
            boolean sharesSlices,
            @Nullable WindowBody body,
            boolean resultIsList,
            long lateness,
            @Nullable OutputTag<?> tag) {
        return new WindowAggregation(
                FunctionCopier.copyIfMutable(aggregate),
                sharesSlices,
                body == null ? null : DataStream.cast(body.forTask()),
                resultIsList,
                lateness,
                tag);
    }

    private static Combiner combiner(
            AggregateFunction<Object, Object, Object> aggregate,
            WindowAssigner<?, ?> windows,
            KeySelector<?, ?> selector) {
        return new Combiner(
                () -> new SliceCombineOperator(
                        windows,
                        new WindowAggregation(FunctionCopier.copyIfMutable(aggregate), true, null, false, 0, null),
                        selector),
                SliceCombineOperator.keySelector(selector));
    }
}
