/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import io.millrace.operator.ColumnKeys;
import io.millrace.store.KeyedStore;
import io.millrace.store.RowBag;
import io.millrace.store.RowBags;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a join keeps of one input: the rows that are there, by key. */
final class JoinRows {
    private final JoinSide side;
    private final ColumnKeys keys;
    private final int[] nevers;
    private final int width;
    private final boolean counts;
    private @Nullable RowBags bags;

    /** @param counts whether rows are found by what they hold, though none is taken back */
    JoinRows(JoinSide side, boolean counts) {
        this.side = side;
        this.keys = new ColumnKeys(side.keys());
        this.nevers = nevers(side);
        this.width = side.row().getFieldCount();
        this.counts = counts || !side.appendOnly();
    }

    private static int[] nevers(JoinSide side) {
        return IntStream.range(0, side.keys().size())
                .filter(i -> !side.matchesNull().get(i))
                .map(side.keys()::get)
                .filter(column ->
                        side.row().getFieldList().get(column).getType().isNullable())
                .toArray();
    }

    void open(KeyedStore store, String name) {
        bags = store.rowBags(name);
    }

    int width() {
        return width;
    }

    boolean preserved() {
        return side.preserved();
    }

    RowBags bags() {
        RowBags opened = bags;
        if (opened == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return opened;
    }

    /** Returns whether a key of the row is null, and so equal to nothing. */
    boolean matchesNothing(ColumnBatch batch, int position) {
        for (int column : nevers) {
            if (batch.isNull(column, position)) {
                return true;
            }
        }
        return false;
    }

    /** Makes the row's key current; returns its slot. */
    int select(KeyedStore store, ColumnBatch batch, int position) {
        return keys.select(store, batch, position);
    }

    /** Keeps a row, with the number of the rows that match it. */
    void add(int slot, ColumnBatch batch, int position, long matches) {
        RowBag bag = bags().own(slot);
        RowData row = row(batch, position);
        int place = counts ? bag.add(row) : bag.append(row);
        if (matches != bag.mark(place)) {
            bag.mark(place, matches);
        }
    }

    /** Forgets a row that was taken back. One that is not known was never here, or is no longer. */
    void remove(int slot, ColumnBatch batch, int position) {
        RowBag bag = bags().change(slot);
        if (bag != null) {
            bag.remove(row(batch, position));
            forgetIfEmpty(slot, bag);
        }
    }

    void forgetIfEmpty(int slot, RowBag bag) {
        if (bag.isEmpty()) {
            bags().clear(slot);
        }
    }

    private RowData row(ColumnBatch batch, int position) {
        @Nullable Object[] values = new @Nullable Object[width];
        for (int column = 0; column < width; column++) {
            values[column] = batch.value(column, position);
        }
        return RowData.of(values);
    }
}
