/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One object a key.
 *
 * <p>Values may be changed in place by whoever holds them. So while a snapshot is open, a value that can change is
 * deep-copied the first time it is handed out: the snapshot keeps the old instance, the owner goes on with the copy.
 * {@code handedOut} has a bit for each slot whose value the latest snapshot no longer shares. For incremental
 * checkpoints, what was handed out counts as changed.
 */
public final class ObjectColumn<T> implements Cells<T> {
    private final ObjectPages values;
    private final PresenceWord presence;
    private final long presenceBit;
    private final OpenSnapshots snapshots;
    private final ChangedSlots changes;
    private CellType cells;
    private boolean copiesValues;
    private long[] @Nullable [] handedOut = new long[4] @Nullable [];
    private int size;

    ObjectColumn(
            ObjectPages values,
            PresenceWord presence,
            long presenceBit,
            OpenSnapshots snapshots,
            ChangedSlots changes,
            CellType cells) {
        this.values = values;
        this.presence = presence;
        this.presenceBit = presenceBit;
        this.snapshots = snapshots;
        this.changes = changes;
        this.cells = cells;
        this.copiesValues = !cells.isAlwaysImmutable();
    }

    /** The value, or null where there is none. It may be changed in place until the task's next step. */
    @SuppressWarnings("unchecked")
    @Override
    public @Nullable T get(int slot) {
        Object value = values.get(slot);
        if (copiesValues && value != null) {
            changes.mark(slot);
            if (snapshots.mayBeOpen()) {
                value = handOut(slot, value);
            }
        }
        return (T) value;
    }

    @Override
    public void set(int slot, T value) {
        if (value == null) {
            throw new NullPointerException("A column holds no null: clear the slot instead");
        }
        if (copiesValues && snapshots.mayBeOpen()) {
            markHandedOut(slot);
        }
        @Nullable Object[] page = values.writable(slot);
        int index = slot & LongPages.MASK;
        Object before = page[index];
        page[index] = value;
        changes.mark(slot);
        if (before == null) {
            presence.mark(slot, presenceBit);
            size++;
        }
    }

    public boolean has(int slot) {
        return values.get(slot) != null;
    }

    @Override
    public void clear(int slot) {
        if (values.get(slot) != null) {
            values.set(slot, null);
            presence.unmark(slot, presenceBit);
            size--;
            changes.mark(slot);
        }
    }

    /** The value for a look that changes nothing and keeps nothing. */
    @Nullable
    Object peek(int slot) {
        return values.get(slot);
    }

    /** How many slots have a value. */
    int size() {
        return size;
    }

    ObjectPages values() {
        return values;
    }

    CellType cells() {
        return cells;
    }

    /** Says what the cells hold; before the first snapshot only. */
    void declare(CellType newCells) {
        this.cells = newCells;
        this.copiesValues = !newCells.isAlwaysImmutable();
    }

    SharedObjects share() {
        handedOut = new long[copiesValues ? handedOut.length : 0][];
        return values.share();
    }

    private Object handOut(int slot, Object value) {
        if (!snapshots.isOpen() || !markHandedOut(slot)) {
            return value;
        }
        Object copy = cells.copy(value);
        if (copy != value) {
            values.set(slot, copy);
        }
        return copy;
    }

    /** Returns whether the latest snapshot shared the slot's value until now. */
    private boolean markHandedOut(int slot) {
        int page = slot >>> LongPages.SHIFT;
        if (page >= handedOut.length) {
            handedOut = Arrays.copyOf(handedOut, Math.max(page + 1, handedOut.length * 2));
        }
        long[] bits = handedOut[page];
        if (bits == null) {
            bits = new long[LongPages.PAGE_SIZE / Long.SIZE];
            handedOut[page] = bits;
        }
        int word = (slot & LongPages.MASK) >>> 6;
        long bit = 1L << slot;
        if ((bits[word] & bit) != 0) {
            return false;
        }
        bits[word] |= bit;
        return true;
    }
}
