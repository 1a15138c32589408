/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.Collector;
import io.millrace.function.OutputTag;
import io.millrace.time.TimerService;
import org.jspecify.annotations.Nullable;

/** Processes the elements of two connected streams. Timers and keyed state need keyed streams. */
public abstract class CoProcessFunction<A, B, O> extends AbstractRichFunction {
    private static final long serialVersionUID = 1L;

    public abstract void processElement1(A value, Context ctx, Collector<O> out) throws Exception;

    public abstract void processElement2(B value, Context ctx, Collector<O> out) throws Exception;

    public void onTimer(long timestamp, Context ctx, Collector<O> out) throws Exception {}

    /** What is known of the element or timer at hand. Valid only during the call. */
    public abstract static class Context {
        /** Returns the element's timestamp, or null where it has none. */
        public abstract @Nullable Long timestamp();

        public abstract TimerService timerService();

        public abstract <X> void output(OutputTag<X> outputTag, X value);
    }
}
