/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

/** One long a key, unboxed. A slot where nothing was set reads as 0. */
public final class LongColumn {
    private final LongPages values;
    private final LongPages presence;
    private final long presenceBit;
    private final ChangedSlots changes;

    LongColumn(LongPages values, LongPages presence, long presenceBit, ChangedSlots changes) {
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
            markPresent(slot);
        }
    }

    public boolean has(int slot) {
        return values.get(slot) != 0 || (presence.get(slot) & presenceBit) != 0;
    }

    public void clear(int slot) {
        long mask = presence.get(slot);
        if ((mask & presenceBit) != 0) {
            presence.set(slot, mask & ~presenceBit);
            values.set(slot, 0);
            changes.mark(slot);
        }
    }

    LongPages values() {
        return values;
    }

    private void markPresent(int slot) {
        long mask = presence.get(slot);
        if ((mask & presenceBit) == 0) {
            presence.set(slot, mask | presenceBit);
        }
    }
}
