/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.function.FilterFunction;
import io.millrace.function.FlatMapFunction;
import io.millrace.function.FunctionCopier;
import io.millrace.function.KeySelector;
import io.millrace.function.MapFunction;
import io.millrace.function.OutputTag;
import io.millrace.function.ReduceFunction;
import io.millrace.operator.IntervalJoinOperator;
import io.millrace.operator.JoinInterval;
import io.millrace.operator.KeyedFlatMapFunction;
import io.millrace.operator.KeyedProcessOperator;
import io.millrace.operator.KeyedReduceOperator;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.process.ProcessJoinFunction;
import io.millrace.process.RichFunction;
import io.millrace.window.CountEvictor;
import io.millrace.window.CountTrigger;
import io.millrace.window.GlobalWindow;
import io.millrace.window.GlobalWindows;
import io.millrace.window.PurgingTrigger;
import io.millrace.window.Window;
import io.millrace.window.WindowAssigner;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /**
     * Joins each element with those of another stream that have its key and lie in an interval of event time around it;
     * the interval follows with {@link IntervalJoin#between}.
     */
    public <T2> IntervalJoin<T, T2, K> intervalJoin(KeyedStream<T2, K> otherStream) {
        return new IntervalJoin<>(this, otherStream, true);
    }

    /** Groups the elements of each key into windows. */
    public <W extends Window> WindowedStream<T, K, W> window(WindowAssigner<? super T, W> assigner) {
        return new WindowedStream<>(this, assigner);
    }

    /** Hands over what each key has had once the input has ended; see {@link PartitionWindowedStream}. */
    @Override
    public PartitionWindowedStream<T> fullWindowPartition() {
        return new KeyedPartitionWindowedStream<>(this);
    }

    /** Groups each {@code size} elements of a key; what is short of that at the end of the input is not emitted. */
    public WindowedStream<T, K, GlobalWindow> countWindow(long size) {
        return window(GlobalWindows.create()).trigger(PurgingTrigger.of(CountTrigger.of(size)));
    }

    /** Emits, with each {@code slide} elements of a key, the last {@code size} of them. */
    public WindowedStream<T, K, GlobalWindow> countWindow(long size, long slide) {
        return window(GlobalWindows.create()).evictor(CountEvictor.of(size)).trigger(CountTrigger.of(slide));
    }

    /** Two streams keyed alike, about to be joined within an interval. */
    public static final class IntervalJoin<T1, T2, KEY> {
        private final KeyedStream<T1, KEY> left;
        private final KeyedStream<T2, KEY> right;
        private final boolean eventTime;

        IntervalJoin(KeyedStream<T1, KEY> left, KeyedStream<T2, KEY> right, boolean eventTime) {
            this.left = left;
            this.right = right;
            this.eventTime = eventTime;
        }

        /** Joins in event time, which is the default. */
        public IntervalJoin<T1, T2, KEY> inEventTime() {
            return new IntervalJoin<>(left, right, true);
        }

        /** Chooses processing time, in which {@link #between} refuses to join. */
        public IntervalJoin<T1, T2, KEY> inProcessingTime() {
            return new IntervalJoin<>(left, right, false);
        }

        /**
         * Sets the interval: a left element with timestamp t is joined with the right elements from t + lowerBound to t
         * + upperBound, both inclusive unless excluded. Bounds may be negative.
         *
         * @throws UnsupportedOperationException in processing time
         * @throws IllegalArgumentException if the lower bound is above the upper one
         */
        public IntervalJoined<T1, T2, KEY> between(Duration lowerBound, Duration upperBound) {
            if (!eventTime) {
                throw new UnsupportedOperationException(
                        "An interval join is by timestamps, so it works in event time only. Leave inProcessingTime() out.");
            }
            long lower = lowerBound.toMillis();
            long upper = upperBound.toMillis();
            if (lower > upper) {
                throw new IllegalArgumentException("The lower bound of an interval join is " + lowerBound
                        + ", which is above its upper bound " + upperBound + ". Exchange them.");
            }
            return new IntervalJoined<>(left, right, lower, upper);
        }
    }

    /** Two streams keyed alike, with the interval within which their elements are joined. */
    public static final class IntervalJoined<T1, T2, KEY> {
        private final KeyedStream<T1, KEY> left;
        private final KeyedStream<T2, KEY> right;
        private final long lower;
        private final long upper;
        private boolean lowerExclusive;
        private boolean upperExclusive;
        private @Nullable OutputTag<T1> lateLeft;
        private @Nullable OutputTag<T2> lateRight;

        IntervalJoined(KeyedStream<T1, KEY> left, KeyedStream<T2, KEY> right, long lower, long upper) {
            this.left = left;
            this.right = right;
            this.lower = lower;
            this.upper = upper;
        }

        /** Leaves the upper bound itself out of the interval. */
        public IntervalJoined<T1, T2, KEY> upperBoundExclusive() {
            this.upperExclusive = true;
            return this;
        }

        /** Leaves the lower bound itself out of the interval. */
        public IntervalJoined<T1, T2, KEY> lowerBoundExclusive() {
            this.lowerExclusive = true;
            return this;
        }

        /** Sends left elements that come behind the watermark to a side output instead of dropping them. */
        public IntervalJoined<T1, T2, KEY> sideOutputLeftLateData(OutputTag<T1> outputTag) {
            this.lateLeft = outputTag;
            return this;
        }

        /** Sends right elements that come behind the watermark to a side output instead of dropping them. */
        public IntervalJoined<T1, T2, KEY> sideOutputRightLateData(OutputTag<T2> outputTag) {
            this.lateRight = outputTag;
            return this;
        }

        /** Calls the function for each pair; what it emits has the later of the pair's timestamps. */
        public <OUT> SingleOutputStreamOperator<OUT> process(ProcessJoinFunction<T1, T2, OUT> processJoinFunction) {
            JoinInterval interval = new JoinInterval(
                    lowerExclusive ? lower + 1 : lower, upperExclusive ? upper - 1 : upper, lateLeft, lateRight);
            KeySelector<T1, KEY> leftKeys = left.getKeySelector();
            KeySelector<T2, KEY> rightKeys = right.getKeySelector();
            SingleOutputStreamOperator<OUT> result = left.transform(
                    "Interval Join",
                    () -> new IntervalJoinOperator(
                            FunctionCopier.copyIfMutable(processJoinFunction), leftKeys, rightKeys, interval));
            right.connect(result.ports().get(0).node(), 1);
            return result;
        }
    }
}
