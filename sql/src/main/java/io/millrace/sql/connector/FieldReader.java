/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RecordBatch;
import io.millrace.sql.column.ColumnLayout;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads columns whole, and takes the fields that are asked for out of their rows.
 *
 * @param columns what reads each of them once
 * @param wanted columns, or fields of them
 */
record FieldReader(RecordReader columns, List<Wanted> wanted) implements RecordReader {

    /** Returns what reads paths of a table. */
    static RecordReader of(ScanTableSource table, List<ColumnPath> paths) {
        List<Integer> read = paths.stream().map(ColumnPath::column).distinct().toList();
        List<Wanted> wanted = new ArrayList<>();
        for (ColumnPath path : paths) {
            wanted.add(new Wanted(read.indexOf(path.column()), path.fields(), ColumnLayout.of(path.type())));
        }
        return new FieldReader(
                table.reader(read.stream().mapToInt(Integer::intValue).toArray()), wanted);
    }

    @Override
    @SuppressWarnings("NullAway") // of nested arrays it does not see which may be null
    public ColumnBatch read(RecordBatch records, long nowMillis) {
        ColumnBatch rows = columns.read(records, nowMillis);
        Object[] values = new Object[wanted.size()];
        boolean[] @Nullable [] nulls = new boolean[values.length] @Nullable [];
        for (int i = 0; i < values.length; i++) {
            Wanted column = wanted.get(i);
            if (column.fields.isEmpty()) {
                values[i] = rows.columns[column.index];
                nulls[i] = rows.nulls[column.index];
            } else {
                values[i] = column.layout.newArray(((Object[]) rows.columns[column.index]).length);
                nulls[i] = column.take(rows, values[i]);
            }
        }
        return rows.withColumns(values, nulls);
    }

    /**
     * A column that is given.
     *
     * @param index of the column that is read
     * @param fields the way to the field in it; empty for the column itself
     */
    private record Wanted(int index, List<Integer> fields, ColumnLayout layout) implements Serializable {

        /** Puts the field's values into an array, and returns where there are none, or null if nowhere. */
        boolean @Nullable [] take(ColumnBatch rows, Object values) {
            boolean[] nulls = null;
            for (int row = 0; row < rows.size; row++) {
                int position = rows.position(row);
                Object value = rows.value(index, position);
                for (int field = 0; value != null && field < fields.size(); field++) {
                    value = ((List<?>) value).get(fields.get(field));
                }
                if (value != null) {
                    ColumnLayout.set(values, position, value);
                } else {
                    if (nulls == null) {
                        nulls = new boolean[((Object[]) rows.columns[index]).length];
                    }
                    nulls[position] = true;
                }
            }
            return nulls;
        }
    }
}
