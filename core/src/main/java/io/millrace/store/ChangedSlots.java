/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which slots changed since the last snapshot, and which keys of earlier snapshots have lost their slot since. A slot is
 * marked where a cell is written, or handed out to somebody who may change it in place.
 */
final class ChangedSlots {
    private SlotSet changed = new SlotSet();
    private List<Object> gone = new ArrayList<>();

    /** Slots that got or lost a key since the last snapshot, which knows none of those they have. */
    private SlotSet unknown = new SlotSet();

    void mark(int slot) {
        changed.add(slot);
    }

    /** Notes that a slot gets a key. */
    void take(int slot) {
        unknown.add(slot);
    }

    /** Notes that a slot loses its key; returns whether a snapshot may know the key, once. */
    boolean free(int slot) {
        changed.remove(slot);
        boolean known = !unknown.contains(slot);
        unknown.add(slot);
        return known;
    }

    boolean isChanged(int slot) {
        return changed.contains(slot);
    }

    /** Takes a slot whose key just got it for unchanged. */
    void forget(int slot) {
        changed.remove(slot);
    }

    void addGone(Object key) {
        gone.add(key);
    }

    /** Begins anew, as of a snapshot that is taken now; returns what happened before. */
    KeyedChanges handOver(@Nullable ColdChanges cold) {
        KeyedChanges handedOver = new KeyedChanges(changed, gone, cold);
        changed = new SlotSet();
        unknown = new SlotSet();
        gone = new ArrayList<>();
        return handedOver;
    }
}
