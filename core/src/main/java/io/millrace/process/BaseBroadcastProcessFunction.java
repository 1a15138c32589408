/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.OutputTag;
import io.millrace.state.BroadcastState;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.ReadOnlyBroadcastState;
import org.jspecify.annotations.Nullable;

/** What {@link BroadcastProcessFunction} and {@link KeyedBroadcastProcessFunction} have in common: their contexts. */
public abstract class BaseBroadcastProcessFunction extends AbstractRichFunction {
    private static final long serialVersionUID = 1L;

    /** What both sides may use. Valid only during the call. */
    public abstract static class BaseContext {
        private final ContextAccess access;

        BaseContext(ContextAccess access) {
            this.access = access;
        }

        final ContextAccess access() {
            return access;
        }

        /** Returns the element's timestamp, or null where it has none. */
        public final @Nullable Long timestamp() {
            return access.timestampOrNull();
        }

        public final long currentProcessingTime() {
            return access.currentProcessingTime();
        }

        public final long currentWatermark() {
            return access.currentWatermark();
        }

        public final <X> void output(OutputTag<X> outputTag, X value) {
            access.output(outputTag, value);
        }
    }

    /** The context of the broadcast side. */
    public static class Context extends BaseContext {
        public Context(ContextAccess access) {
            super(access);
        }

        public final <K, V> BroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> descriptor) {
            return access().broadcastState(descriptor);
        }
    }

    /** The context of the other side. */
    public static class ReadOnlyContext extends BaseContext {
        public ReadOnlyContext(ContextAccess access) {
            super(access);
        }

        public final <K, V> ReadOnlyBroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> descriptor) {
            return access().broadcastState(descriptor);
        }
    }
}
