/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.sql.row.StateTypes;
import io.millrace.store.KeyedStore;
import io.millrace.store.RowColumn;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** The last row of each key, by which it is known what the next one changes. */
final class KeptRow {
    private final RelDataType row;
    private final boolean updateBefore;
    private final StateExpiry expiry;
    private @Nullable RowColumn rows;

    /**
     * @param updateBefore whether it tells what a row was before an update
     * @param expiry of the keys, opened by its owner
     */
    KeptRow(RelDataType row, boolean updateBefore, StateExpiry expiry) {
        this.row = row;
        this.updateBefore = updateBefore;
        this.expiry = expiry;
    }

    void open(KeyedStore store) {
        rows = store.rowColumn("row", StateTypes.row(row));
    }

    private RowColumn rows() {
        RowColumn opened = rows;
        if (opened == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return opened;
    }

    boolean isKnown(int slot) {
        return rows().has(slot);
    }

    /** Compares a row that comes with the one that is kept, by an order. */
    int compare(RowOrder order, ColumnBatch batch, int position, int slot) {
        return order.compare(batch, position, rows().rows(), slot);
    }

    /** Appends the row that is kept. */
    void append(int slot, BatchBuilder out) {
        out.append(0, rows().rows(), slot, row.getFieldCount());
    }

    /** Keeps a row and emits what it changes. */
    void put(int slot, ColumnBatch batch, int position, BatchBuilder out) {
        boolean known = isKnown(slot);
        if (staysTheSame(slot, batch, position)) {
            return;
        }
        if (known && updateBefore) {
            append(slot, out);
            out.endRow(RowKind.UPDATE_BEFORE, batch.timestamps[position]);
        }
        out.append(0, batch, position);
        out.endRow(known ? RowKind.UPDATE_AFTER : RowKind.INSERT, batch.timestamps[position]);
        set(slot, batch, position);
    }

    /** Keeps a row, and passes it on where it changes something; where nobody is told what rows were before updates. */
    void put(int slot, ColumnBatch batch, int position, PassedRows out) {
        if (!staysTheSame(slot, batch, position)) {
            out.add(batch, position, isKnown(slot) ? RowKind.UPDATE_AFTER : RowKind.INSERT);
            set(slot, batch, position);
        }
    }

    /** A row that stays as it is changes nothing; but with a time to live it says so, that later operators do not forget it. */
    private boolean staysTheSame(int slot, ColumnBatch batch, int position) {
        return !expiry.isEnabled() && isKnown(slot) && rows().rows().isSame(slot, batch, position);
    }

    private void set(int slot, ColumnBatch batch, int position) {
        rows().set(slot, batch, position);
        expiry.written(slot);
    }
}
