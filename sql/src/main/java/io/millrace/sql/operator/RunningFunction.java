/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.RowData;
import io.millrace.sql.aggregate.Aggregator;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.store.KeyedStore;
import io.millrace.store.LongColumn;
import java.util.List;
import java.util.function.Consumer;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * One function of OVER over rows that come in their order, for all partitions: what it remembers are columns of the store. Rows that are still in a frame are kept by the operator; the function
 * knows which of them is the first that it has not taken back.
 */
final class RunningFunction {
    private final OverCall call;
    private final @Nullable Aggregator aggregator;
    private final ColumnBuilder result;
    private final RowBatch batch;
    private final LongColumn first;
    private final LongColumn count;
    private final LongColumn groups;

    /** @param opener opens the functions that aggregates call */
    RunningFunction(OverCall call, RelDataType input, KeyedStore store, String name, Consumer<Aggregator> opener) {
        this.call = call;
        this.aggregator = call.function() == OverCall.Function.AGGREGATE ? call.aggregator(input) : null;
        this.result = ColumnBuilder.ofOne(call.type());
        this.batch = new RowBatch(input);
        this.first = store.longColumn(name + ".first");
        this.count = store.longColumn(name + ".rows");
        this.groups = store.longColumn(name + ".groups");
        if (aggregator != null) {
            aggregator.open(store, name);
            opener.accept(aggregator);
        }
    }

    /**
     * Computes the values of the rows of one time.
     *
     * @param rows that are kept, and behind them those of this time
     * @param from the first row of this time
     * @param range the distance of times that a frame may span, if it does: from the time of a row
     * @param values by row of this time
     */
    void next(int slot, List<RowData> rows, int from, RangeStart range, @Nullable Object[] values) {
        switch (call.function()) {
            case AGGREGATE -> aggregate(slot, rows, from, range, values);
            case LAG, LEAD -> {
                for (int row = from; row < rows.size(); row++) {
                    values[row - from] = PartitionFunctions.neighbour(call, rows, row);
                }
            }
            default -> rank(slot, values);
        }
    }

    /** Says whether a kept row is outside of a range that ends with the row of a time. */
    interface RangeStart {
        boolean isOutside(RowData row, long distance);
    }

    private void rank(int slot, @Nullable Object[] values) {
        long before = count.get(slot);
        long group = groups.get(slot) + 1;
        for (int row = 0; row < values.length; row++) {
            values[row] = switch (call.function()) {
                case ROW_NUMBER -> before + row + 1;
                case RANK -> before + 1;
                default -> group;
            };
        }
        count.set(slot, before + values.length);
        groups.set(slot, group);
    }

    private void aggregate(int slot, List<RowData> rows, int from, RangeStart range, @Nullable Object[] values) {
        Aggregator aggregates = aggregator;
        if (aggregates == null) {
            throw new IllegalStateException(call + " is no aggregate");
        }
        OverFrame frame = call.frame();
        if (!frame.beginsWithPartition() && !first.has(slot)) {
            first.set(slot, from); // of rows that were kept before there was this function, it has taken in none
        }
        if (frame.isRows()) {
            for (int row = from; row < rows.size(); row++) {
                aggregates.add(slot, batch.of(rows.get(row)), 0);
                if (!frame.beginsWithPartition()) {
                    leave(slot, rows, row + frame.lower(), aggregates);
                }
                values[row - from] = value(slot, aggregates);
            }
            return;
        }
        for (int row = from; row < rows.size(); row++) {
            aggregates.add(slot, batch.of(rows.get(row)), 0);
        }
        if (!frame.beginsWithPartition()) {
            int start = (int) first.get(slot);
            while (range.isOutside(rows.get(start), -frame.lower())) {
                start++;
            }
            leave(slot, rows, start, aggregates);
        }
        Object value = value(slot, aggregates);
        for (int row = 0; row < values.length; row++) {
            values[row] = value;
        }
    }

    private void leave(int slot, List<RowData> rows, long start, Aggregator aggregates) {
        long row = first.get(slot);
        for (; row < start; row++) {
            aggregates.retract(slot, batch.of(rows.get((int) row)), 0);
        }
        first.set(slot, row);
    }

    private @Nullable Object value(int slot, Aggregator aggregates) {
        aggregates.emit(slot, result);
        return result.take();
    }

    /** Returns how many of the first rows it needs no more. */
    int spare(int slot, int rows) {
        return switch (call.function()) {
            case AGGREGATE -> call.frame().beginsWithPartition() ? rows : (int) first.get(slot);
            case LAG, LEAD -> (int) Math.max(0, rows - call.number());
            default -> rows;
        };
    }

    /** The first rows are kept no more. */
    void removed(int slot, int rows) {
        if (first.has(slot)) {
            first.set(slot, first.get(slot) - rows);
        }
    }
}
