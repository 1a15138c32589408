/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.RecordBatch;
import io.millrace.function.AggregateFunction;
import io.millrace.function.Function;
import io.millrace.function.KeySelector;
import io.millrace.store.KeyedStore;
import io.millrace.store.ObjectColumn;
import io.millrace.store.SliceStore;
import io.millrace.store.TimerQueue;
import io.millrace.store.WindowKey;
import io.millrace.time.TimeDomain;
import io.millrace.window.Evictor;
import io.millrace.window.MergingWindowAssigner;
import io.millrace.window.TimestampedValue;
import io.millrace.window.TriggerResult;
import io.millrace.window.Window;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windows of every kind, with triggers and evictors: the general case, which {@link SliceWindowOperator} and {@link
 * SessionWindowOperator} spare the common ones.
 *
 * <p>What belongs to a window lies in a slot of its own, under a {@link WindowKey}: contents, state of the trigger and of
 * the function, timers. What belongs to the key lies under the key: the state of the function that outlives windows, and,
 * where windows merge, which there are. All that a window has goes when its cleanup timer fires.
 */
public final class WindowOperator extends KeyedOperator<Function> {
    /** The state that snapshots of this operator hold, and those of other window operators do not. */
    static final String CONTENTS = "windowContents";

    private final WindowPlan plan;
    private final WindowAggregation aggregation;
    private final AggregateFunction<Object, Object, Object> aggregate;
    private final KeySelector<Object, Object> keySelector;
    private final @Nullable MergingWindowAssigner<Object, Window> merging;
    private final boolean eventTime;
    private final long lateness;
    private @Nullable State state;

    public WindowOperator(
            WindowPlan plan, WindowAggregation aggregation, KeySelector<?, ?> keySelector, Function function) {
        super(function);
        this.plan = plan;
        this.aggregation = aggregation;
        this.aggregate = aggregation.aggregate();
        this.keySelector = cast(keySelector);
        this.merging = plan.mergingAssigner();
        this.eventTime = plan.assigner().isEventTime();
        this.lateness = aggregation.allowedLatenessMillis();
    }

    @Override
    protected void onStoreReady() throws Exception {
        boolean otherKind = (store().size() > 0 && !store().holds(CONTENTS))
                || !context().restoredState().tables(SliceStore.TABLE).isEmpty();
        if (otherKind) {
            throw new IllegalStateException("Operator '" + context().operatorName()
                    + "' had windows with the default trigger when the snapshot was taken, and has windows of another"
                    + " kind now, which keep their contents differently. Give it another uid, or take the new trigger,"
                    + " evictor or clear(Context) back.");
        }
        state = new State();
    }

    /** Refuses to read the contents of windows that this operator wrote, for operators that cannot. */
    static void refuse(KeyedStore store, OperatorContext context) {
        if (store.holds(CONTENTS)) {
            throw new IllegalStateException("Operator '" + context.operatorName()
                    + "' had windows with a trigger, an evictor or state of their own when the snapshot was taken, and"
                    + " has plain ones now, which keep their contents differently. Give it another uid, or keep its"
                    + " trigger, evictor and clear(Context).");
        }
    }

    private State state() {
        State current = state;
        if (current == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return current;
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        State current = state();
        for (int row = 0; row < batch.size; row++) {
            Object value = batch.values[row];
            long timestamp = batch.timestamps[row];
            Object key = requireKey(keySelector.getKey(value), value);
            boolean kept = merging == null
                    ? current.add(key, value, timestamp)
                    : current.addMerging(key, value, timestamp, merging);
            if (!kept && isElementLate(timestamp)) {
                current.emitter.late(value, timestamp);
            }
            current.triggers.leave();
        }
        context().recycle(batch);
    }

    private Object requireKey(@Nullable Object key, Object value) {
        if (key == null) {
            throw new NullPointerException(
                    "The key selector of operator '" + context().operatorName() + "' gave null for " + value
                            + ". Filter such records out before keyBy, or give them a key.");
        }
        return key;
    }

    private boolean isElementLate(long timestamp) {
        return eventTime && sum(timestamp, lateness) <= context().watermark();
    }

    private boolean isWindowLate(Window window) {
        return eventTime && cleanupTime(window) <= context().watermark();
    }

    /** Returns when the window is forgotten; {@code Long.MAX_VALUE} for never. */
    private long cleanupTime(Window window) {
        return eventTime ? sum(window.maxTimestamp(), lateness) : window.maxTimestamp();
    }

    /** Returns the sum of a time and a positive length; the end of time where it lies behind that. */
    private static long sum(long time, long length) {
        long sum = time + length;
        return sum < time ? Long.MAX_VALUE : sum;
    }

    @Override
    protected void onTimer(long timestamp, TimeDomain domain) throws Exception {
        State current = state();
        int slot = store().currentSlot();
        WindowKey windowKey = (WindowKey) store().currentKey();
        if (merging == null) {
            current.fire(slot, slot, windowKey, timestamp, domain);
        } else {
            current.fireMerging(slot, windowKey, timestamp, domain, merging);
        }
        current.triggers.leave();
    }

    /** All that the operator has once it is open. */
    private final class State {
        private final KeyedStore store = store();
        private final WindowEmitter emitter = new WindowEmitter(aggregation, context(), output());
        private final WindowTriggers triggers = new WindowTriggers(plan.trigger(), context(), store);
        private final WindowCalls calls = new WindowCalls(aggregation, context(), output(), store, merging != null);
        private final WindowContents contents =
                new WindowContents(store.objectColumn(CONTENTS, null), aggregate, plan.evictor() != null);
        private final ObjectColumn<List<MergingWindows.Saved>> windowSets = store.objectColumn("mergingWindows", null);
        private final TimerQueue cleanupTimers = eventTime ? store.eventTimers() : store.processingTimers();

        /** Adds an element to its windows; returns whether one of them was in time. */
        boolean add(Object key, Object value, long timestamp) throws Exception {
            boolean kept = false;
            for (Window window : plan.assigner().assignWindows(value, timestamp, triggers)) {
                if (!isWindowLate(window)) {
                    kept = true;
                    int slot = slotOf(key, window);
                    addTo(slot, slot, key, window, value, timestamp);
                    store.release(slot);
                }
            }
            return kept;
        }

        private int slotOf(Object key, Window window) {
            return store.slotOf(new WindowKey(key, window));
        }

        private void addTo(int slot, int contentsSlot, Object key, Window window, Object value, long timestamp)
                throws Exception {
            contents.add(contentsSlot, value, timestamp);
            react(triggers.onElement(slot, window, value, timestamp), slot, contentsSlot, key, window);
            registerCleanup(slot, window);
            triggers.leave();
        }

        private void registerCleanup(int slot, Window window) {
            long time = cleanupTime(window);
            if (time != Long.MAX_VALUE) {
                cleanupTimers.register(slot, time);
            }
        }

        private void react(TriggerResult result, int slot, int contentsSlot, Object key, Window window)
                throws Exception {
            if (result.isFire()) {
                Object content = contents.get(contentsSlot);
                Evictor<Object, Window> evictor = plan.evictor();
                if (content != null && evictor != null) {
                    emitEvicting(cast(content), evictor, slot, contentsSlot, key, window);
                } else if (content != null) {
                    calls.emit(key, window, slot, aggregate.getResult(content));
                }
            }
            if (result.isPurge()) {
                contents.clear(contentsSlot);
            }
        }

        private void emitEvicting(
                List<TimestampedValue<Object>> elements,
                Evictor<Object, Window> evictor,
                int slot,
                int contentsSlot,
                Object key,
                Window window)
                throws Exception {
            ArrayDeque<TimestampedValue<Object>> kept = new ArrayDeque<>(elements);
            evictor.evictBefore(kept, kept.size(), window, triggers);
            Object accumulator = aggregate.createAccumulator();
            for (TimestampedValue<Object> element : kept) {
                accumulator = aggregate.add(element.value(), accumulator);
            }
            if (accumulator != null) {
                calls.emit(key, window, slot, aggregate.getResult(accumulator));
            }
            evictor.evictAfter(kept, kept.size(), window, triggers);
            if (kept.isEmpty()) {
                contents.clear(contentsSlot);
            } else if (kept.size() < elements.size()) {
                contents.set(contentsSlot, new ArrayList<>(kept));
            }
        }

        /** As {@link #add}, where windows merge. Which windows there are is saved before anybody else is called. */
        boolean addMerging(Object key, Object value, long timestamp, MergingWindowAssigner<Object, Window> assigner)
                throws Exception {
            boolean kept = false;
            for (Window window : assigner.assignWindows(value, timestamp, triggers)) {
                int keySlot = store.slotOf(key);
                MergingWindows windows = new MergingWindows(assigner, windowSets.get(keySlot));
                Window actual = windows.add(
                        window, (result, merged, target, sources) -> merge(key, result, merged, target, sources));
                Window stateWindow = windows.stateWindow(actual);
                if (isWindowLate(actual) || stateWindow == null) {
                    windows.retire(actual);
                    save(windows, keySlot);
                    continue;
                }
                save(windows, keySlot);
                kept = true;
                int slot = slotOf(key, actual);
                int contentsSlot = slotOf(key, stateWindow);
                addTo(slot, contentsSlot, key, actual, value, timestamp);
                store.release(slot);
                store.release(contentsSlot);
            }
            return kept;
        }

        private void save(MergingWindows windows, int keySlot) {
            List<MergingWindows.Saved> saved = windows.saved();
            if (saved.isEmpty()) {
                windowSets.clear(keySlot);
            } else {
                windowSets.set(keySlot, saved);
            }
            store.release(keySlot);
        }

        private void merge(
                Object key, Window result, List<Window> merged, Window stateWindow, List<Window> mergedStateWindows)
                throws Exception {
            int slot = slotOf(key, result);
            int[] slots = new int[merged.size()];
            for (int i = 0; i < slots.length; i++) {
                slots[i] = slotOf(key, merged.get(i));
            }
            triggers.onMerge(slot, result, slots);
            for (int i = 0; i < slots.length; i++) {
                if (slots[i] != slot) {
                    triggers.clear(slots[i], merged.get(i));
                    store.eventTimers().deleteAll(slots[i]);
                    store.processingTimers().deleteAll(slots[i]);
                }
            }
            registerCleanup(slot, result);
            int contentsSlot = slotOf(key, stateWindow);
            for (Window source : mergedStateWindows) {
                int sourceSlot = slotOf(key, source);
                contents.merge(contentsSlot, sourceSlot);
                store.release(sourceSlot);
            }
            triggers.leave();
            store.release(contentsSlot);
            for (int mergedSlot : slots) {
                store.release(mergedSlot);
            }
        }

        void fireMerging(
                int slot,
                WindowKey windowKey,
                long timestamp,
                TimeDomain domain,
                MergingWindowAssigner<Object, Window> assigner)
                throws Exception {
            int keySlot = store.slotOf(windowKey.key());
            MergingWindows windows = new MergingWindows(assigner, windowSets.get(keySlot));
            Window window = (Window) windowKey.window();
            Window stateWindow = windows.stateWindow(window);
            if (stateWindow == null) {
                store.release(keySlot);
                return;
            }
            int contentsSlot = slotOf(windowKey.key(), stateWindow);
            if (fire(slot, contentsSlot, windowKey, timestamp, domain)) {
                windows.retire(window);
                save(windows, store.slotOf(windowKey.key()));
            }
            if (contentsSlot != slot) {
                store.release(contentsSlot);
            }
        }

        /** Lets the trigger judge a timer; returns whether the window is over. */
        boolean fire(int slot, int contentsSlot, WindowKey windowKey, long timestamp, TimeDomain domain)
                throws Exception {
            Object key = windowKey.key();
            Window window = (Window) windowKey.window();
            react(triggers.onTimer(slot, window, timestamp, domain), slot, contentsSlot, key, window);
            boolean over = eventTime == (domain == TimeDomain.EVENT_TIME) && timestamp == cleanupTime(window);
            if (over) {
                contents.clear(contentsSlot);
                triggers.clear(slot, window);
                calls.clear(key, window, slot);
                store.clear(slot);
            }
            return over;
        }
    }
}
