/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.Collector;
import io.millrace.function.OutputTag;
import io.millrace.state.BroadcastState;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.ReadOnlyBroadcastState;
import org.jspecify.annotations.Nullable;

/** Processes a stream beside a broadcast one, whose elements every subtask sees and keeps as broadcast state. */
public abstract class BroadcastProcessFunction<I, B, O> extends AbstractRichFunction {
    private static final long serialVersionUID = 1L;

    public abstract void processElement(I value, ReadOnlyContext ctx, Collector<O> out) throws Exception;

    /** Must do the same on every subtask, so that the broadcast state stays alike. */
    public abstract void processBroadcastElement(B value, Context ctx, Collector<O> out) throws Exception;

    /** What both sides may use. */
    public abstract static class BaseContext {
        public abstract @Nullable Long timestamp();

        public abstract long currentProcessingTime();

        public abstract long currentWatermark();

        public abstract <X> void output(OutputTag<X> outputTag, X value);
    }

    /** The context of the broadcast side. */
    public abstract static class Context extends BaseContext {
        public abstract <K, V> BroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> descriptor);
    }

    /** The context of the other side. */
    public abstract static class ReadOnlyContext extends BaseContext {
        public abstract <K, V> ReadOnlyBroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> descriptor);
    }
}
