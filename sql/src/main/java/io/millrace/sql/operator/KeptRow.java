/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import io.millrace.data.RowKind;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.sql.row.StateTypes;
import io.millrace.store.KeyedStore;
import io.millrace.store.ObjectColumn;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** The last row of each key, by which it is known what the next one changes. */
final class KeptRow {
    private final RelDataType row;
    private final StateExpiry expiry;
    private @Nullable ObjectColumn<RowData> rows;

    /** @param expiry of the keys, opened by its owner */
    KeptRow(RelDataType row, StateExpiry expiry) {
        this.row = row;
        this.expiry = expiry;
    }

    void open(KeyedStore store) {
        rows = store.objectColumn("row", StateTypes.row(row));
    }

    private ObjectColumn<RowData> rows() {
        ObjectColumn<RowData> opened = rows;
        if (opened == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return opened;
    }

    @Nullable
    RowData get(int slot) {
        return rows().get(slot);
    }

    /**
     * Keeps a row and emits what it changes. One that stays as it is changes nothing; but with a time to live it says so, that later operators do not forget it.
     *
     * @param before what {@link #get} gave
     */
    void put(int slot, @Nullable RowData before, ColumnBatch batch, int position, BatchBuilder out) {
        long timestamp = batch.timestamps[position];
        if (before != null) {
            out.append(0, before);
            out.endRow(RowKind.UPDATE_BEFORE, timestamp);
        }
        out.append(0, batch, position);
        out.endRow(before == null ? RowKind.INSERT : RowKind.UPDATE_AFTER, timestamp);
        if (before != null && !expiry.isEnabled() && out.repeatsItself()) {
            out.takeBack(2);
            return;
        }
        rows().set(slot, batch.row(position));
        expiry.written(slot);
    }
}
