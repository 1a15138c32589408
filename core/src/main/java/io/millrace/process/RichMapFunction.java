/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.MapFunction;

/** A {@link MapFunction} with a life cycle and, on keyed streams, state. */
public abstract class RichMapFunction<T, O> extends AbstractRichFunction implements MapFunction<T, O> {
    private static final long serialVersionUID = 1L;
}
