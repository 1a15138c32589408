/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.table;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RecordBatch;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Columns of ranges: a batch of records nearly always holds one. */
final class Ranges {
    private Ranges() {}

    static ColumnBatch read(RecordBatch records, Function<EventRange, ColumnBatch> reader) {
        if (records.size == 1) {
            return reader.apply((EventRange) records.values[0]);
        }
        List<ColumnBatch> parts = new ArrayList<>();
        for (int record = 0; record < records.size; record++) {
            parts.add(reader.apply((EventRange) records.values[record]));
        }
        return joined(parts);
    }

    @SuppressWarnings("NullAway") // of nested arrays it does not see which may be null
    private static ColumnBatch joined(List<ColumnBatch> parts) {
        int size = parts.stream().mapToInt(part -> part.size).sum();
        ColumnBatch first = parts.get(0);
        Object[] columns = new Object[first.columns.length];
        boolean[][] nulls = new boolean[columns.length][];
        for (int column = 0; column < columns.length; column++) {
            int joined = column;
            columns[column] = joined(parts, size, part -> part.columns[joined]);
            if (first.nulls[column] != null) {
                nulls[column] = (boolean[]) joined(parts, size, part -> part.nulls[joined]);
            }
        }
        return new ColumnBatch(columns, nulls, (long[]) joined(parts, size, part -> part.timestamps), size);
    }

    private static Object joined(List<ColumnBatch> parts, int size, Function<ColumnBatch, Object> array) {
        Object joined = Array.newInstance(array.apply(parts.get(0)).getClass().getComponentType(), size);
        int end = 0;
        for (ColumnBatch part : parts) {
            System.arraycopy(array.apply(part), 0, joined, end, part.size);
            end += part.size;
        }
        return joined;
    }
}
