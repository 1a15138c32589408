/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RecordBatch;
import io.millrace.sql.column.ColumnLayout;
import io.millrace.sql.connector.RecordReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the values of rows into columns.
 *
 * @param fields those that the query reads
 */
record ColumnsReader(List<Field> fields) implements RecordReader {
    @Override
    public ColumnBatch read(RecordBatch records, long nowMillis) {
        return columns(fields, records.values, records.timestamps.clone(), records.size);
    }

    /** Returns the columns of rows, each an array of values. */
    static ColumnBatch columns(List<Field> fields, Object[] rows, long[] timestamps) {
        return columns(fields, rows, timestamps, rows.length);
    }

    @SuppressWarnings("NullAway") // of nested arrays it does not see which may be null
    private static ColumnBatch columns(List<Field> fields, Object[] rows, long[] timestamps, int size) {
        Object[] columns = new Object[fields.size()];
        boolean[][] nulls = new boolean[columns.length][];
        for (int column = 0; column < columns.length; column++) {
            Field field = fields.get(column);
            columns[column] = field.type().layout().newArray(size);
            for (int row = 0; row < size; row++) {
                @Nullable Object value = ((@Nullable Object[]) rows[row])[field.position()];
                if (value != null) {
                    put(columns[column], field.type().layout(), row, value);
                } else {
                    if (nulls[column] == null) {
                        nulls[column] = new boolean[size];
                    }
                    nulls[column][row] = true;
                }
            }
        }
        return new ColumnBatch(columns, nulls, timestamps, size);
    }

    private static void put(Object column, ColumnLayout layout, int row, Object value) {
        switch (layout) {
            case BOOLEAN -> ((byte[]) column)[row] = (byte) ((Boolean) value ? 1 : 0);
            case INT -> ((int[]) column)[row] = (Integer) value;
            case LONG -> ((long[]) column)[row] = (Long) value;
            case FLOAT -> ((float[]) column)[row] = (Float) value;
            case DOUBLE -> ((double[]) column)[row] = (Double) value;
            case OBJECT -> ((Object[]) column)[row] = value;
        }
    }
}
