/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import io.millrace.function.Collector;
import io.millrace.function.OutputTag;
import io.millrace.process.AbstractRichFunction;
import io.millrace.state.KeyedStateStore;

/** Processes the elements of a window together, or its aggregate, when it fires. */
public abstract class ProcessWindowFunction<I, O, K, W extends Window> extends AbstractRichFunction {
    private static final long serialVersionUID = 1L;

    public abstract void process(K key, Context context, Iterable<I> elements, Collector<O> out) throws Exception;

    /**
     * Called when a window is over: removes what {@link #process} put into {@link Context#windowState}. A function that
     * keeps such state overrides this.
     */
    public void clear(Context context) throws Exception {}

    /** What is known of the window that fires. Valid only during the call. */
    public abstract class Context {
        public abstract W window();

        public abstract long currentProcessingTime();

        public abstract long currentWatermark();

        /**
         * Returns the state of this key and window. It outlives a firing: a window may fire often.
         *
         * @throws UnsupportedOperationException in windows that merge, such as sessions, and in a function that does not
         *     override {@link #clear}, where the operator keeps nothing per window
         */
        public abstract KeyedStateStore windowState();

        /** Returns the state of this key, whatever the window. */
        public abstract KeyedStateStore globalState();

        public abstract <X> void output(OutputTag<X> outputTag, X value);
    }
}
