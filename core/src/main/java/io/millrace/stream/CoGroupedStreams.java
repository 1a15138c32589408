/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.data.FunctionTypes;
import io.millrace.function.CoGroupFunction;
import io.millrace.function.KeySelector;
import io.millrace.function.MapFunction;
import io.millrace.operator.EitherSide;
import io.millrace.operator.WindowAggregation;
import io.millrace.window.Evictor;
import io.millrace.window.Trigger;
import io.millrace.window.Window;
import io.millrace.window.WindowAssigner;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Two streams whose elements of one key and one window are processed together, whether both sides have some or one:
 *
 * <pre>{@code
 * orders.coGroup(payments)
 *         .where(Order::id).equalTo(Payment::orderId)
 *         .window(TumblingEventTimeWindows.of(Duration.ofHours(1)))
 *         .apply((some, others, out) -> ...);
 * }</pre>
 */
public final class CoGroupedStreams<T1, T2> {
    private final DataStream<T1> input1;
    private final DataStream<T2> input2;

    CoGroupedStreams(DataStream<T1> input1, DataStream<T2> input2) {
        this.input1 = input1;
        this.input2 = input2;
    }

    /** Sets the key of the first stream's elements. */
    public <KEY> Where<KEY> where(KeySelector<T1, KEY> keySelector) {
        return new Where<>(keySelector);
    }

    /** Two streams, with the key of the first. */
    public final class Where<KEY> {
        private final KeySelector<T1, KEY> keySelector1;

        Where(KeySelector<T1, KEY> keySelector1) {
            this.keySelector1 = keySelector1;
        }

        /** Sets the key of the second stream's elements; elements of equal keys meet. */
        public EqualTo equalTo(KeySelector<T2, KEY> keySelector) {
            return new EqualTo(keySelector);
        }

        /** Two streams, with their keys. */
        public final class EqualTo {
            private final KeySelector<T2, KEY> keySelector2;

            EqualTo(KeySelector<T2, KEY> keySelector2) {
                this.keySelector2 = keySelector2;
            }

            /** Sets the windows in which elements meet. */
            public <W extends Window> WithWindow<T1, T2, KEY, W> window(
                    WindowAssigner<? super TaggedUnion<T1, T2>, W> assigner) {
                return new WithWindow<>(
                        unite(input1, input2, keySelector1, keySelector2).window(assigner));
            }
        }
    }

    /** Two streams, with their keys and windows. */
    public static final class WithWindow<T1, T2, KEY, W extends Window> {
        private final WindowedStream<TaggedUnion<T1, T2>, KEY, W> windows;

        WithWindow(WindowedStream<TaggedUnion<T1, T2>, KEY, W> windows) {
            this.windows = windows;
        }

        /** See {@link WindowedStream#trigger}. */
        public WithWindow<T1, T2, KEY, W> trigger(Trigger<? super TaggedUnion<T1, T2>, ? super W> newTrigger) {
            windows.trigger(newTrigger);
            return this;
        }

        /** See {@link WindowedStream#evictor}. */
        public WithWindow<T1, T2, KEY, W> evictor(Evictor<? super TaggedUnion<T1, T2>, ? super W> newEvictor) {
            windows.evictor(newEvictor);
            return this;
        }

        /** See {@link WindowedStream#allowedLateness}. */
        public WithWindow<T1, T2, KEY, W> allowedLateness(Duration newLateness) {
            windows.allowedLateness(newLateness);
            return this;
        }

        /** Calls the function for each key and window in which either stream has elements. */
        public <T> SingleOutputStreamOperator<T> apply(CoGroupFunction<T1, T2, T> function) {
            return windows.transform("Window CoGroup", WindowAggregation.collecting(), function, true);
        }
    }

    /**
     * An element of one of the two streams, as assigners, triggers and evictors of such windows see it.
     *
     * @param one the element where it is of the first stream, else null
     * @param two the element where it is of the second stream, else null
     */
    public record TaggedUnion<T1, T2>(
            @Nullable T1 one, @Nullable T2 two) implements EitherSide {
        public static <T1, T2> TaggedUnion<T1, T2> one(T1 one) {
            return new TaggedUnion<>(one, null);
        }

        public static <T1, T2> TaggedUnion<T1, T2> two(T2 two) {
            return new TaggedUnion<>(null, two);
        }

        @Override
        public boolean isOne() {
            return one != null;
        }

        public boolean isTwo() {
            return two != null;
        }

        @Override
        public @Nullable T1 getOne() {
            return one;
        }

        @Override
        public @Nullable T2 getTwo() {
            return two;
        }
    }

    /** Takes the key of an element with the selector of its stream. */
    private record UnionKey<T1, T2, KEY>(KeySelector<T1, KEY> keySelector1, KeySelector<T2, KEY> keySelector2)
            implements KeySelector<TaggedUnion<T1, T2>, KEY> {
        @Override
        @SuppressWarnings("NullAway") // one side is there
        public KEY getKey(TaggedUnion<T1, T2> value) throws Exception {
            return value.one != null ? keySelector1.getKey(value.one) : keySelector2.getKey(value.two);
        }
    }

    /** Makes one keyed stream of two. */
    static <T1, T2, KEY> KeyedStream<TaggedUnion<T1, T2>, KEY> unite(
            DataStream<T1> input1,
            DataStream<T2> input2,
            KeySelector<T1, KEY> keySelector1,
            KeySelector<T2, KEY> keySelector2) {
        FunctionTypes.requireEncodable(keySelector1, KeySelector.class, 1, "The key of where(...)");
        FunctionTypes.requireEncodable(keySelector2, KeySelector.class, 1, "The key of equalTo(...)");
        DataStream<TaggedUnion<T1, T2>> tagged1 = tag(input1, TaggedUnion::one);
        return tagged1.union(CoGroupedStreams.<T2, TaggedUnion<T1, T2>>tag(input2, TaggedUnion::two))
                .keyBy(new UnionKey<>(keySelector1, keySelector2));
    }

    /** Wraps the elements of a stream where they are made. */
    private static <T, U> DataStream<U> tag(DataStream<T> input, MapFunction<T, U> wrap) {
        return input.<U>map(wrap)
                .name("Tag")
                .setParallelism(input.ports().get(0).node().parallelism);
    }
}
