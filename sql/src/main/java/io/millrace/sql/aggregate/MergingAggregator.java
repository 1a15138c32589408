/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.store.KeyedStore;

/** An aggregate of which each row has the accumulator of some rows, and not their values. Keeps what it would keep of those. */
final class MergingAggregator implements Aggregator {
    private final Aggregator inner;
    private final int first;

    /** @param first column of the accumulator */
    MergingAggregator(Aggregator inner, int first) {
        this.inner = inner;
        this.first = first;
    }

    @Override
    public void open(KeyedStore store, String name) {
        inner.open(store, name);
    }

    @Override
    public void add(int slot, ColumnBatch batch, int position) {
        inner.addAccumulator(slot, batch, first, position);
    }

    @Override
    public void retract(int slot, ColumnBatch batch, int position) {
        throw new IllegalStateException("An accumulator was taken back");
    }

    @Override
    public void merge(int slot, int other) {
        inner.merge(slot, other);
    }

    @Override
    public void emit(int slot, ColumnBuilder out) {
        inner.emit(slot, out);
    }

    @Override
    public void drainAccumulator(int slot, BatchBuilder out, int column) {
        inner.drainAccumulator(slot, out, column);
    }

    @Override
    public void clear(int slot) {
        inner.clear(slot);
    }
}
