/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.Collector;
import io.millrace.function.OutputTag;
import io.millrace.time.TimeDomain;
import io.millrace.time.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * Processes the elements of two streams keyed alike, with state and timers of the element's key, which both share.
 *
 * <p>Event time follows both inputs: a timer fires when the watermarks of both have reached it.
 *
 * @param <K> the type of the keys
 * @param <A> the type of the first stream's elements
 * @param <B> the type of the second stream's elements
 * @param <O> the type of the results
 */
public abstract class KeyedCoProcessFunction<K, A, B, O> extends AbstractRichFunction {
    private static final long serialVersionUID = 1L;

    public abstract void processElement1(A value, Context ctx, Collector<O> out) throws Exception;

    public abstract void processElement2(B value, Context ctx, Collector<O> out) throws Exception;

    /** Called when a timer fires, with the state of the key that registered it. */
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<O> out) throws Exception {}

    /** What is known of the element at hand. Valid only during the call. */
    public abstract class Context {
        /** Returns the element's timestamp, or null where it has none. */
        public abstract @Nullable Long timestamp();

        public abstract TimerService timerService();

        public abstract <X> void output(OutputTag<X> outputTag, X value);

        public abstract K getCurrentKey();
    }

    /** What is known of the timer at hand. */
    public abstract class OnTimerContext extends Context {
        public abstract TimeDomain timeDomain();
    }
}
