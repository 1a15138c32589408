/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import io.millrace.data.RowKind;
import io.millrace.data.RowType;
import io.millrace.sql.row.StateTypes;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Makes records of rows that ask a table for others and may have to wait: the values of each, and behind them its kind. */
public final class LookupRequests extends ColumnOperator {
    private static final List<RowKind> KINDS = List.of(RowKind.values());

    /** Returns what snapshots call the parts of a row that waits. */
    public static RowType type(RelDataType row) {
        return StateTypes.rowWith(row, row.getFieldCount(), List.of("$kind"), List.of(String.class));
    }

    /** Returns the kind of a row that asked. */
    static RowKind kind(RowData request) {
        Object kind = request.get(request.size() - 1);
        for (RowKind each : KINDS) {
            if (each.shortString().equals(kind)) {
                return each;
            }
        }
        throw new IllegalStateException("A row was kept without its kind: " + request);
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            int width = batch.columns.length;
            @Nullable Object[] values = new @Nullable Object[width + 1];
            for (int column = 0; column < width; column++) {
                values[column] = batch.value(column, position);
            }
            values[width] = batch.kind(position).shortString();
            output().emit(RowData.of(values), batch.timestamps[position]);
        }
    }
}
