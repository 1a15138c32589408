/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import io.millrace.sql.column.ColumnLayout;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a distinct aggregate tells apart: its argument, or a row where there are several, or bytes, which are not equal to others.
 *
 * @param arguments the columns of the input
 * @param layouts of these
 * @param type of a key
 */
record DistinctKeys(List<Integer> arguments, List<ColumnLayout> layouts, Type type) {
    DistinctKeys {
        arguments = List.copyOf(arguments);
        layouts = List.copyOf(layouts);
    }

    /** Whether a key is a whole number. */
    boolean isNumber() {
        return arguments.size() == 1 && (layouts.get(0) == ColumnLayout.LONG || layouts.get(0) == ColumnLayout.INT);
    }

    /** Returns the arguments of a row, or null if one of them is null. */
    @SuppressWarnings("NullAway") // does not see, in class files, that a row's values may be null
    @Nullable
    Object key(ColumnBatch batch, int position) {
        if (arguments.size() == 1) {
            Object value = batch.value(arguments.get(0), position);
            return value instanceof byte[] ? RowData.of(value) : value;
        }
        @Nullable Object[] values = new @Nullable Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = batch.value(arguments.get(i), position);
            if (values[i] == null) {
                return null;
            }
        }
        return RowData.of(values);
    }

    /** Returns the arguments as a row of their own, in the columns 0, 1 and so on. */
    ColumnBatch row(Object key) {
        Object[] columns = new Object[arguments.size()];
        for (int i = 0; i < columns.length; i++) {
            Object value = Objects.requireNonNull(key instanceof RowData row ? row.get(i) : key);
            columns[i] = layouts.get(i).newArray(1);
            ColumnLayout.set(columns[i], 0, value);
        }
        return new ColumnBatch(columns, new boolean[columns.length][], new long[1], 1);
    }
}
