/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import org.jspecify.annotations.Nullable;

/** What a store knows of one name: its column, and what the program was given for it. */
final class DeclaredState {
    final String name;
    final StateKind kind;
    final long presenceBit;
    final @Nullable LongColumn longs;
    final @Nullable ObjectColumn<Object> objects;

    /** What the program holds; null while the state is only restored. */
    @Nullable
    Object handle;

    DeclaredState(String name, StateKind kind, long presenceBit, LongColumn longs) {
        this.name = name;
        this.kind = kind;
        this.presenceBit = presenceBit;
        this.longs = longs;
        this.objects = null;
    }

    DeclaredState(String name, StateKind kind, long presenceBit, ObjectColumn<Object> objects) {
        this.name = name;
        this.kind = kind;
        this.presenceBit = presenceBit;
        this.longs = null;
        this.objects = objects;
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
        } else {
            objectColumn().clear(slot);
        }
    }

    SharedState share(String fieldName, SharedKeys keys, long nowMillis) {
        if (longs != null) {
            return new SharedState.Longs(fieldName, name, longs.values().share(), keys, presenceBit);
        }
        ObjectColumn<Object> column = objectColumn();
        CellType cells = column.cells();
        CellFormat format = new LazyFormat(() -> cells.format(fieldName, nowMillis));
        return new SharedState.Objects(fieldName, name, kind, column.share(), format);
    }
}
