/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.planted;

import io.millrace.data.RecordBatch;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.OperatorSnapshot;
import io.millrace.operator.OperatorStates;
import io.millrace.operator.Output;
import io.millrace.operator.StateSize;
import io.millrace.snapshot.StateTable;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** An operator whose snapshots, or what it makes of them, are wrong. */
class PlantedOperator implements Operator {
    enum Bug {
        /** None: what else is caught then is a fault of the planting. */
        NONE,
        LATE_SNAPSHOT,
        FORGETS_ROW,
        FORGETS_CHANGED_ROW,
        FORGETS_DELETION,
        FORGETS_TIMERS,
        /** The timers of a key go to another key group. */
        TIMERS_OF_WRONG_KEY_GROUP,
        FORGETS_MERGED_WINDOWS,
        FORGETS_WATERMARK,
        /** Each subtask writes what it was given of a union list, and not what is its own. */
        UNION_GHOSTS
    }

    private final Operator operator;
    private final Bug bug;
    private final Map<String, List<Object>> given = new LinkedHashMap<>();
    private @Nullable OperatorContext context;

    PlantedOperator(Operator operator, Bug bug) {
        this.operator = operator;
        this.bug = bug;
    }

    @Override
    public void open(OperatorContext newContext, Output output) throws Exception {
        context = newContext;
        if (bug == Bug.FORGETS_WATERMARK) {
            newContext.setWatermark(Long.MIN_VALUE);
        } else if (bug == Bug.UNION_GHOSTS) {
            rememberUnions(newContext.operatorStates());
        }
        operator.open(newContext, output);
    }

    private void rememberUnions(OperatorStates states) throws Exception {
        for (String name : states.getRegisteredStateNames()) {
            try {
                List<Object> all = new ArrayList<>();
                union(states, name).get().forEach(all::add);
                given.put(name, all);
            } catch (IllegalArgumentException plainList) {
                // Belongs to one subtask as it is.
            }
        }
    }

    private static ListState<Object> union(OperatorStates states, String name) {
        return states.getUnionListState(new ListStateDescriptor<>(name));
    }

    @Override
    public OperatorSnapshot snapshot(boolean endOfInput) throws Exception {
        return switch (bug) {
            case NONE, FORGETS_WATERMARK -> operator.snapshot(endOfInput);
            case LATE_SNAPSHOT -> new Late(endOfInput);
            case FORGETS_ROW -> changed(endOfInput, (row, number) -> number > 0);
            case FORGETS_CHANGED_ROW ->
                new PlantedChanges(operator.snapshot(endOfInput), PlantedChanges.Bug.FORGETS_CHANGED_ROW);
            case FORGETS_DELETION ->
                new PlantedChanges(operator.snapshot(endOfInput), PlantedChanges.Bug.FORGETS_DELETION);
            case FORGETS_TIMERS -> changed(endOfInput, PlantedOperator::forgetTimers);
            case TIMERS_OF_WRONG_KEY_GROUP -> changed(endOfInput, PlantedOperator::moveToNextKeyGroup);
            case FORGETS_MERGED_WINDOWS -> changed(endOfInput, PlantedOperator::forgetMergedWindows);
            case UNION_GHOSTS -> {
                OperatorContext opened = context;
                if (opened != null) {
                    for (Map.Entry<String, List<Object>> state : given.entrySet()) {
                        union(opened.operatorStates(), state.getKey()).addAll(state.getValue());
                    }
                }
                yield operator.snapshot(endOfInput);
            }
        };
    }

    private OperatorSnapshot changed(boolean endOfInput, PlantedTable.Change change) throws Exception {
        return new PlantedTable.Snapshot(operator.snapshot(endOfInput), change);
    }

    private static boolean forgetTimers(GenericRecord row, int number) {
        for (String timers : List.of("eventTimers", "processingTimers")) {
            if (row.hasField(timers)) {
                row.put(timers, List.of());
            }
        }
        return true;
    }

    private static boolean moveToNextKeyGroup(GenericRecord row, int number) {
        if (row.hasField("eventTimers") && !((List<?>) row.get("eventTimers")).isEmpty()) {
            int keyGroup = (Integer) row.get("keyGroup");
            row.put("keyGroup", keyGroup == 0 ? 1 : keyGroup - 1);
        }
        return true;
    }

    private static boolean forgetMergedWindows(GenericRecord row, int number) {
        if (row.hasField("mergingWindows")) {
            Schema schema = row.getSchema().getField("mergingWindows").schema();
            row.put("mergingWindows", schema.isNullable() ? null : List.of());
        }
        return true;
    }

    /** Looks at the state when it is written, and not when it was to be taken. */
    private final class Late implements OperatorSnapshot {
        private final boolean endOfInput;
        private @Nullable OperatorSnapshot taken;

        Late(boolean endOfInput) {
            this.endOfInput = endOfInput;
        }

        @Override
        public List<StateTable> tables() {
            try {
                OperatorSnapshot now = operator.snapshot(endOfInput);
                taken = now;
                return now.tables();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }

        @Override
        public void close() {
            if (taken != null) {
                taken.close();
            }
        }
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        operator.onBatch(input, batch);
    }

    @Override
    public void beforeSignal() throws Exception {
        operator.beforeSignal();
    }

    @Override
    public void onIdle() {
        operator.onIdle();
    }

    @Override
    public void onActive() {
        operator.onActive();
    }

    @Override
    public boolean onWatermark(long timestamp) throws Exception {
        return operator.onWatermark(timestamp);
    }

    @Override
    public long nextProcessingTime() {
        return operator.nextProcessingTime();
    }

    @Override
    public boolean onProcessingTime(long millis) throws Exception {
        return operator.onProcessingTime(millis);
    }

    @Override
    public boolean onEndOfInput(int input) throws Exception {
        return operator.onEndOfInput(input);
    }

    @Override
    public boolean onKeyEnd() throws Exception {
        return operator.onKeyEnd();
    }

    @Override
    public boolean resume() throws Exception {
        return operator.resume();
    }

    @Override
    public void onMail(Object letter) throws Exception {
        operator.onMail(letter);
    }

    @Override
    public boolean isWaiting() {
        return operator.isWaiting();
    }

    @Override
    public boolean forwardsWatermarks() {
        return operator.forwardsWatermarks();
    }

    @Override
    public StateSize stateSize() {
        return operator.stateSize();
    }

    @Override
    public void close() throws Exception {
        operator.close();
    }
}
