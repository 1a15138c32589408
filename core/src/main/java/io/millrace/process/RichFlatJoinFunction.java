/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.FlatJoinFunction;

/** A {@link FlatJoinFunction} with a life cycle and state of the key. */
public abstract class RichFlatJoinFunction<IN1, IN2, OUT> extends AbstractRichFunction
        implements FlatJoinFunction<IN1, IN2, OUT> {
    private static final long serialVersionUID = 1L;
}
