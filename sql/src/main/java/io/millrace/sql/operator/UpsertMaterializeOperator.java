/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.data.RowType;
import io.millrace.operator.ColumnKeys;
import io.millrace.sql.row.StateTypes;
import io.millrace.store.RowList;
import io.millrace.store.RowLists;
import io.millrace.time.TimeDomain;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * Makes upserts of whole changes by a key of which there may be several rows: keeps them in the order in which they came, and has the last one stand for the key. So what was overwritten comes back when
 * the row goes that did so, and it makes no difference whether a row goes before another one of its key comes, or after.
 */
public final class UpsertMaterializeOperator extends KeyedColumnOperator {
    private final List<Integer> key;
    private final ColumnKeys keys;
    private final RowType keyType;
    private final RowType rowType;
    private final int width;
    private final StateExpiry expiry;
    private @Nullable RowLists rowsOfKeys;

    /**
     * @param row what the rows are
     * @param key columns by which whoever takes the rows finds them
     * @param keyType what snapshots call these
     * @param ttlMillis how long an idle key is kept; 0 for ever
     */
    public UpsertMaterializeOperator(RelDataType row, List<Integer> key, RowType keyType, long ttlMillis) {
        super(row);
        this.key = List.copyOf(key);
        this.keys = new ColumnKeys(key);
        this.keyType = keyType;
        this.rowType = StateTypes.row(row);
        this.width = row.getFieldCount();
        this.expiry = new StateExpiry(ttlMillis);
    }

    @Override
    void onOpen() {
        store().keyType(keyType);
        rowsOfKeys = store().rowLists("rows", rowType);
        expiry.open(store(), context());
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        RowLists lists = opened(rowsOfKeys);
        keys.prepare(store(), batch);
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            int slot = keys.select(store(), batch, position);
            expiry.beforeUse(slot);
            int next = row + 1 < batch.size ? batch.position(row + 1) : -1;
            RowKind kind = batch.kind(position);
            if (next >= 0 && Updates.isUpdate(batch, position, next, key)) {
                take(lists, slot, batch, position);
                add(lists, slot, batch, next, RowKind.UPDATE_AFTER);
                row++;
            } else if (kind == RowKind.INSERT || kind == RowKind.UPDATE_AFTER) {
                boolean first = lists.look(slot) == null;
                add(lists, slot, batch, position, first ? RowKind.INSERT : RowKind.UPDATE_AFTER);
            } else {
                remove(lists, slot, batch, position);
            }
            store().release();
            rows().flushIfFull();
        }
        store().afterStep();
        rows().flush();
    }

    private void add(RowLists lists, int slot, ColumnBatch batch, int position, RowKind kind) {
        RowList list = lists.own(slot);
        list.add(list.size(), lists.newRow(batch, position));
        expiry.written(slot);
        rows().append(0, batch, position);
        rows().endRow(kind, batch.timestamps[position]);
    }

    private void remove(RowLists lists, int slot, ColumnBatch batch, int position) {
        boolean last = take(lists, slot, batch, position);
        RowList left = lists.look(slot);
        if (last && left != null && left.size() > 0) {
            rows().append(0, lists.rows(), left.get(left.size() - 1), width);
            rows().endRow(RowKind.UPDATE_AFTER, batch.timestamps[position]);
        } else if (last) {
            rows().append(0, batch, position);
            rows().endRow(RowKind.DELETE, batch.timestamps[position]);
            lists.clear(slot);
            expiry.forget(slot);
        }
    }

    /** Takes a row out; returns whether it stood for the key. */
    private boolean take(RowLists lists, int slot, ColumnBatch batch, int position) {
        RowList known = lists.look(slot);
        int place = known == null ? -1 : find(lists, known, batch, position);
        if (place < 0) {
            passUnknown();
            return false;
        }
        RowList list = lists.own(slot);
        boolean last = place == list.size() - 1;
        lists.remove(list.remove(place));
        expiry.written(slot);
        return last;
    }

    /** Of those that are the same, the one that came last. */
    private static int find(RowLists lists, RowList list, ColumnBatch batch, int position) {
        int place = list.size() - 1;
        while (place >= 0 && !lists.rows().isSame(list.get(place), batch, position)) {
            place--;
        }
        return place;
    }

    @Override
    void onTimer(long timestamp, TimeDomain domain) {
        expiry.onTimer(store().currentSlot());
    }
}
