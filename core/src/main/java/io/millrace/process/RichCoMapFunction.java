/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.CoMapFunction;

/** A {@link CoMapFunction} with a life cycle and, on keyed streams, state. */
public abstract class RichCoMapFunction<A, B, O> extends AbstractRichFunction implements CoMapFunction<A, B, O> {
    private static final long serialVersionUID = 1L;
}
