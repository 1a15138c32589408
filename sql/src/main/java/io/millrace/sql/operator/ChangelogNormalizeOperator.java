/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.data.RowType;
import io.millrace.operator.ColumnKeys;
import io.millrace.time.TimeDomain;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;

/**
 * Makes whole changes of upserts: keeps the last row of each key, so that it can say what a row was that is updated or deleted. What comes twice changes nothing, and a
 * row that is taken back is the one that is kept, whatever the deletion says of it beside the key.
 */
public final class ChangelogNormalizeOperator extends KeyedColumnOperator {
    private final ColumnKeys keys;
    private final RowType keyType;
    private final StateExpiry expiry;
    private final KeptRow kept;

    /**
     * @param row what the rows are
     * @param key the columns of the primary key
     * @param keyType what snapshots call these
     * @param updateBefore whether it tells what rows were before updates
     * @param ttlMillis how long an idle row is kept; 0 for ever
     */
    public ChangelogNormalizeOperator(
            RelDataType row, List<Integer> key, RowType keyType, boolean updateBefore, long ttlMillis) {
        super(row);
        this.keys = new ColumnKeys(key);
        this.keyType = keyType;
        this.expiry = new StateExpiry(ttlMillis);
        this.kept = new KeptRow(row, updateBefore, expiry);
    }

    @Override
    void onOpen() {
        store().keyType(keyType);
        kept.open(store());
        expiry.open(store(), context());
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        for (int i = 0; i < batch.size; i++) {
            int position = batch.position(i);
            RowKind kind = batch.kind(position);
            if (kind == RowKind.UPDATE_BEFORE) {
                continue; // what the row was is known here, and what it becomes follows
            }
            int slot = keys.select(store(), batch, position);
            expiry.beforeUse(slot);
            if (kind == RowKind.DELETE) {
                delete(slot, batch.timestamps[position]);
            } else {
                kept.put(slot, batch, position, rows());
            }
            store().release();
            rows().flushIfFull();
        }
        store().afterStep();
        rows().flush();
    }

    private void delete(int slot, long timestamp) {
        if (!kept.isKnown(slot)) {
            passUnknown();
            return;
        }
        kept.append(slot, rows());
        rows().endRow(RowKind.DELETE, timestamp);
        expiry.forget(slot);
    }

    @Override
    void onTimer(long timestamp, TimeDomain domain) {
        expiry.onTimer(store().currentSlot());
    }
}
