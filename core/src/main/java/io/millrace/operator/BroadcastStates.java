/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.Codec;
import io.millrace.data.Codecs;
import io.millrace.snapshot.StateTable;
import io.millrace.state.BroadcastState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All broadcast states of one operator, by name. Every subtask holds the same; the first writes them to snapshots. */
final class BroadcastStates {
    private static final String TABLE = "broadcast";
    private static final Codec<Object> COPIES = Codecs.observed();

    private final Map<String, Entries> states = new LinkedHashMap<>();

    /**
     * One entry of one state.
     *
     * @param state the name of the state
     */
    public record Entry(String state, Object key, Object value) {}

    BroadcastStates(RestoredState restored) throws IOException {
        for (Object value : ValuesTable.readAll(restored, TABLE)) {
            Entry entry = (Entry) value;
            state(entry.state()).map.put(entry.key(), entry.value());
        }
    }

    boolean isEmpty() {
        return states.isEmpty();
    }

    Set<String> names() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(states.keySet()));
    }

    Entries state(String name) {
        return states.computeIfAbsent(name, unused -> new Entries());
    }

    /** Returns the entries as they are now; values that can change are copied. */
    StateTable table(int subtask) {
        List<Entry> entries = new ArrayList<>();
        if (subtask == 0) {
            states.forEach((name, state) -> state.map.forEach(
                    (key, value) -> entries.add(new Entry(name, COPIES.copy(key), COPIES.copy(value)))));
        }
        return new ValuesTable(TABLE, entries);
    }

    /** One broadcast state. */
    static final class Entries implements BroadcastState<Object, Object> {
        private final Map<Object, Object> map = new LinkedHashMap<>();

        @Override
        public @Nullable Object get(Object key) {
            return map.get(key);
        }

        @Override
        public boolean contains(Object key) {
            return map.containsKey(key);
        }

        @Override
        public Iterable<Map.Entry<Object, Object>> immutableEntries() {
            return Collections.unmodifiableMap(map).entrySet();
        }

        @Override
        public void put(Object key, Object value) {
            map.put(key, value);
        }

        @Override
        public void putAll(Map<Object, Object> other) {
            map.putAll(other);
        }

        @Override
        public void remove(Object key) {
            map.remove(key);
        }

        @Override
        public Iterable<Map.Entry<Object, Object>> entries() {
            return map.entrySet();
        }

        @Override
        public Iterator<Map.Entry<Object, Object>> iterator() {
            return map.entrySet().iterator();
        }

        @Override
        public void clear() {
            map.clear();
        }
    }
}
