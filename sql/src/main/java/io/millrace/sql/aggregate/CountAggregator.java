/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.store.KeyedStore;
import io.millrace.store.LongColumn;

/** COUNT: of all rows, or of those in which no argument is null. */
final class CountAggregator implements Aggregator {
    private final int[] arguments;
    private LongColumn count = Unopened.LONGS;

    CountAggregator(int[] arguments) {
        this.arguments = arguments;
    }

    @Override
    public void open(KeyedStore store, String name) {
        count = store.longColumn(name + ".count");
    }

    private boolean counts(ColumnBatch batch, int position) {
        for (int argument : arguments) {
            if (batch.isNull(argument, position)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void add(int slot, ColumnBatch batch, int position) {
        if (counts(batch, position)) {
            count.set(slot, count.get(slot) + 1);
        }
    }

    @Override
    public void retract(int slot, ColumnBatch batch, int position) {
        if (counts(batch, position)) {
            count.set(slot, count.get(slot) - 1);
        }
    }

    @Override
    public void tellAll(GroupChanges changes, ColumnBatch batch, ColumnBuilder out) {
        for (int row = 0; row < changes.size(); row++) {
            int slot = changes.slot(row);
            long before = count.get(slot);
            long after = before;
            if (changes.adds(row) && counts(batch, changes.position(row))) {
                after++;
                count.set(slot, after);
            } else if (changes.retracts(row) && counts(batch, changes.position(row))) {
                after--;
                count.set(slot, after);
            }
            if (changes.tellsBefore(row)) {
                out.append(before);
            }
            if (changes.tellsAfter(row)) {
                out.append(after);
            }
        }
    }

    @Override
    public void merge(int slot, int other) {
        count.set(slot, count.get(slot) + count.get(other));
    }

    @Override
    public void emit(int slot, ColumnBuilder out) {
        out.append(count.get(slot));
    }

    @Override
    public void emitAccumulator(int slot, BatchBuilder out, int first) {
        out.column(first).append(count.get(slot));
    }

    @Override
    public void addAccumulator(int slot, ColumnBatch batch, int first, int position) {
        count.set(slot, count.get(slot) + ((long[]) batch.columns[first])[position]);
    }

    @Override
    public void clear(int slot) {
        count.clear(slot);
    }
}
