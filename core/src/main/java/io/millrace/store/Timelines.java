/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import org.jspecify.annotations.Nullable;

/** A {@link Timeline} a key. What it holds are elements of a stream, which nobody changes; so they are never copied. */
public final class Timelines {
    private final ObjectColumn<Timeline> column;

    Timelines(ObjectColumn<Timeline> column) {
        this.column = column;
    }

    /** The key's elements for a look until the next change, or null where it has none. */
    public @Nullable Timeline look(int slot) {
        return (Timeline) column.peek(slot);
    }

    /** Adds an element; returns whether it is now the first of its key. */
    public boolean add(int slot, long timestamp, Object value) {
        Timeline timeline = column.get(slot);
        if (timeline == null) {
            timeline = new Timeline();
            column.set(slot, timeline);
        }
        return timeline.add(timestamp, value) == 0;
    }

    /** Removes all elements of the key whose timestamps are not above the given one. */
    public void removeUpTo(int slot, long timestamp) {
        Timeline known = look(slot);
        if (known == null || known.timestamp(0) > timestamp) {
            return;
        }
        if (known.timestamp(known.size() - 1) <= timestamp) {
            column.clear(slot);
            return;
        }
        Timeline owned = column.get(slot);
        if (owned != null) {
            owned.removeUpTo(timestamp);
        }
    }
}
