/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.Collector;
import io.millrace.function.OutputTag;
import io.millrace.time.TimeDomain;
import io.millrace.time.TimerService;
import org.jspecify.annotations.Nullable;

/** Processes the elements of two connected streams. Timers and keyed state need keyed streams. */
public abstract class CoProcessFunction<A, B, O> extends AbstractRichFunction {
    private static final long serialVersionUID = 1L;

    public abstract void processElement1(A value, Context ctx, Collector<O> out) throws Exception;

    public abstract void processElement2(B value, Context ctx, Collector<O> out) throws Exception;

    /** Called when a timer fires, with the state of the key that registered it. */
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<O> out) throws Exception {}

    /** What is known of the element at hand. Valid only during the call. */
    public abstract static class Context {
        /** Returns the element's timestamp, or null where it has none. */
        public abstract @Nullable Long timestamp();

        public abstract TimerService timerService();

        public abstract <X> void output(OutputTag<X> outputTag, X value);
    }

    /** What is known of the timer at hand. */
    public abstract static class OnTimerContext extends Context {
        public abstract TimeDomain timeDomain();
    }
}
