/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import io.millrace.function.Collector;
import io.millrace.function.OutputTag;
import io.millrace.process.AbstractRichFunction;

/** Processes the elements of a window together, or its aggregate, when it fires. */
public abstract class ProcessWindowFunction<I, O, K, W extends Window> extends AbstractRichFunction {
    private static final long serialVersionUID = 1L;

    public abstract void process(K key, Context context, Iterable<I> elements, Collector<O> out) throws Exception;

    /** What is known of the window that fires. Valid only during the call. */
    public abstract class Context {
        public abstract W window();

        public abstract long currentProcessingTime();

        public abstract long currentWatermark();

        public abstract <X> void output(OutputTag<X> outputTag, X value);
    }
}
