/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import io.millrace.function.Collector;
import io.millrace.function.Function;

/** Processes the elements of a window of a whole stream together, or their aggregate, when it fires. */
@FunctionalInterface
public interface AllWindowFunction<IN, OUT, W extends Window> extends Function {
    void apply(W window, Iterable<IN> values, Collector<OUT> out) throws Exception;
}
