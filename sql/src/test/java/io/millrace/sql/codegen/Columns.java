/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.column.ColumnLayout;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;

/** Batches of columns for tests, from rows in internal form and back. */
final class Columns {

    private Columns() {}

    /** Returns a batch of rows; there is an array of nulls for each column that has one. */
    static ColumnBatch of(RelDataType row, List<List<Object>> rows) {
        int width = row.getFieldCount();
        Object[] columns = new Object[width];
        boolean[][] nulls = new boolean[width][];
        for (RelDataTypeField field : row.getFieldList()) {
            int index = field.getIndex();
            columns[index] = ColumnLayout.of(field.getType()).newArray(rows.size());
            for (int position = 0; position < rows.size(); position++) {
                Object value = rows.get(position).get(index);
                if (value == null) {
                    nulls[index] = nulls[index] == null ? new boolean[rows.size()] : nulls[index];
                    nulls[index][position] = true;
                } else {
                    set(columns[index], position, value);
                }
            }
        }
        return new ColumnBatch(columns, nulls, new long[rows.size()], rows.size());
    }

    private static void set(Object column, int position, Object value) {
        if (column instanceof byte[] booleans) {
            booleans[position] = (byte) ((Boolean) value ? 1 : 0);
        } else if (column instanceof int[] integers) {
            integers[position] = (Integer) value;
        } else if (column instanceof long[] longs) {
            longs[position] = (Long) value;
        } else if (column instanceof float[] floats) {
            floats[position] = (Float) value;
        } else if (column instanceof double[] doubles) {
            doubles[position] = (Double) value;
        } else {
            ((Object[]) column)[position] = value;
        }
    }

    /** Returns the value of a column at a position; booleans as such. */
    static Object at(ColumnBatch batch, int column, int position) {
        if (batch.isNull(column, position)) {
            return null;
        }
        Object values = batch.columns[column];
        if (values instanceof byte[] booleans) {
            return booleans[position] != 0;
        } else if (values instanceof int[] integers) {
            return integers[position];
        } else if (values instanceof long[] longs) {
            return longs[position];
        } else if (values instanceof float[] floats) {
            return floats[position];
        } else if (values instanceof double[] doubles) {
            return doubles[position];
        }
        return ((Object[]) values)[position];
    }

    /** Returns the rows of a batch. */
    static List<List<Object>> rows(ColumnBatch batch) {
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; batch != null && row < batch.size; row++) {
            List<Object> values = new ArrayList<>();
            for (int column = 0; column < batch.columns.length; column++) {
                values.add(at(batch, column, batch.position(row)));
            }
            rows.add(values);
        }
        return rows;
    }
}
