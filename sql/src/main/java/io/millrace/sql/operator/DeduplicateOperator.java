/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.operator.ColumnKeys;
import io.millrace.store.LongColumn;
import io.millrace.time.TimeDomain;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * The first or the last row of each key, by event time or as they come, where rows are never taken back. By event time, a row that comes later may replace the first
 * one; of several at one time, the first keeps the first that came, and the last the last.
 */
public final class DeduplicateOperator extends KeyedColumnOperator {
    private final ColumnKeys keys;
    private final @Nullable RowOrder time;
    private final boolean keepsLast;
    private final StateExpiry expiry;
    private final KeptRow kept;
    private final boolean updateBefore;
    private final PassedRows passed = new PassedRows();
    private @Nullable LongColumn seen;

    /**
     * @param row what the rows are
     * @param partition the columns of the key
     * @param time the event time of a row; null where rows count as they come
     * @param keepsLast or the first
     * @param updateBefore whether it tells what rows were before updates
     * @param ttlMillis how long an idle key is kept; 0 for ever
     */
    public DeduplicateOperator(
            RelDataType row,
            List<Integer> partition,
            @Nullable RowOrder time,
            boolean keepsLast,
            boolean updateBefore,
            long ttlMillis) {
        super(row);
        this.keys = new ColumnKeys(partition);
        this.time = time;
        this.keepsLast = keepsLast;
        this.expiry = new StateExpiry(ttlMillis);
        this.updateBefore = updateBefore;
        this.kept = new KeptRow(row, updateBefore, expiry);
    }

    @Override
    void onOpen() {
        if (time == null && !keepsLast) {
            seen = store().longColumn("seen");
        } else {
            kept.open(store());
        }
        expiry.open(store(), context());
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        LongColumn marks = seen;
        keys.prepare(store(), batch);
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            int slot = keys.select(store(), batch, position);
            expiry.beforeUse(slot);
            if (marks != null) {
                keepFirst(slot, marks, batch, position);
            } else {
                replace(slot, batch, position);
            }
            rows().flushIfFull();
        }
        store().release();
        store().afterStep();
        rows().flush();
        passed.emit(batch, output());
    }

    private void keepFirst(int slot, LongColumn marks, ColumnBatch batch, int position) {
        if (!marks.has(slot)) {
            marks.set(slot, 1);
            expiry.written(slot);
            passed.add(batch, position, RowKind.INSERT);
        }
    }

    private void replace(int slot, ColumnBatch batch, int position) {
        if (time != null && kept.isKnown(slot)) {
            int compared = kept.compare(time, batch, position, slot);
            if (keepsLast ? compared < 0 : compared >= 0) {
                return;
            }
        }
        if (updateBefore) {
            kept.put(slot, batch, position, rows());
        } else {
            kept.put(slot, batch, position, passed);
        }
    }

    @Override
    void onTimer(long timestamp, TimeDomain domain) {
        expiry.onTimer(store().currentSlot());
    }
}
