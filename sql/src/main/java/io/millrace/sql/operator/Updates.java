/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import java.util.List;
import java.util.Objects;

/** Rows that belong together. */
final class Updates {
    private Updates() {}

    /** Returns whether two rows, one behind the other, are the two sides of an update that leaves some columns as they are. */
    static boolean isUpdate(ColumnBatch batch, int position, int next, List<Integer> columns) {
        if (batch.kind(position) != RowKind.UPDATE_BEFORE || batch.kind(next) != RowKind.UPDATE_AFTER) {
            return false;
        }
        for (int column : columns) {
            if (!Objects.deepEquals(batch.value(column, position), batch.value(column, next))) {
                return false;
            }
        }
        return true;
    }
}
