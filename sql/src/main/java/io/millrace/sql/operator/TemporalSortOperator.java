/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import io.millrace.data.RowKind;
import io.millrace.data.RowType;
import io.millrace.operator.ColumnKeys;
import io.millrace.store.ObjectColumn;
import io.millrace.time.TimeDomain;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * ORDER BY event time of rows that only ever come: holds them back until the watermark has reached their time. Rows that come later than that are left out, and counted.
 */
public final class TemporalSortOperator extends KeyedColumnOperator {
    private final ColumnKeys keys;
    private final RowType keyType;
    private final EventTimeColumn time;
    private final RelDataType row;
    private final RowOrder order;
    private final LateSide late = new LateSide(null);
    private @Nullable ObjectColumn<ArrayList<RowData>> waiting;

    /**
     * @param order by the time, and whatever comes after
     * @param keyType what snapshots call the columns of the key
     */
    public TemporalSortOperator(
            RelDataType row, EventTimeColumn time, RowOrder order, List<Integer> keyColumns, RowType keyType) {
        super(row);
        this.keys = new ColumnKeys(keyColumns);
        this.keyType = keyType;
        this.row = row;
        this.time = time;
        this.order = order;
    }

    @Override
    void onOpen() {
        store().keyType(keyType);
        waiting = store().objectColumn("rows", SortedRows.timedType(row));
    }

    private ObjectColumn<ArrayList<RowData>> states() {
        ObjectColumn<ArrayList<RowData>> column = waiting;
        if (column == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return column;
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            if (time.isLate(batch, position, context())) {
                late.add(position);
                continue;
            }
            int slot = keys.select(store(), batch, position);
            ArrayList<RowData> sorted = states().get(slot);
            if (sorted == null) {
                sorted = new ArrayList<>();
                states().set(slot, sorted);
            }
            RowData kept = SortedRows.timedRow(batch, position);
            sorted.add(SortedRows.placeOf(sorted, order, kept), kept);
            store().eventTimers().register(slot, time.millis(batch, position));
            store().release();
        }
        late.pass(batch, context(), output());
        store().afterStep();
    }

    @Override
    void onTimer(long timestamp, TimeDomain domain) {
        int slot = store().currentSlot();
        ArrayList<RowData> sorted = states().get(slot);
        if (sorted == null) {
            return;
        }
        int due = 0;
        for (; due < sorted.size() && time.millis(sorted.get(due)) <= timestamp; due++) {
            RowData row = sorted.get(due);
            SortedRows.appendTimed(rows(), row);
            rows().endRow(RowKind.INSERT, SortedRows.time(row));
            rows().flushIfFull();
        }
        sorted.subList(0, due).clear();
        if (sorted.isEmpty()) {
            states().clear(slot);
        }
    }
}
