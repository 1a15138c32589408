/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.column.InternalValues;
import io.millrace.sql.row.Row;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.jspecify.annotations.Nullable;

/** Makes rows, as programs see them, of columns. */
public final class ToRowsOperator extends ColumnOperator {
    private final List<RelDataType> types = new ArrayList<>();

    /** @param row what the columns are */
    public ToRowsOperator(RelDataType row) {
        for (RelDataTypeField field : row.getFieldList()) {
            types.add(field.getType());
        }
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        for (int i = 0; i < batch.size; i++) {
            int position = batch.position(i);
            @Nullable Object[] fields = new Object[types.size()];
            for (int column = 0; column < fields.length; column++) {
                fields[column] = InternalValues.toExternal(batch.value(column, position), types.get(column));
            }
            output().emit(Row.ofKind(batch.kind(position), fields), batch.timestamps[position]);
        }
    }
}
