/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.FlatMapFunction;

/** A {@link FlatMapFunction} with a life cycle and, on keyed streams, state. */
public abstract class RichFlatMapFunction<T, O> extends AbstractRichFunction implements FlatMapFunction<T, O> {
    private static final long serialVersionUID = 1L;
}
