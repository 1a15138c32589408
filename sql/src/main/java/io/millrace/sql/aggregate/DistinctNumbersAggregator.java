/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.store.KeyedStore;
import io.millrace.store.LongBag;
import io.millrace.store.ObjectColumn;

/** As {@link DistinctAggregator}, of a column that lies in longs or ints: makes no object of a value. */
final class DistinctNumbersAggregator extends WrappingAggregator {
    private final NumberArgument argument;
    private final GroupChanges firsts = new GroupChanges();
    private ObjectColumn<LongBag> counts = Unopened.objects();

    /** @param inner takes its argument from column 0 */
    DistinctNumbersAggregator(Aggregator inner, NumberArgument argument) {
        super(inner);
        this.argument = argument;
    }

    @Override
    public void open(KeyedStore store, String name) {
        counts = store.longBags(name + ".distinct");
        inner.open(store, name);
    }

    private LongBag bag(int slot) {
        LongBag bag = counts.get(slot);
        if (bag == null) {
            bag = new LongBag();
            counts.set(slot, bag);
        }
        return bag;
    }

    private void change(int slot, long value, long by) {
        LongBag bag = bag(slot);
        if (by > 0) {
            if (bag.add(value, by) == 0) {
                inner.add(slot, argument.row(value), 0);
            }
            return;
        }
        long before = bag.count(value);
        if (before > 0) {
            bag.add(
                    value,
                    Math.max(
                            by,
                            -before)); // more may go than is there, if some came before the query had this aggregate
            if (before + by <= 0) {
                inner.retract(slot, argument.row(value), 0);
            }
        }
    }

    @Override
    public void add(int slot, ColumnBatch batch, int position) {
        if (!argument.isNull(batch, position)) {
            change(slot, argument.of(batch, position), 1);
        }
    }

    @Override
    public void retract(int slot, ColumnBatch batch, int position) {
        if (!argument.isNull(batch, position)) {
            change(slot, argument.of(batch, position), -1);
        }
    }

    @Override
    public void tellAll(GroupChanges changes, ColumnBatch batch, ColumnBuilder out) {
        firsts.copy(changes);
        LongBag bag = null;
        int slotOfBag = -1;
        for (int row = 0; row < changes.size(); row++) {
            boolean adds = changes.adds(row);
            if (!adds && !changes.retracts(row)) {
                continue;
            }
            int position = changes.position(row);
            if (argument.isNull(batch, position)) {
                firsts.pass(row);
                continue;
            }
            if (bag == null || slotOfBag != changes.slot(row)) {
                slotOfBag = changes.slot(row);
                bag = bag(slotOfBag);
            }
            long value = argument.of(batch, position);
            if (adds ? bag.add(value, 1) != 0 : bag.remove(value) != 1) {
                firsts.pass(row);
            }
        }
        inner.tellAll(firsts, argument.alone(batch), out);
    }

    @Override
    public void merge(int slot, int other) {
        LongBag added = counts.get(other);
        if (added != null) {
            added.forEach((value, count) -> change(slot, value, count));
        }
    }

    @Override
    public void addAccumulator(int slot, ColumnBatch batch, int first, int position) {
        ((LongBag) ((Object[]) batch.columns[first])[position]).forEach((value, by) -> change(slot, value, by));
    }

    @Override
    public void clear(int slot) {
        counts.clear(slot);
        inner.clear(slot);
    }
}
