/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.async;

import io.millrace.process.AbstractRichFunction;

/** An {@link AsyncFunction} with a life cycle: clients are made in {@code open} and closed in {@code close}. */
public abstract class RichAsyncFunction<IN, OUT> extends AbstractRichFunction implements AsyncFunction<IN, OUT> {
    private static final long serialVersionUID = 1L;
}
