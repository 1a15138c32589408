/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Which slots changed since the last snapshot, and which keys of earlier snapshots have lost their slot since. A slot is
 * marked where a cell is written, or handed out to somebody who may change it in place.
 */
final class ChangedSlots {
    private SlotSet changed = new SlotSet();
    private List<Object> gone = new ArrayList<>();

    /** Slots that got their keys since the last snapshot, which knows none of these. */
    private SlotSet taken = new SlotSet();

    void mark(int slot) {
        changed.add(slot);
    }

    /** Notes that a slot gets a key. */
    void take(int slot) {
        taken.add(slot);
    }

    /** Notes that a slot loses its key; returns whether {@link #addGone} must learn which. */
    boolean free(int slot) {
        changed.remove(slot);
        return !taken.contains(slot);
    }

    void addGone(Object key) {
        gone.add(key);
    }

    /** Begins anew, as of a snapshot that is taken now; returns what happened before. */
    KeyedChanges handOver() {
        KeyedChanges handedOver = new KeyedChanges(changed, gone);
        changed = new SlotSet();
        taken = new SlotSet();
        gone = new ArrayList<>();
        return handedOver;
    }
}
