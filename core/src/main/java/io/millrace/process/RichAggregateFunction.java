/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.AggregateFunction;

/** An {@link AggregateFunction} with a life cycle, for operators that take one. */
public abstract class RichAggregateFunction<I, A, O> extends AbstractRichFunction
        implements AggregateFunction<I, A, O> {
    private static final long serialVersionUID = 1L;
}
