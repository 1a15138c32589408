/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import java.util.Arrays;
import java.util.List;

/**
 * Makes upserts of whole changes, for whoever finds rows by a key: what a row was is left out where what it becomes has the same key and comes right behind it; else it is deleted.
 */
public final class ToUpsertsOperator extends ColumnOperator {
    private final List<Integer> key;

    /** @param key the columns by which rows are found */
    public ToUpsertsOperator(List<Integer> key) {
        this.key = List.copyOf(key);
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        byte[] kinds = batch.kinds;
        if (kinds == null) {
            output().emit(batch);
            return;
        }
        byte[] changed = kinds.clone();
        int[] kept = new int[batch.size];
        int count = 0;
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            if (batch.kind(position) == RowKind.UPDATE_BEFORE) {
                if (row + 1 < batch.size && Updates.isUpdate(batch, position, batch.position(row + 1), key)) {
                    continue;
                }
                changed[position] = (byte) RowKind.DELETE.ordinal();
            }
            kept[count++] = position;
        }
        if (count > 0) {
            ColumnBatch upserts = batch.select(Arrays.copyOf(kept, count));
            upserts.kinds = changed;
            output().emit(upserts);
        }
    }
}
