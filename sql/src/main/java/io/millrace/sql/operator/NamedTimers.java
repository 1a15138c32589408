/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.state.MapState;
import io.millrace.state.MapStateDescriptor;
import io.millrace.store.KeyedStore;
import io.millrace.store.TimerQueue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The event-time timers of a key, some of which have names. The store has one timer for each time, whatever is due then: two states remember what that is.
 */
final class NamedTimers {
    private final KeyedStore store;
    private final MapState<String, Long> named;
    private final MapState<Long, Boolean> unnamed;

    NamedTimers(KeyedStore store) {
        this.store = store;
        this.named = store.mapState(new MapStateDescriptor<>("$namedTimers", String.class, Long.class));
        this.unnamed = store.mapState(new MapStateDescriptor<>("$timers", Long.class, Boolean.class));
    }

    private TimerQueue queue() {
        return store.eventTimers();
    }

    void register(long timestamp) {
        unnamed.put(timestamp, true);
        queue().register(store.currentSlot(), timestamp);
    }

    void register(String name, long timestamp) {
        clear(name);
        named.put(name, timestamp);
        queue().register(store.currentSlot(), timestamp);
    }

    void clear(long timestamp) {
        unnamed.remove(timestamp);
        removeIfUnused(timestamp);
    }

    void clear(String name) {
        Long timestamp = named.get(name);
        if (timestamp != null) {
            named.remove(name);
            removeIfUnused(timestamp);
        }
    }

    private void removeIfUnused(long timestamp) {
        if (!unnamed.contains(timestamp) && namesAt(timestamp).isEmpty()) {
            queue().delete(store.currentSlot(), timestamp);
        }
    }

    void clearAll() {
        named.clear();
        unnamed.clear();
        queue().deleteAll(store.currentSlot());
    }

    private List<String> namesAt(long timestamp) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, Long> each : named.entries()) {
            if (each.getValue() == timestamp) {
                names.add(each.getKey());
            }
        }
        Collections.sort(names);
        return names;
    }

    /** Returns what is due at a time, in the order in which it fires: the timer without a name, which is null, and then the others by their names. */
    List<@Nullable String> due(long timestamp) {
        List<@Nullable String> due = new ArrayList<>();
        if (unnamed.contains(timestamp)) {
            due.add(null);
        }
        due.addAll(namesAt(timestamp));
        return due;
    }

    /**
     * Takes a timer that is due, before it fires.
     *
     * @return whether it is still there: one that fired at the same time may have removed it
     */
    boolean take(@Nullable String name, long timestamp) {
        if (name == null) {
            boolean there = unnamed.contains(timestamp);
            unnamed.remove(timestamp);
            return there;
        }
        Long known = named.get(name);
        boolean there = known != null && known == timestamp;
        if (there) {
            named.remove(name);
        }
        return there;
    }
}
