/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.RowData;
import io.millrace.sql.aggregate.Aggregator;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.store.KeyGroupRange;
import io.millrace.store.KeyedStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Computes the functions of OVER for rows of a partition that is there as a whole, sorted. Keeps nothing between partitions. */
final class PartitionFunctions {
    private final List<OverCall> calls;
    private final RowOrder order;
    private final int width;
    private final RowBatch batch;
    private final List<@Nullable Aggregator> aggregators = new ArrayList<>();
    private final List<ColumnBuilder> results = new ArrayList<>();
    private final int slot;

    /**
     * @param input what the first columns of the rows are
     * @param opener opens the functions that aggregates call
     */
    PartitionFunctions(List<OverCall> calls, RowOrder order, RelDataType input, Consumer<Aggregator> opener) {
        this.calls = calls;
        this.order = order;
        this.width = input.getFieldCount();
        this.batch = new RowBatch(input);
        KeyedStore store = new KeyedStore("over", 1, new KeyGroupRange(0, 0), () -> 0);
        for (int call = 0; call < calls.size(); call++) {
            OverCall each = calls.get(call);
            Aggregator aggregator = each.function() == OverCall.Function.AGGREGATE ? each.aggregator(input) : null;
            if (aggregator != null) {
                aggregator.open(store, "call" + call);
                opener.accept(aggregator);
            }
            aggregators.add(aggregator);
            results.add(ColumnBuilder.ofOne(each.type()));
        }
        slot = store.select(0L);
    }

    /**
     * Says which rows a change may concern.
     *
     * @param firstTie the first row that has the sort key of one that came or went
     * @param first the first place at which a row came or went
     * @param last the last such place
     * @return the first row, and the one behind the last
     */
    int[] affected(OverCall call, int size, int firstTie, int first, int last) {
        OverFrame frame = call.frame();
        if (call.function().isOfWholePartition()
                || (call.function() == OverCall.Function.AGGREGATE && frame.hasDistance())) {
            return new int[] {0, size};
        }
        return switch (call.function()) {
            case LAG -> clipped(first - Math.max(0, -call.number()), last + Math.max(0, call.number()) + 1, size);
            case LEAD -> clipped(first - Math.max(0, call.number()), last + Math.max(0, -call.number()) + 1, size);
            case AGGREGATE -> {
                if (frame.isRows()) {
                    long start = Math.min(first, minus(first, frame.upper())); // the row itself may not be in its frame
                    yield clipped(start, Math.max(last + 1L, minus(last + 1L, frame.lower())), size);
                }
                yield new int[] {frame.upper() == 0 ? firstTie : 0, size};
            }
            default -> new int[] {first, size};
        };
    }

    private static long minus(long place, long bound) {
        if (bound == OverFrame.UNBOUNDED_FOLLOWING) {
            return 0;
        }
        return bound == OverFrame.UNBOUNDED_PRECEDING ? Long.MAX_VALUE : place - bound;
    }

    private static int[] clipped(long start, long end, int size) {
        int from = (int) Math.max(0, Math.min(size, start));
        return new int[] {from, (int) Math.max(from, Math.min(size, end))};
    }

    /**
     * Computes a function for some rows.
     *
     * @param out by row, from {@code from} on; the value goes behind the columns of the input
     */
    void compute(int call, List<RowData> rows, int from, int to, List<@Nullable Object[]> out, int outStart) {
        if (from >= to) {
            return;
        }
        OverCall function = calls.get(call);
        Aggregator aggregator = aggregators.get(call);
        int column = width + call;
        if (aggregator != null) {
            aggregate(call, aggregator, rows, from, to, out, outStart);
        } else if (function.function() == OverCall.Function.LAG || function.function() == OverCall.Function.LEAD) {
            for (int row = from; row < to; row++) {
                @Nullable Object[] values = out.get(row - outStart);
                values[column] = neighbour(function, rows, row);
            }
        } else {
            rank(function, rows, from, to, out, outStart, column);
        }
    }

    static @Nullable Object neighbour(OverCall call, List<RowData> rows, int row) {
        long place = call.function() == OverCall.Function.LAG ? row - call.number() : row + call.number();
        if (place >= 0 && place < rows.size()) {
            return rows.get((int) place).get(call.argument());
        }
        return call.otherwise() < 0 ? null : rows.get(row).get(call.otherwise());
    }

    private void aggregate(
            int call,
            Aggregator aggregator,
            List<RowData> rows,
            int from,
            int to,
            List<@Nullable Object[]> out,
            int outStart) {
        FrameBounds bounds = new FrameBounds(calls.get(call).frame(), order, rows);
        ColumnBuilder result = results.get(call);
        aggregator.clear(slot);
        bounds.moveTo(from);
        int start = bounds.start();
        int end = start;
        for (int row = from; row < to; row++) {
            bounds.moveTo(row);
            if (bounds.start() >= end) {
                aggregator.clear(slot);
                start = bounds.start();
                end = start;
            }
            for (; end < bounds.end(); end++) {
                aggregator.add(slot, batch.of(rows.get(end)), 0);
            }
            for (; start < bounds.start(); start++) {
                aggregator.retract(slot, batch.of(rows.get(start)), 0);
            }
            aggregator.emit(slot, result);
            @Nullable Object[] values = out.get(row - outStart);
            values[width + call] = result.take();
        }
        aggregator.clear(slot);
    }

    private void rank(
            OverCall call,
            List<RowData> rows,
            int from,
            int to,
            List<@Nullable Object[]> out,
            int outStart,
            int column) {
        int size = rows.size();
        int firstTie = 0;
        long dense = 0;
        for (int row = 0; row < to; row++) {
            if (row == 0 || order.compare(rows.get(row - 1), rows.get(row)) != 0) {
                firstTie = row;
                dense++;
            }
            if (row >= from) {
                out.get(row - outStart)[column] = switch (call.function()) {
                    case ROW_NUMBER -> row + 1L;
                    case RANK -> firstTie + 1L;
                    case DENSE_RANK -> dense;
                    case PERCENT_RANK -> size == 1 ? 0.0 : (double) firstTie / (size - 1);
                    case CUME_DIST -> (double) afterTies(rows, row) / size;
                    case NTILE -> tile(row, size, call.number());
                    case AGGREGATE, LAG, LEAD -> throw new IllegalStateException(call + " is no rank");
                };
            }
        }
    }

    private int afterTies(List<RowData> rows, int row) {
        int after = row + 1;
        while (after < rows.size() && order.compare(rows.get(row), rows.get(after)) == 0) {
            after++;
        }
        return after;
    }

    /** Tiles differ by one row at most; the first ones are the larger ones. */
    private static long tile(int row, int size, long tiles) {
        long small = size / tiles;
        long larger = size % tiles;
        long rowsOfLarger = larger * (small + 1);
        return row < rowsOfLarger ? row / (small + 1) + 1 : larger + (row - rowsOfLarger) / small + 1;
    }
}
