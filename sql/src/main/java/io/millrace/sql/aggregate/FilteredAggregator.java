/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.store.KeyedStore;

/** An aggregate with FILTER: rows count in which a BOOLEAN column is true. */
final class FilteredAggregator extends WrappingAggregator {
    private final int filter;
    private final GroupChanges passing = new GroupChanges();

    FilteredAggregator(Aggregator inner, int filter) {
        super(inner);
        this.filter = filter;
    }

    /** Returns whether a BOOLEAN column is true in a row. */
    static boolean passes(int filter, ColumnBatch batch, int position) {
        return !batch.isNull(filter, position) && ((byte[]) batch.columns[filter])[position] != 0;
    }

    @Override
    public void open(KeyedStore store, String name) {
        inner.open(store, name);
    }

    @Override
    public void add(int slot, ColumnBatch batch, int position) {
        if (passes(filter, batch, position)) {
            inner.add(slot, batch, position);
        }
    }

    @Override
    public void retract(int slot, ColumnBatch batch, int position) {
        if (passes(filter, batch, position)) {
            inner.retract(slot, batch, position);
        }
    }

    @Override
    public void tellAll(GroupChanges changes, ColumnBatch batch, ColumnBuilder out) {
        passing.copy(changes);
        for (int row = 0; row < changes.size(); row++) {
            if (!passes(filter, batch, changes.position(row))) {
                passing.pass(row);
            }
        }
        inner.tellAll(passing, batch, out);
    }

    @Override
    public void merge(int slot, int other) {
        inner.merge(slot, other);
    }

    @Override
    public void emitAccumulator(int slot, BatchBuilder out, int first) {
        inner.emitAccumulator(slot, out, first);
    }

    @Override
    public void addAccumulator(int slot, ColumnBatch batch, int first, int position) {
        inner.addAccumulator(slot, batch, first, position);
    }

    @Override
    public void clear(int slot) {
        inner.clear(slot);
    }
}
