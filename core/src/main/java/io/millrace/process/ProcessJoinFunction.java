/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.Collector;
import io.millrace.function.OutputTag;

/**
 * Processes each pair that an interval join finds. What it collects has the later of the two timestamps.
 *
 * @param <IN1> the type of the left elements
 * @param <IN2> the type of the right elements
 */
public abstract class ProcessJoinFunction<IN1, IN2, OUT> extends AbstractRichFunction {
    private static final long serialVersionUID = 1L;

    /** Called once for each pair, with the state of their key. */
    public abstract void processElement(IN1 left, IN2 right, Context ctx, Collector<OUT> out) throws Exception;

    /** What is known of the pair at hand. Valid only during the call. */
    public abstract class Context {
        public abstract long getLeftTimestamp();

        public abstract long getRightTimestamp();

        /** Returns the later of the two timestamps. */
        public abstract long getTimestamp();

        /** Emits to a side output, with the later of the two timestamps. */
        public abstract <X> void output(OutputTag<X> outputTag, X value);
    }
}
