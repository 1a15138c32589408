/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.ContainerType;
import io.millrace.data.RowData;
import io.millrace.data.RowKind;
import io.millrace.operator.ColumnKeys;
import io.millrace.sql.row.StateTypes;
import io.millrace.store.ObjectColumn;
import io.millrace.time.TimeDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * Functions of OVER for rows in any order, of an input that may change: keeps each partition, sorted, with the values that were emitted. A change computes anew what it may
 * concern, and what has become different is emitted.
 */
public final class OverRowsOperator extends KeyedColumnOperator {
    private final List<Integer> partition;
    private final ColumnKeys keys;
    private final RowOrder order;
    private final RelDataType outputRow;
    private final RelDataType inputRow;
    private final List<OverCall> calls;
    private final int width;
    private final StateExpiry expiry;
    private @Nullable ObjectColumn<ArrayList<RowData>> partitions;
    private @Nullable PartitionFunctions functions;

    /**
     * @param outputRow the columns of the input, and then one for each call, as state calls them
     * @param partition columns whose values partition the rows
     * @param ttlMillis how long an idle partition is kept; 0 for ever
     */
    public OverRowsOperator(
            RelDataType outputRow,
            RelDataType inputRow,
            List<Integer> partition,
            RowOrder order,
            List<OverCall> calls,
            long ttlMillis) {
        super(outputRow);
        this.outputRow = outputRow;
        this.partition = List.copyOf(partition);
        this.keys = new ColumnKeys(partition);
        this.order = order;
        this.inputRow = inputRow;
        this.calls = List.copyOf(calls);
        this.width = inputRow.getFieldCount();
        this.expiry = new StateExpiry(ttlMillis);
    }

    @Override
    void onOpen() {
        if (!partition.isEmpty()) {
            store().keyType(StateTypes.row(inputRow, partition));
        }
        partitions = store().objectColumn("rows", ContainerType.of(ArrayList.class, StateTypes.row(outputRow)));
        functions = new PartitionFunctions(calls, order, inputRow, this::openFunction);
        expiry.open(store(), context());
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            int slot = keys.select(store(), batch, position);
            expiry.beforeUse(slot);
            RowKind kind = batch.kind(position);
            int next = row + 1 < batch.size ? batch.position(row + 1) : -1;
            if (next >= 0 && Updates.isUpdate(batch, position, next, partition)) {
                change(slot, wide(batch, position), wide(batch, next), batch.timestamps[next]);
                row++;
            } else if (kind.retracts()) {
                change(slot, wide(batch, position), null, batch.timestamps[position]);
            } else {
                change(slot, null, wide(batch, position), batch.timestamps[position]);
            }
            store().release();
            rows().flushIfFull();
        }
        store().afterStep();
        rows().flush();
    }

    /** Returns a row with room for the values of the calls. */
    private RowData wide(ColumnBatch batch, int position) {
        return SortedRows.wideRow(batch, position, calls.size());
    }

    private void change(int slot, @Nullable RowData removed, @Nullable RowData added, long timestamp) {
        ArrayList<RowData> known = opened(partitions).get(slot);
        ArrayList<RowData> sorted = known == null ? new ArrayList<>() : known;
        int gone = removed == null ? -1 : SortedRows.find(sorted, order, removed, width);
        RowData leaving = gone < 0 ? null : sorted.remove(gone);
        if (leaving == null && added == null) {
            passUnknown(); // the partition is not known (any more)
            return;
        }
        int placed = added == null ? gone : SortedRows.placeOf(sorted, order, added);
        if (added != null) {
            sorted.add(placed, added);
        }
        int first = gone < 0 ? placed : Math.min(gone, placed);
        int firstTie = first;
        if (leaving != null) {
            firstTie = Math.min(firstTie, SortedRows.firstTie(sorted, order, leaving));
        }
        if (added != null) {
            firstTie = Math.min(firstTie, SortedRows.firstTie(sorted, order, added));
        }
        if (leaving != null && added == null) {
            emit(RowKind.DELETE, leaving, timestamp);
        }
        int[] places = {firstTie, first, Math.max(gone, placed)};
        recompute(sorted, leaving, added == null ? -1 : placed, places, timestamp);
        keep(slot, known, sorted);
    }

    private void keep(int slot, @Nullable ArrayList<RowData> known, ArrayList<RowData> sorted) {
        if (sorted.isEmpty()) {
            expiry.forget(slot);
            return;
        }
        if (known == null) {
            opened(partitions).set(slot, sorted);
        }
        expiry.written(slot);
    }

    /**
     * @param placed where the row is that came, or -1
     * @param places the first tie of what changed, the first place that changed, and the last
     */
    private void recompute(
            ArrayList<RowData> sorted, @Nullable RowData leaving, int placed, int[] places, long timestamp) {
        int from = sorted.size();
        int to = 0;
        int[][] ranges = new int[calls.size()][];
        for (int call = 0; call < ranges.length; call++) {
            ranges[call] = opened(functions).affected(calls.get(call), sorted.size(), places[0], places[1], places[2]);
            from = Math.min(from, ranges[call][0]);
            to = Math.max(to, ranges[call][1]);
        }
        List<@Nullable Object[]> computed = new ArrayList<>();
        for (int row = from; row < to; row++) {
            computed.add(sorted.get(row).values().toArray());
        }
        for (int call = 0; call < ranges.length; call++) {
            opened(functions).compute(call, sorted, ranges[call][0], ranges[call][1], computed, from);
        }
        for (int row = from; row < to; row++) {
            RowData before = sorted.get(row);
            @Nullable Object[] values = computed.get(row - from);
            if (row == placed) {
                sorted.set(row, come(leaving, values, timestamp));
            } else if (isChanged(before, values)) {
                RowData after = SortedRows.of(values);
                emit(RowKind.UPDATE_BEFORE, before, timestamp);
                emit(RowKind.UPDATE_AFTER, after, timestamp);
                sorted.set(row, after);
            }
        }
    }

    private RowData come(@Nullable RowData leaving, @Nullable Object[] values, long timestamp) {
        RowData row = SortedRows.of(values);
        if (leaving == null) {
            emit(RowKind.INSERT, row, timestamp);
        } else if (!leaving.equals(row)) {
            emit(RowKind.UPDATE_BEFORE, leaving, timestamp);
            emit(RowKind.UPDATE_AFTER, row, timestamp);
        }
        return row;
    }

    private boolean isChanged(RowData before, @Nullable Object[] values) {
        for (int column = width; column < values.length; column++) {
            if (!Objects.deepEquals(before.get(column), values[column])) {
                return true;
            }
        }
        return false;
    }

    private void emit(RowKind kind, RowData row, long timestamp) {
        rows().append(0, row);
        rows().endRow(kind, timestamp);
        if (kind != RowKind.UPDATE_BEFORE) {
            rows().flushIfFull(); // the two sides of an update stay together
        }
    }

    @Override
    void onTimer(long timestamp, TimeDomain domain) {
        expiry.onTimer(store().currentSlot());
    }
}
