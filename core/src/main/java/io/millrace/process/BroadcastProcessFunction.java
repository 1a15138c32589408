/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.Collector;

/**
 * Processes a stream beside a broadcast one, whose elements every subtask sees and keeps as broadcast state.
 *
 * @param <I> the type of the elements
 * @param <B> the type of the broadcast elements
 * @param <O> the type of the results
 */
public abstract class BroadcastProcessFunction<I, B, O> extends BaseBroadcastProcessFunction {
    private static final long serialVersionUID = 1L;

    public abstract void processElement(I value, ReadOnlyContext ctx, Collector<O> out) throws Exception;

    /** Must do the same on every subtask, so that the broadcast state stays alike. */
    public abstract void processBroadcastElement(B value, Context ctx, Collector<O> out) throws Exception;

    /** The context of the broadcast side. */
    public static final class Context extends BaseBroadcastProcessFunction.Context {
        public Context(ContextAccess access) {
            super(access);
        }
    }

    /** The context of the other side. */
    public static final class ReadOnlyContext extends BaseBroadcastProcessFunction.ReadOnlyContext {
        public ReadOnlyContext(ContextAccess access) {
            super(access);
        }
    }
}
