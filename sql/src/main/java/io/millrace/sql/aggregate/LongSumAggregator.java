/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.store.KeyedStore;
import io.millrace.store.LongColumn;

/** SUM and AVG of whole numbers. Beyond its type a sum wraps around, as Flink's does. */
final class LongSumAggregator implements Aggregator {
    private final int argument;
    private final Result result;
    private final IntegerType type;
    private LongColumn sum = Unopened.LONGS;
    private LongColumn count = Unopened.LONGS;

    /** What the sum is for. */
    enum Result {
        SUM,
        SUM_OR_ZERO,
        AVERAGE
    }

    LongSumAggregator(int argument, Result result, IntegerType type) {
        this.argument = argument;
        this.result = result;
        this.type = type;
    }

    @Override
    public void open(KeyedStore store, String name) {
        sum = store.longColumn(name + ".sum");
        count = store.longColumn(name + ".count");
    }

    private static long value(Object column, int position) {
        return column instanceof long[] longs ? longs[position] : ((int[]) column)[position];
    }

    @Override
    public void add(int slot, ColumnBatch batch, int position) {
        if (!batch.isNull(argument, position)) {
            sum.set(slot, sum.get(slot) + value(batch.columns[argument], position));
            count.set(slot, count.get(slot) + 1);
        }
    }

    @Override
    public void retract(int slot, ColumnBatch batch, int position) {
        if (!batch.isNull(argument, position)) {
            sum.set(slot, sum.get(slot) - value(batch.columns[argument], position));
            count.set(slot, count.get(slot) - 1);
        }
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
        sum.set(slot, sum.get(slot) + sum.get(other));
        count.set(slot, count.get(slot) + count.get(other));
    }

    @Override
    public void emit(int slot, ColumnBuilder out) {
        long rows = count.get(slot);
        if (rows == 0 && result != Result.SUM_OR_ZERO) {
            out.appendNull();
        } else {
            out.append(type.wrap(result == Result.AVERAGE ? sum.get(slot) / rows : sum.get(slot)));
        }
    }

    @Override
    public void emitAccumulator(int slot, BatchBuilder out, int first) {
        out.column(first).append(sum.get(slot));
        out.column(first + 1).append(count.get(slot));
    }

    @Override
    public void addAccumulator(int slot, ColumnBatch batch, int first, int position) {
        sum.set(slot, sum.get(slot) + ((long[]) batch.columns[first])[position]);
        count.set(slot, count.get(slot) + ((long[]) batch.columns[first + 1])[position]);
    }

    @Override
    public void clear(int slot) {
        sum.clear(slot);
        count.clear(slot);
    }
}
