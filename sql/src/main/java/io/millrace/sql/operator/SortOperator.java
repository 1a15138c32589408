/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import io.millrace.data.RowKind;
import io.millrace.operator.ColumnKeys;
import io.millrace.store.ObjectColumn;
import io.millrace.time.TimeDomain;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * ORDER BY of an input that ends: gathers its rows and emits them at the end, in order, each as it is then. Where a LIMIT says how many are wanted, and no row is taken
 * back, keeps no more than these. Runs as one subtask.
 */
public final class SortOperator extends KeyedColumnOperator {
    private static final long END = Long.MAX_VALUE - 1;

    private final ColumnKeys all = new ColumnKeys(List.of());
    private final RelDataType row;
    private final RowOrder order;
    private final long first;
    private final long last;
    private final boolean retracts;
    private final int width;
    private @Nullable ObjectColumn<ArrayList<RowData>> gathered;

    /**
     * @param first the number of the first row that is wanted, from 1
     * @param last that of the last one; MAX_VALUE for all
     * @param retracts whether rows may be taken back
     */
    public SortOperator(RelDataType row, RowOrder order, long first, long last, boolean retracts) {
        super(row);
        this.row = row;
        this.order = order;
        this.first = first;
        this.last = last;
        this.retracts = retracts;
        this.width = row.getFieldCount();
    }

    @Override
    void onOpen() {
        gathered = store().objectColumn("rows", SortedRows.timedType(row));
    }

    private ObjectColumn<ArrayList<RowData>> states() {
        ObjectColumn<ArrayList<RowData>> column = gathered;
        if (column == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return column;
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        if (batch.size == 0) {
            return;
        }
        int slot = all.select(store(), batch, batch.position(0));
        ArrayList<RowData> known = states().get(slot);
        ArrayList<RowData> sorted = known == null ? new ArrayList<>() : known;
        for (int row = 0; row < batch.size; row++) {
            gather(sorted, batch, batch.position(row));
        }
        if (known == null) {
            states().set(slot, sorted);
            store().eventTimers().register(slot, END);
        }
        store().release();
        store().afterStep();
    }

    private void gather(ArrayList<RowData> sorted, ColumnBatch batch, int position) {
        RowKind kind = batch.kind(position);
        if (kind.retracts()) {
            int place = SortedRows.find(sorted, order, batch.row(position), width);
            if (place >= 0) {
                sorted.remove(place);
            }
        } else if (retracts) {
            RowData row = SortedRows.timedRow(batch, position);
            sorted.add(SortedRows.placeOf(sorted, order, row), row);
        } else if (last == Long.MAX_VALUE) {
            sorted.add(SortedRows.timedRow(batch, position));
        } else {
            gatherFirst(sorted, batch, position);
        }
    }

    private void gatherFirst(ArrayList<RowData> sorted, ColumnBatch batch, int position) {
        if (sorted.size() >= last) {
            if (sorted.isEmpty() || order.compare(batch, position, sorted.get(sorted.size() - 1)) >= 0) {
                return;
            }
            sorted.remove(sorted.size() - 1);
        }
        RowData row = SortedRows.timedRow(batch, position);
        sorted.add(SortedRows.placeOf(sorted, order, row), row);
    }

    /** The input has ended. */
    @Override
    void onTimer(long timestamp, TimeDomain domain) {
        int slot = store().currentSlot();
        ArrayList<RowData> sorted = states().get(slot);
        if (sorted != null) {
            sorted.sort(order); // stable: ties stay as they came
            long end = Math.min(last, sorted.size());
            for (long number = first; number <= end; number++) {
                RowData row = sorted.get((int) (number - 1));
                SortedRows.appendTimed(rows(), row);
                rows().endRow(RowKind.INSERT, SortedRows.time(row));
                rows().flushIfFull();
            }
        }
        store().clear(slot);
    }
}
