/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.CoGroupFunction;

/** A {@link CoGroupFunction} with a life cycle and state of the key. */
public abstract class RichCoGroupFunction<IN1, IN2, O> extends AbstractRichFunction
        implements CoGroupFunction<IN1, IN2, O> {
    private static final long serialVersionUID = 1L;
}
