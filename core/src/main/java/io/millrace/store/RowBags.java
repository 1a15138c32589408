/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.ColumnBatch;
import org.jspecify.annotations.Nullable;

/** A {@link RowBag} a key. The rows of all keys lie together; a row that was made goes to a bag, or is given up. */
public final class RowBags extends UnboxedCells {
    private final RowArena arena;
    private final ObjectColumn<RowBag> column;

    RowBags(RowArena arena, ObjectColumn<RowBag> column) {
        this.arena = arena;
        this.column = column;
    }

    /** Returns the rows by number. */
    public RowPages rows() {
        return arena.rows();
    }

    /** Makes a row of what all columns of a batch have at a position; returns its number. Columns beyond those of the batch are to be {@link #set}. */
    public int newRow(ColumnBatch batch, int position) {
        return arena.add(batch, position);
    }

    /** Writes a whole number to a column of a row that is in no bag yet. */
    public void set(int row, int column, long value) {
        arena.rows().set(row, column, value);
    }

    /** Gives up a row that is in no bag. */
    public void remove(int row) {
        arena.remove(row);
    }

    /** Returns the key's rows for a look until the next change, or null where it has none. */
    public @Nullable RowBag look(int slot) {
        return (RowBag) column.peek(slot);
    }

    /** Looks at the key's rows, and says how many there are: whoever looks at them soon finds them in the cache. */
    public int touch(int slot) {
        return column.peek(slot) instanceof RowBag bag ? bag.size() : 0;
    }

    /** Returns the key's rows to change them, or null where it has none. */
    public @Nullable RowBag change(int slot) {
        return column.get(slot);
    }

    /** Returns the key's rows to add to them; {@link #clear} follows where none is added. */
    public RowBag own(int slot) {
        RowBag bag = column.get(slot);
        if (bag == null) {
            bag = new RowBag(arena);
            column.set(slot, bag);
        }
        return bag;
    }

    /** Forgets all rows of the key. */
    @Override
    public void clear(int slot) {
        RowBag bag = look(slot);
        if (bag != null) {
            bag.release();
            column.clear(slot);
        }
    }

    @Override
    @Nullable
    Object box(int slot) {
        RowBag bag = look(slot);
        return bag == null ? null : bag.boxed(arena.rows()::row);
    }

    @Override
    void unbox(int slot, Object cell) {
        RowBag bag = new RowBag(arena);
        bag.addAll((CountedRows) cell);
        column.set(slot, bag);
    }

    @Override
    SharedCells share(SharedLongs presence) {
        SharedObjects bags = column.share();
        SharedRowPages rows = arena.rows().share();
        return slot -> bags.get(slot) instanceof RowBag bag ? bag.boxed(rows::row) : null;
    }

    @Override
    long sizeBytes() {
        return arena.sizeBytes() + 64L * column.size();
    }
}
