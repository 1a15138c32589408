/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.Collector;
import io.millrace.function.OutputTag;
import io.millrace.time.TimerService;
import org.jspecify.annotations.Nullable;

/** Processes elements one by one, with side outputs and the two times. Timers need a keyed stream. */
public abstract class ProcessFunction<I, O> extends AbstractRichFunction {
    private static final long serialVersionUID = 1L;

    public abstract void processElement(I value, Context ctx, Collector<O> out) throws Exception;

    /** What is known of the element at hand. Valid only during the call. */
    public abstract static class Context {
        /** Returns the element's timestamp, or null where it has none. */
        public abstract @Nullable Long timestamp();

        public abstract TimerService timerService();

        public abstract <X> void output(OutputTag<X> outputTag, X value);
    }
}
