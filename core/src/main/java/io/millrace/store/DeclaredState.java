/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.Codecs;
import org.jspecify.annotations.Nullable;

/** What a store knows of one name: its column, and what the program was given for it. */
final class DeclaredState {
    final String name;
    final StateKind kind;
    private final int number;
    private final PresenceWord presence;
    private final long presenceBit;
    final @Nullable LongColumn longs;
    final @Nullable ObjectColumn<Object> objects;

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
        } else {
            objectColumn().clear(slot);
        }
    }

    SharedState share(String fieldName, SharedKeys keys, long nowMillis) {
        if (longs != null) {
            SharedLongs shared =
                    presence.isFirst() ? keys.presence() : presence.pages().share();
            return new SharedState.Longs(fieldName, name, number, longs.values().share(), shared, presenceBit);
        }
        ObjectColumn<Object> column = objectColumn();
        CellType cells = column.cells();
        CellFormat format = new LazyFormat(() -> cells.format(fieldName, nowMillis, Codecs::observed));
        return new SharedState.Objects(fieldName, name, number, kind, column.share(), format);
    }
}
