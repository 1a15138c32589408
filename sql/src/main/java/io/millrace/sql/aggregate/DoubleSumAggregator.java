/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.store.KeyedStore;
import io.millrace.store.LongColumn;

/** SUM and AVG of fractions. A sum of FLOATs is a FLOAT after every row, as Flink's is; an average is computed with DOUBLEs. */
final class DoubleSumAggregator implements Aggregator {
    private final int argument;
    private final LongSumAggregator.Result result;
    private final boolean single;
    private LongColumn sum = Unopened.LONGS;
    private LongColumn count = Unopened.LONGS;

    /** @param single whether sums are FLOATs */
    DoubleSumAggregator(int argument, LongSumAggregator.Result result, boolean single) {
        this.argument = argument;
        this.result = result;
        this.single = single && result != LongSumAggregator.Result.AVERAGE;
    }

    @Override
    public void open(KeyedStore store, String name) {
        sum = store.longColumn(name + ".sumBits");
        count = store.longColumn(name + ".count");
    }

    private static double value(Object column, int position) {
        return column instanceof double[] doubles ? doubles[position] : ((float[]) column)[position];
    }

    private double sum(int slot) {
        return Double.longBitsToDouble(sum.get(slot));
    }

    private void add(int slot, double value, long rows) {
        double changed = sum(slot) + value;
        sum.set(slot, Double.doubleToRawLongBits(single ? (float) changed : changed));
        count.set(slot, count.get(slot) + rows);
    }

    @Override
    public void add(int slot, ColumnBatch batch, int position) {
        if (!batch.isNull(argument, position)) {
            add(slot, value(batch.columns[argument], position), 1);
        }
    }

    @Override
    public void retract(int slot, ColumnBatch batch, int position) {
        if (!batch.isNull(argument, position)) {
            add(slot, -value(batch.columns[argument], position), -1);
        }
    }

    @Override
    public void merge(int slot, int other) {
        add(slot, sum(other), count.get(other));
    }

    @Override
    public void emit(int slot, ColumnBuilder out) {
        long rows = count.get(slot);
        if (rows == 0 && result != LongSumAggregator.Result.SUM_OR_ZERO) {
            out.appendNull();
        } else {
            out.append(result == LongSumAggregator.Result.AVERAGE ? sum(slot) / rows : sum(slot));
        }
    }

    @Override
    public void emitAccumulator(int slot, BatchBuilder out, int first) {
        out.column(first).append(sum(slot));
        out.column(first + 1).append(count.get(slot));
    }

    @Override
    public void addAccumulator(int slot, ColumnBatch batch, int first, int position) {
        add(slot, ((double[]) batch.columns[first])[position], ((long[]) batch.columns[first + 1])[position]);
    }

    @Override
    public void clear(int slot) {
        sum.clear(slot);
        count.clear(slot);
    }
}
