/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.CoFlatMapFunction;

/** A {@link CoFlatMapFunction} with a life cycle and, on keyed streams, state. */
public abstract class RichCoFlatMapFunction<A, B, O> extends AbstractRichFunction
        implements CoFlatMapFunction<A, B, O> {
    private static final long serialVersionUID = 1L;
}
