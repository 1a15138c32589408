/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.ReduceFunction;

/** A {@link ReduceFunction} with a life cycle and, on keyed streams, state. */
public abstract class RichReduceFunction<T> extends AbstractRichFunction implements ReduceFunction<T> {
    private static final long serialVersionUID = 1L;
}
