/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import io.millrace.state.ReducingState;
import io.millrace.state.ReducingStateDescriptor;
import java.time.Duration;

/** Fires at each full interval of processing time while a window has elements. */
public final class ContinuousProcessingTimeTrigger<W extends Window> extends Trigger<Object, W> {
    private static final long serialVersionUID = 1L;

    private final long interval;
    private final ReducingStateDescriptor<Long> stateDesc =
            new ReducingStateDescriptor<>("fire-time", Math::min, Long.class);

    private ContinuousProcessingTimeTrigger(long interval) {
        this.interval = Interval.check(interval);
    }

    public static <W extends Window> ContinuousProcessingTimeTrigger<W> of(Duration interval) {
        return new ContinuousProcessingTimeTrigger<>(interval.toMillis());
    }

    @Override
    public TriggerResult onElement(Object element, long timestamp, W window, TriggerContext ctx) {
        if (ctx.getPartitionedState(stateDesc).get() == null) {
            long now = ctx.getCurrentProcessingTime();
            fireAfter(now - Math.floorMod(now, interval), window, ctx);
        }
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onProcessingTime(long time, W window, TriggerContext ctx) {
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
        // The window's end may lie behind: in event time, say. A timer there would fire again and again.
        long latest = window.maxTimestamp() > time ? window.maxTimestamp() : Long.MAX_VALUE;
        long next = Interval.next(time, interval, latest);
        ctx.getPartitionedState(stateDesc).add(next);
        ctx.registerProcessingTimeTimer(next);
    }

    @Override
    public TriggerResult onEventTime(long time, W window, TriggerContext ctx) {
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
            ctx.registerProcessingTimeTimer(next);
        }
    }

    @Override
    public void clear(W window, TriggerContext ctx) {
        ReducingState<Long> next = ctx.getPartitionedState(stateDesc);
        Long due = next.get();
        if (due != null) {
            ctx.deleteProcessingTimeTimer(due);
            next.clear();
        }
    }

    public long getInterval() {
        return interval;
    }

    @Override
    public String toString() {
        return "ContinuousProcessingTimeTrigger(" + interval + ")";
    }
}
