/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import io.millrace.function.Collector;
import io.millrace.function.OutputTag;
import io.millrace.process.AbstractRichFunction;
import io.millrace.state.KeyedStateStore;

/** Processes the elements of a window of a whole stream together, or their aggregate, when it fires. */
public abstract class ProcessAllWindowFunction<IN, OUT, W extends Window> extends AbstractRichFunction {
    private static final long serialVersionUID = 1L;

    public abstract void process(Context context, Iterable<IN> elements, Collector<OUT> out) throws Exception;

    /** Called when a window is over; see {@link ProcessWindowFunction#clear}. */
    public void clear(Context context) throws Exception {}

    /** What is known of the window that fires. Valid only during the call. */
    public abstract class Context {
        public abstract W window();

        /** Returns the state of this window; see {@link ProcessWindowFunction.Context#windowState}. */
        public abstract KeyedStateStore windowState();

        /** Returns the state of the stream, whatever the window. */
        public abstract KeyedStateStore globalState();

        public abstract <X> void output(OutputTag<X> outputTag, X value);
    }
}
