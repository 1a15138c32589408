/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import io.millrace.data.RowKind;
import io.millrace.data.RowType;
import io.millrace.operator.ColumnKeys;
import io.millrace.store.LongColumn;
import io.millrace.time.TimeDomain;
import java.util.stream.IntStream;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * Holds changes back until the input has ended, and emits the rows that are left then: counts each row, so that it matters to
 * nobody in which order changes come.
 */
public final class FinalRowsOperator extends KeyedColumnOperator {
    private static final long END = Long.MAX_VALUE - 1;

    private final RowType keyType;
    private final ColumnKeys keys;
    private @Nullable LongColumn counts;
    private @Nullable LongColumn times;

    /** @param keyType what snapshots call the columns of the rows */
    public FinalRowsOperator(RelDataType row, RowType keyType) {
        super(row);
        this.keyType = keyType;
        this.keys =
                new ColumnKeys(IntStream.range(0, row.getFieldCount()).boxed().toList());
    }

    @Override
    void onOpen() {
        store().keyType(keyType);
        counts = store().longColumn("count");
        times = store().longColumn("timestamp");
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        LongColumn count = opened(counts);
        LongColumn time = opened(times);
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            int slot = keys.select(store(), batch, position);
            RowKind kind = batch.kind(position);
            boolean retracts = kind.retracts();
            long known = count.get(slot) + (retracts ? -1 : 1);
            if (known == 0) {
                store().eventTimers().delete(slot, END);
                store().clear(slot);
            } else {
                count.set(slot, known);
                time.set(slot, batch.timestamps[position]);
                store().eventTimers().register(slot, END);
            }
            store().release();
        }
        store().afterStep();
    }

    /** The input has ended. */
    @Override
    void onTimer(long timestamp, TimeDomain domain) {
        int slot = store().currentSlot();
        long time = opened(times).get(slot);
        for (long i = opened(counts).get(slot); i > 0; i--) {
            appendKey();
            rows().endRow(RowKind.INSERT, time);
            rows().flushIfFull();
        }
        store().clear(slot);
    }

    private void appendKey() {
        Object key = store().currentKey();
        if (key instanceof RowData row) {
            rows().append(0, row);
        } else {
            rows().column(0).append(key);
        }
    }
}
