/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.store.KeyedStore;
import io.millrace.store.LongColumn;

/** MIN and MAX of whole numbers and times that are never taken back. */
final class LongExtremumAggregator implements Aggregator {
    private final int argument;
    private final boolean greatest;
    private LongColumn best = Unopened.LONGS;

    LongExtremumAggregator(int argument, boolean greatest) {
        this.argument = argument;
        this.greatest = greatest;
    }

    @Override
    public void open(KeyedStore store, String name) {
        best = store.longColumn(name + ".value");
    }

    private void add(int slot, long value) {
        long known = best.get(slot);
        boolean better = greatest ? value > known : value < known;
        if (better || (known == 0 && !best.has(slot))) {
            best.set(slot, value);
        }
    }

    @Override
    public void add(int slot, ColumnBatch batch, int position) {
        if (!batch.isNull(argument, position)) {
            Object column = batch.columns[argument];
            add(slot, column instanceof long[] longs ? longs[position] : ((int[]) column)[position]);
        }
    }

    @Override
    public void retract(int slot, ColumnBatch batch, int position) {
        throw new IllegalStateException("A row was taken back, where it was planned that none would be");
    }

    // As of any aggregate, in a loop of its own: the JIT compiles it for these methods alone.
    @Override
    public void tellAll(GroupChanges changes, ColumnBatch batch, ColumnBuilder out) {
        for (int row = 0; row < changes.size(); row++) {
            int slot = changes.slot(row);
            if (changes.tellsBefore(row)) {
                emit(slot, out);
            }
            if (changes.adds(row)) {
                add(slot, batch, changes.position(row));
            } else if (changes.retracts(row)) {
                retract(slot, batch, changes.position(row));
            }
            if (changes.tellsAfter(row)) {
                emit(slot, out);
            }
        }
    }

    @Override
    public void merge(int slot, int other) {
        if (best.has(other)) {
            add(slot, best.get(other));
        }
    }

    @Override
    public void emit(int slot, ColumnBuilder out) {
        if (best.has(slot)) {
            out.append(best.get(slot));
        } else {
            out.appendNull();
        }
    }

    @Override
    public void emitAccumulator(int slot, BatchBuilder out, int first) {
        emit(slot, out.column(first));
    }

    @Override
    public void addAccumulator(int slot, ColumnBatch batch, int first, int position) {
        if (!batch.isNull(first, position)) {
            Object column = batch.columns[first];
            add(slot, column instanceof long[] longs ? longs[position] : ((int[]) column)[position]);
        }
    }

    @Override
    public void clear(int slot) {
        best.clear(slot);
    }
}
