/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import io.millrace.sql.column.ColumnLayout;
import org.apache.calcite.rel.type.RelDataType;

/** Shows a row that is kept as a batch, for what works on batches. Used again and again. */
final class RowBatch {
    private final int width;
    private final ColumnBatch batch;

    /** @param row what the first columns of the rows are */
    RowBatch(RelDataType row) {
        width = row.getFieldCount();
        Object[] columns = new Object[width];
        for (int column = 0; column < width; column++) {
            columns[column] =
                    ColumnLayout.of(row.getFieldList().get(column).getType()).newArray(1);
        }
        batch = new ColumnBatch(columns, new boolean[width][1], new long[1], 1);
    }

    /** Returns a batch of one row, which is there until the next one is asked for. */
    ColumnBatch of(RowData row) {
        for (int column = 0; column < width; column++) {
            Object value = row.get(column);
            boolean[] nulls = batch.nulls[column];
            if (nulls != null) {
                nulls[0] = value == null;
            }
            if (value != null) {
                set(batch.columns[column], value);
            }
        }
        return batch;
    }

    private static void set(Object column, Object value) {
        if (column instanceof long[] longs) {
            longs[0] = (Long) value;
        } else if (column instanceof int[] ints) {
            ints[0] = (Integer) value;
        } else if (column instanceof double[] doubles) {
            doubles[0] = (Double) value;
        } else if (column instanceof float[] floats) {
            floats[0] = (Float) value;
        } else if (column instanceof byte[] booleans) {
            booleans[0] = (byte) ((Boolean) value ? 1 : 0);
        } else {
            ((Object[]) column)[0] = value;
        }
    }
}
