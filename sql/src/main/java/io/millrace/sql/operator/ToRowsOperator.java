/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.sql.codegen.InternalValues;
import io.millrace.sql.row.Row;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.jspecify.annotations.Nullable;

/** Makes rows, as programs see them, of columns. */
public final class ToRowsOperator extends ColumnOperator {
    private static final RowKind[] KINDS = RowKind.values();

    private final List<RelDataType> types = new ArrayList<>();

    /** @param row what the columns are */
    public ToRowsOperator(RelDataType row) {
        for (RelDataTypeField field : row.getFieldList()) {
            types.add(field.getType());
        }
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        byte[] kinds = batch.kinds;
        for (int i = 0; i < batch.size; i++) {
            int position = batch.position(i);
            @Nullable Object[] fields = new Object[types.size()];
            for (int column = 0; column < fields.length; column++) {
                Object value = batch.isNull(column, position) ? null : value(batch.columns[column], position);
                fields[column] = InternalValues.toExternal(value, types.get(column));
            }
            RowKind kind = kinds == null ? RowKind.INSERT : KINDS[kinds[position]];
            output().emit(Row.ofKind(kind, fields), batch.timestamps[position]);
        }
    }

    private static Object value(Object column, int position) {
        if (column instanceof long[] values) {
            return values[position];
        } else if (column instanceof int[] values) {
            return values[position];
        } else if (column instanceof double[] values) {
            return values[position];
        } else if (column instanceof float[] values) {
            return values[position];
        } else if (column instanceof byte[] values) {
            return values[position] != 0;
        }
        return ((Object[]) column)[position];
    }
}
