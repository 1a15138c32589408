/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.planted;

import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.OperatorSnapshot;
import io.millrace.operator.OperatorStates;
import io.millrace.operator.Output;
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
final class PlantedOperator extends ForwardingOperator {
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

    private final Bug bug;
    private final Map<String, List<Object>> given = new LinkedHashMap<>();
    private @Nullable OperatorContext context;

    PlantedOperator(Operator operator, Bug bug) {
        super(operator);
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
        super.open(newContext, output);
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
            case NONE, FORGETS_WATERMARK -> super.snapshot(endOfInput);
            case LATE_SNAPSHOT -> new Late(endOfInput);
            case FORGETS_ROW -> changed(endOfInput, (row, number) -> number > 0);
            case FORGETS_CHANGED_ROW ->
                new PlantedChanges(super.snapshot(endOfInput), PlantedChanges.Bug.FORGETS_CHANGED_ROW);
            case FORGETS_DELETION ->
                new PlantedChanges(super.snapshot(endOfInput), PlantedChanges.Bug.FORGETS_DELETION);
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
                yield super.snapshot(endOfInput);
            }
        };
    }

    private OperatorSnapshot changed(boolean endOfInput, PlantedTable.Change change) throws Exception {
        return new PlantedTable.Snapshot(super.snapshot(endOfInput), change);
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
                OperatorSnapshot now = PlantedOperator.super.snapshot(endOfInput);
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
}
