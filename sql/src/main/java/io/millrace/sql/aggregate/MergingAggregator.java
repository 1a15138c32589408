/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.store.KeyedStore;

/** An aggregate of which each row has the accumulator of some rows, and not their values. Keeps what it would keep of those. */
final class MergingAggregator extends WrappingAggregator {
    private final int first;

    /** @param first column of the accumulator */
    MergingAggregator(Aggregator inner, int first) {
        super(inner);
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
    public void clear(int slot) {
        inner.clear(slot);
    }
}
