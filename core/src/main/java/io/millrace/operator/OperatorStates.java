/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.Codec;
import io.millrace.data.Codecs;
import io.millrace.process.CheckpointListener;
import io.millrace.process.CheckpointedFunction;
import io.millrace.process.FunctionSnapshotContext;
import io.millrace.snapshot.StateTable;
import io.millrace.state.BroadcastState;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.OperatorStateStore;
import io.millrace.state.StateDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The state of one subtask of an operator that belongs to no key, and the functions that keep it. What a snapshot held is
 * kept though no function declares it any more.
 */
public final class OperatorStates implements OperatorStateStore {
    /** The name of the table in snapshots. */
    static final String TABLE = "operatorState";

    private static final Codec<Object> COPIES = Codecs.observed();

    private final String operator;
    private final int subtask;
    private final Map<String, ElementList> lists = new LinkedHashMap<>();
    private final BroadcastStates broadcast;
    private final List<CheckpointedFunction> functions = new ArrayList<>();
    private final List<CheckpointListener> listeners = new ArrayList<>();

    /**
     * One element of a list state.
     *
     * @param union whether each subtask gets the elements of all
     */
    public record Element(String state, boolean union, Object value) {}

    public OperatorStates(String operator, int subtask, int parallelism, RestoredState restored) throws IOException {
        this.operator = operator;
        this.subtask = subtask;
        this.broadcast = new BroadcastStates(restored);
        restore(ValuesTable.readEach(restored, TABLE), parallelism);
    }

    private void restore(List<List<Object>> parts, int parallelism) {
        boolean samePlaces = parts.size() == parallelism;
        Map<String, Integer> seen = new LinkedHashMap<>();
        for (int part = 0; part < parts.size(); part++) {
            for (Object row : parts.get(part)) {
                Element element = (Element) row;
                int place = samePlaces ? part : (seen.merge(element.state(), 1, Integer::sum) - 1) % parallelism;
                lists.computeIfAbsent(element.state(), name -> new ElementList(element.union()))
                        .restore(element.value(), place == subtask);
            }
        }
    }

    /** Makes a function part of the operator's checkpoints. */
    void register(CheckpointedFunction function) {
        functions.add(function);
    }

    void register(CheckpointListener listener) {
        listeners.add(listener);
    }

    /** Lets the functions put into their state what they hold outside of it. */
    public void prepareSnapshot(long checkpointId, long timestamp) throws Exception {
        for (CheckpointedFunction function : functions) {
            function.snapshotState(new SnapshotContext(checkpointId, timestamp));
        }
    }

    public void notifyComplete(long checkpointId) throws Exception {
        for (CheckpointListener listener : listeners) {
            listener.notifyCheckpointComplete(checkpointId);
        }
    }

    public void notifyAborted(long checkpointId) throws Exception {
        for (CheckpointListener listener : listeners) {
            listener.notifyCheckpointAborted(checkpointId);
        }
    }

    /** Returns the operator's own snapshot with this state, as it is now. */
    public OperatorSnapshot addTo(OperatorSnapshot own) {
        List<StateTable> tables = tables();
        return tables.isEmpty() ? own : new ExtendedSnapshot(own, tables);
    }

    private List<StateTable> tables() {
        List<StateTable> tables = new ArrayList<>();
        if (!lists.isEmpty()) {
            List<Element> elements = new ArrayList<>();
            lists.forEach((name, list) ->
                    list.own().forEach(value -> elements.add(new Element(name, list.union, COPIES.copy(value)))));
            tables.add(new ValuesTable(TABLE, elements));
        }
        if (!broadcast.isEmpty()) {
            tables.add(broadcast.table(subtask));
        }
        return tables;
    }

    @Override
    public <S> ListState<S> getListState(ListStateDescriptor<S> stateDescriptor) {
        return FunctionOperator.cast(list(stateDescriptor, false));
    }

    @Override
    public <S> ListState<S> getUnionListState(ListStateDescriptor<S> stateDescriptor) {
        return FunctionOperator.cast(list(stateDescriptor, true));
    }

    private ElementList list(ListStateDescriptor<?> descriptor, boolean union) {
        requireNoTimeToLive(descriptor);
        ElementList list = lists.computeIfAbsent(descriptor.getName(), name -> new ElementList(union));
        if (list.union != union) {
            throw new IllegalArgumentException("State '" + descriptor.getName() + "' of operator '" + operator + "' is "
                    + kind(list.union) + " and cannot become " + kind(union)
                    + ". Declare it as it was, or give the new state another name.");
        }
        return list;
    }

    private static String kind(boolean union) {
        return union ? "a union list" : "a plain list";
    }

    private void requireNoTimeToLive(StateDescriptor<?, ?> descriptor) {
        if (descriptor.getTtlConfig() != null) {
            throw new IllegalArgumentException("State '" + descriptor.getName() + "' of operator '" + operator
                    + "' has a time to live, which only keyed state can have. Remove enableTimeToLive(...).");
        }
    }

    @Override
    public <K, V> BroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> stateDescriptor) {
        requireNoTimeToLive(stateDescriptor);
        return FunctionOperator.cast(broadcast.state(stateDescriptor.getName()));
    }

    @Override
    public Set<String> getRegisteredStateNames() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(lists.keySet()));
    }

    @Override
    public Set<String> getRegisteredBroadcastStateNames() {
        return broadcast.names();
    }

    /** One list state: what came from a snapshot, and what was added since. */
    private static final class ElementList implements ListState<Object> {
        private final boolean union;
        private List<Object> restored = new ArrayList<>();
        private List<Object> restoredHere = new ArrayList<>();
        private final List<Object> added = new ArrayList<>();

        ElementList(boolean union) {
            this.union = union;
        }

        void restore(Object value, boolean here) {
            if (here) {
                restoredHere.add(value);
            }
            if (here || union) {
                restored.add(value);
            }
        }

        /** Returns what this subtask writes to snapshots. */
        List<Object> own() {
            List<Object> own = new ArrayList<>(restoredHere);
            own.addAll(added);
            return own;
        }

        @Override
        public Iterable<Object> get() {
            List<Object> all = new ArrayList<>(restored);
            all.addAll(added);
            return Collections.unmodifiableList(all);
        }

        @Override
        public void add(Object value) {
            added.add(java.util.Objects.requireNonNull(value, "An element of a list state must not be null"));
        }

        @Override
        public void addAll(List<Object> values) {
            values.forEach(this::add);
        }

        @Override
        public void update(List<Object> values) {
            List<Object> copy = new ArrayList<>(values);
            clear();
            addAll(copy);
        }

        @Override
        public void clear() {
            restored = List.of();
            restoredHere = List.of();
            added.clear();
        }
    }

    private record SnapshotContext(long checkpointId, long timestamp) implements FunctionSnapshotContext {
        @Override
        public long getCheckpointId() {
            return checkpointId;
        }

        @Override
        public long getCheckpointTimestamp() {
            return timestamp;
        }
    }
}
