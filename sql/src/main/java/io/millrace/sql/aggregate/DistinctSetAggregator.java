/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.store.KeyedStore;
import io.millrace.store.LongBag;

/**
 * A distinct aggregate, with its filter, of whole numbers that are never taken back. Shares {@link DistinctSets} with the others of its column, which are told the same rows, one aggregate after the other; the first of them has the
 * rows of a batch looked up.
 */
final class DistinctSetAggregator extends WrappingAggregator {
    private final DistinctSets sets;
    private final int number; // among those that share the sets
    private final GroupChanges firsts = new GroupChanges();

    /**
     * @param inner takes its argument from column 0
     * @param filter the column that says which rows it sees; below zero for all
     */
    DistinctSetAggregator(Aggregator inner, DistinctSets sets, int filter) {
        super(inner);
        this.sets = sets;
        this.number = sets.join(filter);
    }

    @Override
    public void open(KeyedStore store, String name) {
        sets.open(store, name);
        inner.open(store, name);
    }

    @Override
    public void add(int slot, ColumnBatch batch, int position) {
        if (sets.see(number, slot, batch, position)) {
            inner.add(slot, sets.argument().row(sets.argument().of(batch, position)), 0);
        }
    }

    private void add(int slot, long value) {
        if (sets.see(number, slot, value)) {
            inner.add(slot, sets.argument().row(value), 0);
        }
    }

    @Override
    public void retract(int slot, ColumnBatch batch, int position) {
        throw new IllegalStateException("A row was taken back where none was expected to be");
    }

    @Override
    public void tellAll(GroupChanges changes, ColumnBatch batch, ColumnBuilder out) {
        if (number == 0) {
            sets.seeAll(changes, batch);
        }
        firsts.copy(changes);
        for (int row = 0; row < changes.size(); row++) {
            if (!sets.wasFirst(number, row)) {
                firsts.pass(row);
            }
        }
        inner.tellAll(firsts, sets.argument().alone(batch), out);
    }

    @Override
    public void merge(int slot, int other) {
        sets.forEach(number, other, value -> add(slot, value));
    }

    @Override
    public void addAccumulator(int slot, ColumnBatch batch, int first, int position) {
        ((LongBag) ((Object[]) batch.columns[first])[position]).forEach((value, count) -> add(slot, value));
    }

    @Override
    public void clear(int slot) {
        sets.clear(slot);
        inner.clear(slot);
    }
}
