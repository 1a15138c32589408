/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.store.KeyedStore;
import io.millrace.store.LongColumn;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * VAR_POP, VAR_SAMP, STDDEV_POP and STDDEV_SAMP, by the method of Welford (B. P. Welford, Note on a Method for Calculating Corrected Sums of Squares and Products,
 * Technometrics 4/3, 1962), with which rows can be taken back and groups merged (T. F. Chan et al., 1983).
 */
final class VarianceAggregator implements Aggregator {
    private final int argument;
    private final boolean ofSample;
    private final boolean root;
    private final RelDataType type;
    private LongColumn count = Unopened.LONGS;
    private LongColumn mean = Unopened.LONGS;
    private LongColumn squares = Unopened.LONGS;

    VarianceAggregator(int argument, boolean ofSample, boolean root, RelDataType type) {
        this.argument = argument;
        this.ofSample = ofSample;
        this.root = root;
        this.type = type;
    }

    @Override
    public void open(KeyedStore store, String name) {
        count = store.longColumn(name + ".count");
        mean = store.longColumn(name + ".meanBits");
        squares = store.longColumn(name + ".squaresBits");
    }

    private double value(ColumnBatch batch, int position) {
        return ((Number) Objects.requireNonNull(batch.value(argument, position))).doubleValue();
    }

    private void set(int slot, long rows, double newMean, double newSquares) {
        count.set(slot, rows);
        mean.set(slot, Double.doubleToRawLongBits(newMean));
        squares.set(slot, Double.doubleToRawLongBits(newSquares));
    }

    private double mean(int slot) {
        return Double.longBitsToDouble(mean.get(slot));
    }

    private double squares(int slot) {
        return Double.longBitsToDouble(squares.get(slot));
    }

    @Override
    public void add(int slot, ColumnBatch batch, int position) {
        if (batch.isNull(argument, position)) {
            return;
        }
        double value = value(batch, position);
        long rows = count.get(slot) + 1;
        double difference = value - mean(slot);
        double newMean = mean(slot) + difference / rows;
        set(slot, rows, newMean, squares(slot) + difference * (value - newMean));
    }

    @Override
    public void retract(int slot, ColumnBatch batch, int position) {
        if (batch.isNull(argument, position)) {
            return;
        }
        long rows = count.get(slot) - 1;
        if (rows == 0) {
            clear(slot);
            return;
        }
        double value = value(batch, position);
        double difference = value - mean(slot);
        double newMean = mean(slot) - difference / rows;
        set(slot, rows, newMean, squares(slot) - difference * (value - newMean));
    }

    @Override
    public void merge(int slot, int other) {
        long mine = count.get(slot);
        long others = count.get(other);
        if (others == 0) {
            return;
        }
        double difference = mean(other) - mean(slot);
        double all = (double) mine + others;
        set(
                slot,
                mine + others,
                mean(slot) + difference * others / all,
                squares(slot) + squares(other) + difference * difference * mine * others / all);
    }

    @Override
    public void emit(int slot, ColumnBuilder out) {
        long divisor = count.get(slot) - (ofSample ? 1 : 0);
        if (divisor <= 0) {
            out.appendNull();
            return;
        }
        double variance = squares(slot) / divisor;
        double result = root ? Math.sqrt(variance) : variance;
        if (type.getSqlTypeName() == SqlTypeName.DECIMAL) {
            out.append(BigDecimal.valueOf(result).setScale(type.getScale(), RoundingMode.HALF_UP));
        } else if (type.getSqlTypeName() == SqlTypeName.DOUBLE || type.getSqlTypeName() == SqlTypeName.FLOAT) {
            out.append(result);
        } else {
            out.append((long) result);
        }
    }

    @Override
    public void clear(int slot) {
        count.clear(slot);
        mean.clear(slot);
        squares.clear(slot);
    }
}
