/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.planted;

import io.millrace.data.RecordBatch;
import io.millrace.function.AggregateFunction;
import io.millrace.function.KeySelector;
import io.millrace.metric.MetricGroup;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.operator.WindowAggregation;
import io.millrace.operator.WindowOperator;
import io.millrace.operator.WindowPlan;
import io.millrace.state.MergingState;
import io.millrace.state.State;
import io.millrace.state.StateDescriptor;
import io.millrace.store.KeyedStore;
import io.millrace.store.ObjectColumn;
import io.millrace.store.WindowKey;
import io.millrace.window.MergingWindowAssigner;
import io.millrace.window.Trigger;
import io.millrace.window.TriggerResult;
import io.millrace.window.Window;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a {@link WindowOperator} one that gets merging, firing or cleaning up wrong. */
final class PlantedWindows {
    enum Bug {
        /** None: what else is caught then is a fault of the planting. */
        NONE,
        /** A session that covers several others is merged with the first of them alone. */
        COVERING_SESSION_MERGES_WITH_ONE,
        /** Which sessions there are is forgotten with what they hold. */
        PURGE_FORGETS_SESSIONS,
        MERGE_LOSES_TIMERS,
        /** Of what merged windows hold the first part stays. */
        MERGE_LOSES_CONTENTS,
        NO_CLEANUP_TIMER,
        LATE_ELEMENT_DOES_NOT_FIRE
    }

    private PlantedWindows() {}

    static Operator planted(Operator operator, Bug bug) {
        if (!(operator instanceof WindowOperator windows)) {
            return operator;
        }
        WindowPlan plan = read(windows, "plan");
        WindowAggregation aggregation = read(windows, "aggregation");
        KeySelector<Object, Object> keys = read(windows, "keySelector");
        return switch (bug) {
            case NONE -> with(plan, aggregation, keys);
            case COVERING_SESSION_MERGES_WITH_ONE ->
                plan.assigner() instanceof MergingWindowAssigner<Object, Window> merging
                        ? with(plan(plan, new OneAtATime(merging)), aggregation, keys)
                        : operator;
            case PURGE_FORGETS_SESSIONS -> new Forgetting(operator);
            case MERGE_LOSES_TIMERS, LATE_ELEMENT_DOES_NOT_FIRE ->
                with(
                        new WindowPlan(plan.assigner(), new PlantedTrigger(plan.trigger(), bug), plan.evictor()),
                        aggregation,
                        keys);
            case MERGE_LOSES_CONTENTS ->
                with(plan, aggregation(new FirstOfMerged(aggregation.aggregate()), aggregation, 0), keys);
            case NO_CLEANUP_TIMER ->
                with(plan, aggregation(aggregation.aggregate(), aggregation, Long.MAX_VALUE), keys);
        };
    }

    /** Reads what an operator was made from. */
    @SuppressWarnings("unchecked")
    private static <T> T read(WindowOperator operator, String name) {
        try {
            Field field = WindowOperator.class.getDeclaredField(name);
            field.setAccessible(true);
            return (T) field.get(operator);
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("WindowOperator has no '" + name + "' any more", changed);
        }
    }

    private static Operator with(WindowPlan plan, WindowAggregation aggregation, KeySelector<?, ?> keys) {
        return new WindowOperator(plan, aggregation, keys, aggregation.function());
    }

    private static WindowPlan plan(WindowPlan plan, MergingWindowAssigner<Object, Window> assigner) {
        return new WindowPlan(assigner, plan.trigger(), plan.evictor());
    }

    private static WindowAggregation aggregation(
            AggregateFunction<Object, Object, Object> aggregate, WindowAggregation before, long moreLateness) {
        return new WindowAggregation(
                aggregate,
                before.sharesSlices(),
                before.processFunction(),
                before.resultIsList(),
                moreLateness == 0 ? before.allowedLatenessMillis() : moreLateness,
                before.lateTag());
    }

    private static final class OneAtATime extends MergingWindowAssigner<Object, Window> {
        private static final long serialVersionUID = 1L;

        private final MergingWindowAssigner<Object, Window> assigner;

        OneAtATime(MergingWindowAssigner<Object, Window> assigner) {
            this.assigner = assigner;
        }

        /** The new window is the last; of the others it is merged with one. */
        @Override
        public void mergeWindows(Collection<Window> windows, MergeCallback<Window> callback) {
            assigner.mergeWindows(windows, (merged, result) -> callback.merge(oneAnd(merged, last(windows)), result));
        }

        private static Window last(Collection<Window> windows) {
            return new ArrayList<>(windows).get(windows.size() - 1);
        }

        private static Collection<Window> oneAnd(Collection<Window> merged, Window added) {
            List<Window> others = new ArrayList<>(merged);
            return others.remove(added) && others.size() > 1 ? List.of(others.get(0), added) : merged;
        }

        @Override
        public Collection<Window> assignWindows(Object element, long timestamp, WindowAssignerContext context) {
            return assigner.assignWindows(element, timestamp, context);
        }

        @Override
        public Trigger<Object, Window> getDefaultTrigger() {
            return assigner.getDefaultTrigger();
        }

        @Override
        public boolean isEventTime() {
            return assigner.isEventTime();
        }
    }

    private static final class PlantedTrigger extends Trigger<Object, Window> {
        private static final long serialVersionUID = 1L;

        private final Trigger<Object, Window> trigger;
        private final Bug bug;

        PlantedTrigger(Trigger<Object, Window> trigger, Bug bug) {
            this.trigger = trigger;
            this.bug = bug;
        }

        @Override
        public TriggerResult onElement(Object element, long timestamp, Window window, TriggerContext ctx)
                throws Exception {
            TriggerResult result = trigger.onElement(element, timestamp, window, ctx);
            boolean late = window.maxTimestamp() <= ctx.getCurrentWatermark();
            return late && bug == Bug.LATE_ELEMENT_DOES_NOT_FIRE ? TriggerResult.CONTINUE : result;
        }

        @Override
        public TriggerResult onProcessingTime(long time, Window window, TriggerContext ctx) throws Exception {
            return trigger.onProcessingTime(time, window, ctx);
        }

        @Override
        public TriggerResult onEventTime(long time, Window window, TriggerContext ctx) throws Exception {
            return trigger.onEventTime(time, window, ctx);
        }

        @Override
        public boolean canMerge() {
            return trigger.canMerge();
        }

        @Override
        public void onMerge(Window window, OnMergeContext ctx) throws Exception {
            trigger.onMerge(window, bug == Bug.MERGE_LOSES_TIMERS ? new Timerless(ctx) : ctx);
        }

        @Override
        public void clear(Window window, TriggerContext ctx) throws Exception {
            trigger.clear(window, ctx);
        }
    }

    /** Registers no timers. */
    private record Timerless(Trigger.OnMergeContext context) implements Trigger.OnMergeContext {
        @Override
        public long getCurrentProcessingTime() {
            return context.getCurrentProcessingTime();
        }

        @Override
        public long getCurrentWatermark() {
            return context.getCurrentWatermark();
        }

        @Override
        public MetricGroup getMetricGroup() {
            return context.getMetricGroup();
        }

        @Override
        public void registerProcessingTimeTimer(long time) {}

        @Override
        public void registerEventTimeTimer(long time) {}

        @Override
        public void deleteProcessingTimeTimer(long time) {
            context.deleteProcessingTimeTimer(time);
        }

        @Override
        public void deleteEventTimeTimer(long time) {
            context.deleteEventTimeTimer(time);
        }

        @Override
        public <S extends State> S getPartitionedState(StateDescriptor<S, ?> stateDescriptor) {
            return context.getPartitionedState(stateDescriptor);
        }

        @Override
        public <S extends MergingState<?, ?>> void mergePartitionedState(StateDescriptor<S, ?> stateDescriptor) {
            context.mergePartitionedState(stateDescriptor);
        }
    }

    private record FirstOfMerged(AggregateFunction<Object, Object, Object> aggregate)
            implements AggregateFunction<Object, Object, Object> {
        @Override
        public Object createAccumulator() {
            return aggregate.createAccumulator();
        }

        @Override
        public Object add(Object value, Object accumulator) {
            return aggregate.add(value, accumulator);
        }

        @Override
        public Object getResult(Object accumulator) {
            return aggregate.getResult(accumulator);
        }

        @Override
        public Object merge(Object a, Object b) {
            return a;
        }
    }

    /** Where none of a key's windows holds anything, nothing is left of them. */
    private static final class Forgetting extends ForwardingOperator {
        private @Nullable KeyedStore store;

        Forgetting(Operator operator) {
            super(operator);
        }

        @Override
        public void open(OperatorContext context, Output output) throws Exception {
            super.open(context, output);
            store = context.keyedStore();
        }

        @Override
        public void onBatch(int input, RecordBatch batch) throws Exception {
            super.onBatch(input, batch);
            forget();
        }

        @Override
        public boolean onWatermark(long timestamp) throws Exception {
            boolean done = super.onWatermark(timestamp);
            forget();
            return done;
        }

        private void forget() {
            KeyedStore opened = store;
            if (opened == null || !opened.holds("mergingWindows")) {
                return;
            }
            ObjectColumn<Object> contents = opened.objectColumn("windowContents", null);
            ObjectColumn<Object> windows = opened.objectColumn("mergingWindows", null);
            Set<Object> holding = new LinkedHashSet<>();
            opened.forEachSlot(slot -> {
                if (opened.keyOf(slot) instanceof WindowKey window && contents.has(slot)) {
                    holding.add(window.key());
                }
            });
            opened.forEachSlot(slot -> {
                if (windows.has(slot) && !holding.contains(opened.keyOf(slot))) {
                    windows.clear(slot);
                }
            });
        }
    }
}
