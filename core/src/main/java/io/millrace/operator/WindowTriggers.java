/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.metric.MetricGroup;
import io.millrace.state.MergingState;
import io.millrace.state.State;
import io.millrace.state.StateDescriptor;
import io.millrace.store.KeyedStore;
import io.millrace.time.TimeDomain;
import io.millrace.window.Evictor;
import io.millrace.window.Trigger;
import io.millrace.window.TriggerResult;
import io.millrace.window.Window;
import io.millrace.window.WindowAssigner;
import org.jspecify.annotations.Nullable;

/** Calls a trigger with the state and timers of one window at a time; tells assigner and evictor the time. */
final class WindowTriggers extends WindowAssigner.WindowAssignerContext
        implements Trigger.OnMergeContext, Evictor.EvictorContext {
    private static final int[] NONE = {};

    private final Trigger<Object, Window> trigger;
    private final OperatorContext context;
    private final KeyedStore store;
    private final KeyedStore states;
    private int slot;
    private int[] mergedSlots = NONE;
    private @Nullable StateDescriptor<?, ?> lastDescriptor;
    private @Nullable State lastState;

    WindowTriggers(Trigger<Object, Window> trigger, OperatorContext context, KeyedStore store) {
        this.trigger = trigger;
        this.context = context;
        this.store = store;
        this.states = store.view("trigger/");
    }

    private void enter(int windowSlot) {
        slot = windowSlot;
        states.selectSlot(windowSlot);
    }

    /** Leaves the slot alone from now on; until then, nothing else frees it. */
    void leave() {
        states.selectSlot(-1);
    }

    TriggerResult onElement(int windowSlot, Window window, Object value, long timestamp) throws Exception {
        enter(windowSlot);
        return trigger.onElement(value, timestamp, window, this);
    }

    TriggerResult onTimer(int windowSlot, Window window, long time, TimeDomain domain) throws Exception {
        enter(windowSlot);
        return domain == TimeDomain.EVENT_TIME
                ? trigger.onEventTime(time, window, this)
                : trigger.onProcessingTime(time, window, this);
    }

    void onMerge(int windowSlot, Window window, int[] slots) throws Exception {
        enter(windowSlot);
        mergedSlots = slots;
        trigger.onMerge(window, this);
        mergedSlots = NONE;
    }

    void clear(int windowSlot, Window window) throws Exception {
        enter(windowSlot);
        trigger.clear(window, this);
    }

    @Override
    public long getCurrentProcessingTime() {
        return context.processingTime();
    }

    @Override
    public long getCurrentWatermark() {
        return context.watermark();
    }

    @Override
    public MetricGroup getMetricGroup() {
        return context.metricGroup();
    }

    @Override
    public void registerProcessingTimeTimer(long time) {
        store.processingTimers().register(slot, time);
    }

    @Override
    public void registerEventTimeTimer(long time) {
        store.eventTimers().register(slot, time);
    }

    @Override
    public void deleteProcessingTimeTimer(long time) {
        store.processingTimers().delete(slot, time);
    }

    @Override
    public void deleteEventTimeTimer(long time) {
        store.eventTimers().delete(slot, time);
    }

    @Override
    public <S extends State> S getPartitionedState(StateDescriptor<S, ?> stateDescriptor) {
        State state = lastState;
        if (state == null || lastDescriptor != stateDescriptor) {
            state = StateAccess.declare(states, stateDescriptor);
            lastState = state;
            lastDescriptor = stateDescriptor;
        }
        return FunctionOperator.cast(state);
    }

    @Override
    public <S extends MergingState<?, ?>> void mergePartitionedState(StateDescriptor<S, ?> stateDescriptor) {
        S state = getPartitionedState(stateDescriptor);
        for (int merged : mergedSlots) {
            if (merged != slot) {
                store.merge(state, slot, merged);
            }
        }
    }
}
