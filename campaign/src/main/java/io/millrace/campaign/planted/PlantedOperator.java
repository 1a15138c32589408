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
import java.util.Set;
import java.util.TreeSet;
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
        UNION_GHOSTS,
        /** What a function keeps as longs comes back as timers, too. */
        STATE_BECOMES_TIMERS,
        /** Key groups are written as if there were half as many. */
        HALF_AS_MANY_KEY_GROUPS,
        /** Requests under way go to the subtask of the same number, which there may not be any more. */
        REQUESTS_KEEP_THEIR_SUBTASK,
        /** The number of the next file is no part of the snapshot. */
        FORGETS_FILE_NUMBER,
        /** Of the open files but one is in the snapshot. */
        FORGETS_OPEN_FILES
    }

    private final Bug bug;
    private final Map<String, List<Object>> given = new LinkedHashMap<>();
    private @Nullable OperatorContext context;
    private boolean opening;

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
        opening = true;
        super.open(bug == Bug.REQUESTS_KEEP_THEIR_SUBTASK ? new AsManyAsBefore(newContext) : newContext, output);
        opening = false;
    }

    /** While it opens, there are as many subtasks as had requests under way. */
    private final class AsManyAsBefore extends ForwardingContext {
        AsManyAsBefore(OperatorContext context) {
            super(context);
        }

        @Override
        public int parallelism() {
            int before = restoredState().tables("requests").size();
            return opening && before > 0 ? before : super.parallelism();
        }
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
            case NONE, FORGETS_WATERMARK, REQUESTS_KEEP_THEIR_SUBTASK -> super.snapshot(endOfInput);
            case LATE_SNAPSHOT -> new Late(endOfInput);
            case FORGETS_ROW -> changed(endOfInput, (row, number) -> number > 0);
            case FORGETS_CHANGED_ROW ->
                new PlantedChanges(super.snapshot(endOfInput), PlantedChanges.Bug.FORGETS_CHANGED_ROW);
            case FORGETS_DELETION ->
                new PlantedChanges(super.snapshot(endOfInput), PlantedChanges.Bug.FORGETS_DELETION);
            case FORGETS_TIMERS -> changed(endOfInput, PlantedOperator::forgetTimers);
            case TIMERS_OF_WRONG_KEY_GROUP -> changed(endOfInput, PlantedOperator::moveToNextKeyGroup);
            case FORGETS_MERGED_WINDOWS -> changed(endOfInput, PlantedOperator::forgetMergedWindows);
            case STATE_BECOMES_TIMERS -> changed(endOfInput, PlantedOperator::readAsTimers);
            case HALF_AS_MANY_KEY_GROUPS -> changed(endOfInput, PlantedOperator::halveKeyGroup);
            case FORGETS_FILE_NUMBER -> changed(endOfInput, PlantedOperator::forgetFileNumber);
            case FORGETS_OPEN_FILES -> changed(endOfInput, PlantedOperator::forgetOpenFiles);
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

    private static boolean readAsTimers(GenericRecord row, int number) {
        if (row.hasField("eventTimers")) {
            Set<Object> timers = new TreeSet<>((List<?>) row.get("eventTimers"));
            for (Schema.Field field : row.getSchema().getFields()) {
                if (!field.name().equals("key") && row.get(field.name()) instanceof Long value) {
                    timers.add(value);
                }
            }
            row.put("eventTimers", new ArrayList<>(timers));
        }
        return true;
    }

    private static boolean halveKeyGroup(GenericRecord row, int number) {
        if (row.hasField("keyGroup")) {
            row.put("keyGroup", (Integer) row.get("keyGroup") / 2);
        }
        return true;
    }

    private static boolean forgetFileNumber(GenericRecord row, int number) {
        if (row.get("value") instanceof GenericRecord state && state.hasField("nextFile")) {
            state.put("nextFile", 0L);
        }
        return true;
    }

    private static boolean forgetOpenFiles(GenericRecord row, int number) {
        if (row.get("value") instanceof GenericRecord state
                && state.hasField("open")
                && state.get("open") instanceof List<?> open) {
            state.put("open", open.subList(0, Math.min(1, open.size())));
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
