/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import io.millrace.process.AbstractRichFunction;

/** A {@link WindowFunction} with a life cycle and state of the window's key. */
public abstract class RichWindowFunction<IN, OUT, KEY, W extends Window> extends AbstractRichFunction
        implements WindowFunction<IN, OUT, KEY, W> {
    private static final long serialVersionUID = 1L;
}
