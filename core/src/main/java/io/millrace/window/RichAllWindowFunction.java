/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import io.millrace.process.AbstractRichFunction;

/** An {@link AllWindowFunction} with a life cycle. */
public abstract class RichAllWindowFunction<IN, OUT, W extends Window> extends AbstractRichFunction
        implements AllWindowFunction<IN, OUT, W> {
    private static final long serialVersionUID = 1L;
}
