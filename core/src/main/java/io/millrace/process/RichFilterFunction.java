/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.FilterFunction;

/** A {@link FilterFunction} with a life cycle and, on keyed streams, state. */
public abstract class RichFilterFunction<T> extends AbstractRichFunction implements FilterFunction<T> {
    private static final long serialVersionUID = 1L;
}
