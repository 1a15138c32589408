/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import io.millrace.function.Collector;
import io.millrace.function.Function;

/** Processes the elements of a window together, or its aggregate, when it fires. */
@FunctionalInterface
public interface WindowFunction<IN, OUT, KEY, W extends Window> extends Function {
    void apply(KEY key, W window, Iterable<IN> input, Collector<OUT> out) throws Exception;
}
