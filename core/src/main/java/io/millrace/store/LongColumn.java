/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

/** One long a key, unboxed. A slot where nothing was set reads as 0. */
public final class LongColumn {
    private final LongPages values;
    private final PresenceWord presence;
    private final long presenceBit;
    private final ChangedSlots changes;

    LongColumn(LongPages values, PresenceWord presence, long presenceBit, ChangedSlots changes) {
        this.values = values;
        this.presence = presence;
        this.presenceBit = presenceBit;
        this.changes = changes;
    }

    /** The value, or 0 where there is none. */
    public long get(int slot) {
        return values.get(slot);
    }

    public void set(int slot, long value) {
        long[] page = values.writable(slot);
        int index = slot & LongPages.MASK;
        long before = page[index];
        page[index] = value;
        changes.mark(slot);
        // What is absent reads as 0, so any other value says that the bit is already set.
        if (before == 0) {
            presence.mark(slot, presenceBit);
        }
    }

    public boolean has(int slot) {
        return values.get(slot) != 0 || presence.has(slot, presenceBit);
    }

    public void clear(int slot) {
        if (presence.has(slot, presenceBit)) {
            presence.unmark(slot, presenceBit);
            values.set(slot, 0);
            changes.mark(slot);
        }
    }

    LongPages values() {
        return values;
    }
}
