/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.JoinFunction;

/** A {@link JoinFunction} with a life cycle and state of the key. */
public abstract class RichJoinFunction<IN1, IN2, OUT> extends AbstractRichFunction
        implements JoinFunction<IN1, IN2, OUT> {
    private static final long serialVersionUID = 1L;
}
