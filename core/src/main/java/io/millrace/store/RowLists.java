/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.Codec;
import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A {@link RowList} a key. The rows of all keys lie together; a row that was made goes to a list, and is given up when it is in none. */
public final class RowLists extends UnboxedCells {
    private final RowArena arena;
    private final ObjectColumn<RowList> column;

    RowLists(RowArena arena, ObjectColumn<RowList> column) {
        this.arena = arena;
        this.column = column;
    }

    /**
     * Cells that hold a {@link RowList}; as they are written and read, lists of {@link RowData}.
     *
     * @param boxed the lists as they are written
     */
    record Type(CellType boxed) implements CellType {
        @Override
        public boolean isAlwaysImmutable() {
            return false;
        }

        @Override
        public Object copy(Object cell) {
            return ((RowList) cell).copy();
        }

        @Override
        public CellFormat format(String name, long nowMillis, Supplier<Codec<Object>> undeclared) {
            return boxed.format(name, nowMillis, undeclared);
        }
    }

    /** Returns the rows by number. */
    public RowPages rows() {
        return arena.rows();
    }

    /** Makes a row of what all columns of a batch have at a position; returns its number. */
    public int newRow(ColumnBatch batch, int position) {
        return arena.add(batch, position);
    }

    /** Gives up a row that is in no list. */
    public void remove(int row) {
        arena.remove(row);
    }

    /** Returns the key's rows for a look until the next change, or null where it has none. */
    public @Nullable RowList look(int slot) {
        return (RowList) column.peek(slot);
    }

    /** Returns the key's rows to change them; {@link #clear} follows where none is left. */
    public RowList own(int slot) {
        RowList list = column.get(slot);
        if (list == null) {
            list = new RowList();
            column.set(slot, list);
        }
        return list;
    }

    /** Forgets all rows of the key. */
    @Override
    public void clear(int slot) {
        RowList list = look(slot);
        if (list != null) {
            for (int place = 0; place < list.size(); place++) {
                arena.remove(list.get(place));
            }
            column.clear(slot);
        }
    }

    @Override
    @Nullable
    Object box(int slot) {
        RowList list = look(slot);
        return list == null ? null : boxed(list, arena.rows()::row);
    }

    @Override
    void unbox(int slot, Object cell) {
        RowList list = new RowList();
        for (Object row : (List<?>) cell) {
            list.add(list.size(), arena.add((RowData) row));
        }
        column.set(slot, list);
    }

    @Override
    SharedCells share(SharedLongs presence) {
        SharedObjects lists = column.share();
        SharedRowPages rows = arena.rows().share();
        return slot -> lists.get(slot) instanceof RowList list ? boxed(list, rows::row) : null;
    }

    private static ArrayList<RowData> boxed(RowList list, IntFunction<RowData> rows) {
        ArrayList<RowData> boxed = new ArrayList<>(list.size());
        for (int place = 0; place < list.size(); place++) {
            boxed.add(rows.apply(list.get(place)));
        }
        return boxed;
    }

    @Override
    long sizeBytes() {
        return arena.sizeBytes() + 64L * column.size();
    }
}
