/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import io.millrace.state.ReducingState;
import io.millrace.state.ReducingStateDescriptor;
import java.time.Duration;

/** Fires at each full interval of event time while a window has elements, and at its end. */
public final class ContinuousEventTimeTrigger<W extends Window> extends Trigger<Object, W> {
    private static final long serialVersionUID = 1L;

    private final long interval;
    private final ReducingStateDescriptor<Long> stateDesc =
            new ReducingStateDescriptor<>("fire-time", Math::min, Long.class);

    private ContinuousEventTimeTrigger(long interval) {
        this.interval = Interval.check(interval);
    }

    public static <W extends Window> ContinuousEventTimeTrigger<W> of(Duration interval) {
        return new ContinuousEventTimeTrigger<>(interval.toMillis());
    }

    @Override
    public TriggerResult onElement(Object element, long timestamp, W window, TriggerContext ctx) {
        if (window.maxTimestamp() <= ctx.getCurrentWatermark()) {
            return TriggerResult.FIRE;
        }
        ctx.registerEventTimeTimer(window.maxTimestamp());
        ReducingState<Long> next = ctx.getPartitionedState(stateDesc);
        if (next.get() == null) {
            fireAfter(timestamp - Math.floorMod(timestamp, interval), window, ctx);
        }
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onEventTime(long time, W window, TriggerContext ctx) {
        if (time == window.maxTimestamp()) {
            return TriggerResult.FIRE;
        }
        ReducingState<Long> next = ctx.getPartitionedState(stateDesc);
        Long due = next.get();
        if (due == null || due != time) {
            return TriggerResult.CONTINUE;
        }
        next.clear();
        fireAfter(time, window, ctx);
        return TriggerResult.FIRE;
    }

    private void fireAfter(long time, W window, TriggerContext ctx) {
        // Where neither the window nor time goes on, there is no next interval: only the end.
        boolean last = window.maxTimestamp() == Long.MAX_VALUE && ctx.getCurrentWatermark() == Long.MAX_VALUE;
        long next = last ? Long.MAX_VALUE : Interval.next(time, interval, window.maxTimestamp());
        ctx.getPartitionedState(stateDesc).add(next);
        ctx.registerEventTimeTimer(next);
    }

    @Override
    public TriggerResult onProcessingTime(long time, W window, TriggerContext ctx) {
        return TriggerResult.CONTINUE;
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void onMerge(W window, OnMergeContext ctx) {
        ctx.mergePartitionedState(stateDesc);
        Long next = ctx.getPartitionedState(stateDesc).get();
        if (next != null) {
            ctx.registerEventTimeTimer(next);
        }
    }

    @Override
    public void clear(W window, TriggerContext ctx) {
        ReducingState<Long> next = ctx.getPartitionedState(stateDesc);
        Long due = next.get();
        if (due != null) {
            ctx.deleteEventTimeTimer(due);
            next.clear();
        }
    }

    public long getInterval() {
        return interval;
    }

    @Override
    public String toString() {
        return "ContinuousEventTimeTrigger(" + interval + ")";
    }
}
