/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import org.jspecify.annotations.Nullable;

/** A {@link RowBag} a key. */
public final class RowBags {
    private final ObjectColumn<RowBag> column;

    RowBags(ObjectColumn<RowBag> column) {
        this.column = column;
    }

    /** Returns the key's rows for a look until the next change, or null where it has none. */
    public @Nullable RowBag look(int slot) {
        return (RowBag) column.peek(slot);
    }

    /** Returns the key's rows to change them, or null where it has none. */
    public @Nullable RowBag change(int slot) {
        return column.get(slot);
    }

    /** Returns the key's rows to add to them; {@link #clear} follows where none is added. */
    public RowBag own(int slot) {
        RowBag bag = column.get(slot);
        if (bag == null) {
            bag = new RowBag();
            column.set(slot, bag);
        }
        return bag;
    }

    /** Forgets all rows of the key. */
    public void clear(int slot) {
        column.clear(slot);
    }
}
