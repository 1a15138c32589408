/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.flink;

import io.millrace.differential.Event;
import java.util.Objects;
import org.apache.flink.api.common.state.ReducingState;
import org.apache.flink.api.common.state.ReducingStateDescriptor;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.triggers.TriggerResult;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** Fires at every so many elements, some time before the end, at the end, some time behind it, and for each late element. */
public final class FlinkEarlyAndLate extends Trigger<Event, TimeWindow> {
    private static final long serialVersionUID = 1L;

    private final ReducingStateDescriptor<Long> seen = new ReducingStateDescriptor<>("seen", Long::sum, Long.class);
    private final long count;

    /**
     * @param count of elements, and the time in milliseconds of the firings before and behind the end
     */
    public FlinkEarlyAndLate(long count) {
        this.count = count;
    }

    @Override
    public TriggerResult onElement(Event event, long timestamp, TimeWindow window, TriggerContext ctx)
            throws Exception {
        ReducingState<Long> soFar = ctx.getPartitionedState(seen);
        soFar.add(1L);
        register(window, ctx);
        boolean late = window.maxTimestamp() <= ctx.getCurrentWatermark();
        boolean full = Objects.requireNonNullElse(soFar.get(), 0L) % count == 0;
        return late || full ? TriggerResult.FIRE : TriggerResult.CONTINUE;
    }

    private void register(TimeWindow window, TriggerContext ctx) {
        ctx.registerEventTimeTimer(window.maxTimestamp() - count);
        ctx.registerEventTimeTimer(window.maxTimestamp());
        ctx.registerEventTimeTimer(window.maxTimestamp() + count);
    }

    @Override
    public TriggerResult onEventTime(long time, TimeWindow window, TriggerContext ctx) {
        return time > window.maxTimestamp() ? TriggerResult.FIRE_AND_PURGE : TriggerResult.FIRE;
    }

    @Override
    public TriggerResult onProcessingTime(long time, TimeWindow window, TriggerContext ctx) {
        return TriggerResult.CONTINUE;
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void onMerge(TimeWindow window, OnMergeContext ctx) {
        ctx.mergePartitionedState(seen);
        register(window, ctx);
    }

    @Override
    public void clear(TimeWindow window, TriggerContext ctx) throws Exception {
        ctx.getPartitionedState(seen).clear();
        ctx.deleteEventTimeTimer(window.maxTimestamp() - count);
        ctx.deleteEventTimeTimer(window.maxTimestamp());
        ctx.deleteEventTimeTimer(window.maxTimestamp() + count);
    }
}
