/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.function.FlatJoinFunction;
import io.millrace.function.JoinFunction;
import io.millrace.function.KeySelector;
import io.millrace.operator.WindowAggregation;
import io.millrace.stream.CoGroupedStreams.TaggedUnion;
import io.millrace.window.Evictor;
import io.millrace.window.Trigger;
import io.millrace.window.Window;
import io.millrace.window.WindowAssigner;
import java.time.Duration;

/**
 * Two streams whose elements of one key and one window are paired, each of one side with each of the other:
 *
 * <pre>{@code
 * orders.join(payments)
 *         .where(Order::id).equalTo(Payment::orderId)
 *         .window(TumblingEventTimeWindows.of(Duration.ofHours(1)))
 *         .apply((order, payment) -> ...);
 * }</pre>
 *
 * <p>An element without a partner gives nothing; see {@link CoGroupedStreams} for an outer join.
 */
public final class JoinedStreams<T1, T2> {
    private final DataStream<T1> input1;
    private final DataStream<T2> input2;

    JoinedStreams(DataStream<T1> input1, DataStream<T2> input2) {
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
                return new WithWindow<>(CoGroupedStreams.unite(input1, input2, keySelector1, keySelector2)
                        .window(assigner));
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

        /** Calls the function for each pair. */
        public <T> SingleOutputStreamOperator<T> apply(JoinFunction<T1, T2, T> function) {
            return windows.transform("Window Join", WindowAggregation.collecting(), function, true);
        }

        /** Calls the function for each pair. */
        public <T> SingleOutputStreamOperator<T> apply(FlatJoinFunction<T1, T2, T> function) {
            return windows.transform("Window Join", WindowAggregation.collecting(), function, true);
        }
    }
}
