/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.store.KeyedStore;
import io.millrace.store.LongBag;
import io.millrace.store.ObjectColumn;

/** As {@link DistinctValues}, of a column that lies in longs or ints: makes no object of a value. */
final class DistinctNumbers implements Aggregator {
    private final int argument;
    private ObjectColumn<LongBag> changes = Unopened.objects();

    DistinctNumbers(int argument) {
        this.argument = argument;
    }

    @Override
    public void open(KeyedStore store, String name) {
        changes = store.longBags(name + ".distinct");
    }

    private void change(int slot, ColumnBatch batch, int position, long by) {
        if (batch.isNull(argument, position)) {
            return;
        }
        LongBag bag = changes.get(slot);
        if (bag == null) {
            bag = new LongBag();
            changes.set(slot, bag);
        }
        bag.add(
                batch.columns[argument] instanceof long[] longs
                        ? longs[position]
                        : ((int[]) batch.columns[argument])[position],
                by);
    }

    @Override
    public void add(int slot, ColumnBatch batch, int position) {
        change(slot, batch, position, 1);
    }

    @Override
    public void retract(int slot, ColumnBatch batch, int position) {
        change(slot, batch, position, -1);
    }

    @Override
    public void emitAccumulator(int slot, BatchBuilder out, int first) {
        LongBag bag = changes.get(slot);
        out.column(first).append(bag == null ? new LongBag() : bag);
    }

    @Override
    public void merge(int slot, int other) {
        throw new IllegalStateException("Values are merged where all of a group are known");
    }

    @Override
    public void emit(int slot, ColumnBuilder out) {
        throw new IllegalStateException("The values of some rows say nothing of the group");
    }

    @Override
    public void clear(int slot) {
        changes.clear(slot);
    }
}
