/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import org.jspecify.annotations.Nullable;

/** Holds the runtime context of a rich function. */
public abstract class AbstractRichFunction implements RichFunction {
    private static final long serialVersionUID = 1L;

    private transient @Nullable RuntimeContext runtimeContext;

    @Override
    public void open(OpenContext openContext) throws Exception {}

    @Override
    public void close() throws Exception {}

    @Override
    public RuntimeContext getRuntimeContext() {
        RuntimeContext context = runtimeContext;
        if (context == null) {
            throw new IllegalStateException(
                    "The runtime context is there from open() on; " + getClass().getName() + " asked for it before");
        }
        return context;
    }

    @Override
    public void setRuntimeContext(RuntimeContext context) {
        this.runtimeContext = context;
    }
}
