/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.Function;

/** A function with a life cycle. Each subtask has an instance of its own. */
public interface RichFunction extends Function {
    /** Called once before the first element, after state was restored. */
    void open(OpenContext openContext) throws Exception;

    /** Called exactly once at the end, also after a failure. */
    void close() throws Exception;

    RuntimeContext getRuntimeContext();

    void setRuntimeContext(RuntimeContext context);
}
