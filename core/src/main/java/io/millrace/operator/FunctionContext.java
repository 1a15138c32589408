/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.Batch;
import io.millrace.function.OutputTag;
import io.millrace.process.ContextAccess;
import io.millrace.state.BroadcastState;
import io.millrace.state.MapStateDescriptor;
import io.millrace.store.KeyedStore;
import io.millrace.time.TimerService;
import org.jspecify.annotations.Nullable;

/** What the contexts of all process functions have in common: the timestamp at hand, side outputs, time. */
final class FunctionContext implements TimerService, ContextAccess {
    private final OperatorContext context;
    private final Output output;
    private final @Nullable KeyedStore store;
    long timestamp = Batch.NO_TIMESTAMP;

    /**
     * @param store the store whose current key timers belong to, or null where the stream is not keyed
     */
    FunctionContext(OperatorContext context, Output output, @Nullable KeyedStore store) {
        this.context = context;
        this.output = output;
        this.store = store;
    }

    @Override
    public @Nullable Long timestampOrNull() {
        return timestamp == Batch.NO_TIMESTAMP ? null : timestamp;
    }

    @Override
    public <K, V> BroadcastState<K, V> broadcastState(MapStateDescriptor<K, V> descriptor) {
        return context.operatorStates().getBroadcastState(descriptor);
    }

    @Override
    public <X> void output(OutputTag<X> tag, X value) {
        output.emit(tag, value, timestamp);
    }

    private KeyedStore timers() {
        if (store == null) {
            throw new UnsupportedOperationException("Timers need a keyed stream, and operator '"
                    + context.operatorName() + "' is not on one. Call keyBy(...) before it.");
        }
        return store;
    }

    @Override
    public long currentProcessingTime() {
        return context.processingTime();
    }

    @Override
    public long currentWatermark() {
        return context.watermark();
    }

    @Override
    public void registerProcessingTimeTimer(long time) {
        timers().processingTimers().register(timers().currentSlot(), time);
    }

    @Override
    public void registerEventTimeTimer(long time) {
        timers().eventTimers().register(timers().currentSlot(), time);
    }

    @Override
    public void deleteProcessingTimeTimer(long time) {
        timers().processingTimers().delete(timers().currentSlot(), time);
    }

    @Override
    public void deleteEventTimeTimer(long time) {
        timers().eventTimers().delete(timers().currentSlot(), time);
    }
}
