/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.operator.ColumnKeys;
import io.millrace.store.LongColumn;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** LIMIT and OFFSET of rows that only ever come: counts them. Runs as one subtask, and sees all of them. */
public final class LimitOperator extends KeyedColumnOperator {
    private final ColumnKeys all = new ColumnKeys(List.of());
    private final long first;
    private final long last;
    private @Nullable LongColumn counts;

    /**
     * @param first the number of the first row that passes, from 1
     * @param last that of the last one
     */
    public LimitOperator(RelDataType row, long first, long last) {
        super(row);
        this.first = first;
        this.last = last;
    }

    @Override
    void onOpen() {
        counts = store().longColumn("rows");
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        LongColumn column = counts;
        if (column == null || batch.size == 0) {
            return;
        }
        int slot = all.select(store(), batch, batch.position(0));
        long before = column.get(slot);
        if (before < last) {
            column.set(slot, before + batch.size);
            pass(batch, before);
        }
        store().release();
        store().afterStep();
    }

    private void pass(ColumnBatch batch, long before) {
        int start = (int) Math.min(batch.size, Math.max(0, first - 1 - before));
        int end = (int) Math.min(batch.size, last - before);
        if (start >= end) {
            return;
        }
        int[] positions = new int[end - start];
        Arrays.setAll(positions, row -> batch.position(start + row));
        output().emit(batch.select(positions));
    }
}
