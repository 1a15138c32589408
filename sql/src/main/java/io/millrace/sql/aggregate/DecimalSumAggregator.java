/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.store.KeyedStore;
import io.millrace.store.LongColumn;
import io.millrace.store.ObjectColumn;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.calcite.rel.type.RelDataType;

/** SUM and AVG of DECIMALs, exact. What has more digits than its type is null. */
final class DecimalSumAggregator implements Aggregator {
    private final int argument;
    private final LongSumAggregator.Result result;
    private final int precision;
    private final int scale;
    private ObjectColumn<BigDecimal> sum = Unopened.objects();
    private LongColumn count = Unopened.LONGS;

    DecimalSumAggregator(int argument, LongSumAggregator.Result result, RelDataType type) {
        this.argument = argument;
        this.result = result;
        this.precision = type.getPrecision();
        this.scale = type.getScale();
    }

    @Override
    public void open(KeyedStore store, String name) {
        sum = store.objectColumn(name + ".sum", BigDecimal.class);
        count = store.longColumn(name + ".count");
    }

    private BigDecimal sum(int slot) {
        BigDecimal known = sum.get(slot);
        return known == null ? BigDecimal.ZERO : known;
    }

    private void add(int slot, BigDecimal value, long rows) {
        sum.set(slot, sum(slot).add(value));
        count.set(slot, count.get(slot) + rows);
    }

    @Override
    public void add(int slot, ColumnBatch batch, int position) {
        if (!batch.isNull(argument, position)) {
            add(slot, (BigDecimal) ((Object[]) batch.columns[argument])[position], 1);
        }
    }

    @Override
    public void retract(int slot, ColumnBatch batch, int position) {
        if (!batch.isNull(argument, position)) {
            add(slot, ((BigDecimal) ((Object[]) batch.columns[argument])[position]).negate(), -1);
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
            return;
        }
        BigDecimal value = result == LongSumAggregator.Result.AVERAGE
                ? sum(slot).divide(BigDecimal.valueOf(rows), scale, RoundingMode.HALF_UP)
                : sum(slot).setScale(scale, RoundingMode.HALF_UP);
        out.append(value.precision() > precision ? null : value);
    }

    @Override
    public void emitAccumulator(int slot, BatchBuilder out, int first) {
        out.column(first).append(sum(slot));
        out.column(first + 1).append(count.get(slot));
    }

    @Override
    public void addAccumulator(int slot, ColumnBatch batch, int first, int position) {
        BigDecimal added = (BigDecimal) ((Object[]) batch.columns[first])[position];
        add(slot, added, ((long[]) batch.columns[first + 1])[position]);
    }

    @Override
    public void clear(int slot) {
        sum.clear(slot);
        count.clear(slot);
    }
}
