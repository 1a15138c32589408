/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.Codecs;
import org.jspecify.annotations.Nullable;

/** What a store knows of one name: its column, and what the program was given for it. */
final class DeclaredState {
    private static final long OBJECT_BYTES = 32;

    final String name;
    final StateKind kind;
    private final int number;
    final PresenceWord presence;
    final long presenceBit;
    final @Nullable LongColumn longs;
    final @Nullable ObjectColumn<Object> objects;

    /** Null where cells are objects, as they are while the state is only restored. */
    private @Nullable UnboxedCells unboxed;

    /** What the program holds; null while the state is only restored. */
    @Nullable
    Object handle;

    /** What the program made of the restored cells; null while they are as they were restored. */
    @Nullable
    Redeclaration redeclaration;

    /** Whether it was restored, and nobody wants it. */
    boolean forgotten;

    DeclaredState(String name, StateKind kind, int number, PresenceWord presence, long presenceBit, LongColumn longs) {
        this.name = name;
        this.kind = kind;
        this.number = number;
        this.presence = presence;
        this.presenceBit = presenceBit;
        this.longs = longs;
        this.objects = null;
    }

    DeclaredState(
            String name,
            StateKind kind,
            int number,
            PresenceWord presence,
            long presenceBit,
            ObjectColumn<Object> objects) {
        this.name = name;
        this.kind = kind;
        this.number = number;
        this.presence = presence;
        this.presenceBit = presenceBit;
        this.longs = null;
        this.objects = objects;
    }

    /** Which of the states of its store this is, from 0. */
    int number() {
        return number;
    }

    LongColumn longColumn() {
        if (longs == null) {
            throw new IllegalStateException("State \"" + name + "\" is no column of longs");
        }
        return longs;
    }

    ObjectColumn<Object> objectColumn() {
        if (objects == null) {
            throw new IllegalStateException("State \"" + name + "\" is no column of objects");
        }
        return objects;
    }

    void clear(int slot) {
        if (longs != null) {
            longs.clear(slot);
        } else if (unboxed != null) {
            unboxed.clear(slot);
        } else {
            objectColumn().clear(slot);
        }
    }

    /** Returns the cell of a slot, as its format writes it, or null; for a look. Not for longs. */
    @Nullable
    Object peek(int slot) {
        return unboxed != null ? unboxed.box(slot) : objectColumn().peek(slot);
    }

    /** Fills a slot that has nothing with a cell, as its format reads it. Not for longs. */
    void put(int slot, Object cell) {
        if (unboxed != null) {
            unboxed.unbox(slot, cell);
        } else {
            objectColumn().set(slot, cell);
        }
    }

    /** From here on cells lie in arrays: moves those that were restored, and lets go of the column of objects. */
    void unbox(UnboxedCells arrays, KeySlots slots) {
        ObjectColumn<Object> restored = objectColumn();
        for (int slot = 0; restored.size() > 0 && slot < slots.slotCount(); slot++) {
            Object cell = restored.peek(slot);
            if (cell != null) {
                restored.clear(slot);
                arrays.unbox(slot, cell);
            }
        }
        slots.drop(restored.values());
        unboxed = arrays;
    }

    /** The size of what does not grow with the slots; of objects a guess. */
    long sizeBytes() {
        if (unboxed != null) {
            return unboxed.sizeBytes();
        }
        return objects == null ? 0 : OBJECT_BYTES * objects.size();
    }

    SharedState share(String fieldName, SharedKeys keys, long nowMillis) {
        SharedLongs shared =
                presence.isFirst() ? keys.presence() : presence.pages().share();
        if (longs != null) {
            return new SharedState.Longs(fieldName, name, number, longs.values().share(), shared, presenceBit);
        }
        ObjectColumn<Object> column = objectColumn();
        CellType cells = column.cells();
        CellFormat format = new LazyFormat(() -> cells.format(fieldName, nowMillis, Codecs::observed));
        SharedCells sharedCells = unboxed != null ? unboxed.share(shared) : column.share();
        return new SharedState.Objects(fieldName, name, number, kind, sharedCells, format);
    }
}
