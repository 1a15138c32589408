/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.MapPartitionFunction;

/** A {@link MapPartitionFunction} with a life cycle and, on keyed streams, state. */
public abstract class RichMapPartitionFunction<T, O> extends AbstractRichFunction
        implements MapPartitionFunction<T, O> {
    private static final long serialVersionUID = 1L;
}
