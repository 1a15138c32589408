/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.Collector;
import io.millrace.function.OutputTag;
import io.millrace.state.BroadcastState;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.ReadOnlyBroadcastState;
import io.millrace.time.TimeDomain;
import io.millrace.time.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * Processes a keyed stream, with state and timers of the element's key, beside a broadcast one, whose elements every
 * subtask sees and keeps as broadcast state.
 *
 * <p>Event time follows both inputs: a timer fires when the watermarks of both have reached it.
 *
 * @param <K> the type of the keys
 * @param <I> the type of the keyed elements
 * @param <B> the type of the broadcast elements
 * @param <O> the type of the results
 */
public abstract class KeyedBroadcastProcessFunction<K, I, B, O> extends AbstractRichFunction {
    private static final long serialVersionUID = 1L;

    public abstract void processElement(I value, ReadOnlyContext ctx, Collector<O> out) throws Exception;

    /** Must do the same on every subtask, so that the broadcast state stays alike. No key is at hand. */
    public abstract void processBroadcastElement(B value, Context ctx, Collector<O> out) throws Exception;

    /** Called when a timer fires, with the state of the key that registered it. */
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<O> out) throws Exception {}

    /** What both sides may use. Valid only during the call. */
    public abstract class BaseContext {
        /** Returns the element's timestamp, or null where it has none. */
        public abstract @Nullable Long timestamp();

        public abstract long currentProcessingTime();

        public abstract long currentWatermark();

        public abstract <X> void output(OutputTag<X> outputTag, X value);
    }

    /** The context of the broadcast side. */
    public abstract class Context extends BaseContext {
        public abstract <X, V> BroadcastState<X, V> getBroadcastState(MapStateDescriptor<X, V> descriptor);
    }

    /** The context of the keyed side. */
    public abstract class ReadOnlyContext extends BaseContext {
        public abstract <X, V> ReadOnlyBroadcastState<X, V> getBroadcastState(MapStateDescriptor<X, V> descriptor);

        public abstract TimerService timerService();

        public abstract K getCurrentKey();
    }

    /** What is known of the timer at hand. */
    public abstract class OnTimerContext extends ReadOnlyContext {
        public abstract TimeDomain timeDomain();
    }
}
