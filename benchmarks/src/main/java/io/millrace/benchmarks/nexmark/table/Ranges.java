/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.table;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RecordBatch;
import java.lang.reflect.Array;
import java.util.function.Function;

/** Columns of ranges: a batch of records nearly always holds one. */
final class Ranges {
    private Ranges() {}

    static ColumnBatch read(RecordBatch records, Function<EventRange, ColumnBatch> reader) {
        ColumnBatch all = reader.apply((EventRange) records.values[0]);
        for (int record = 1; record < records.size; record++) {
            all = joined(all, reader.apply((EventRange) records.values[record]));
        }
        return all;
    }

    private static ColumnBatch joined(ColumnBatch first, ColumnBatch second) {
        Object[] columns = new Object[first.columns.length];
        boolean[][] nulls = new boolean[columns.length][];
        for (int column = 0; column < columns.length; column++) {
            columns[column] = joined(first.columns[column], first.size, second.columns[column], second.size);
            boolean[] ofFirst = first.nulls[column];
            boolean[] ofSecond = second.nulls[column];
            if (ofFirst != null && ofSecond != null) {
                nulls[column] = (boolean[]) joined(ofFirst, first.size, ofSecond, second.size);
            }
        }
        long[] timestamps = (long[]) joined(first.timestamps, first.size, second.timestamps, second.size);
        return new ColumnBatch(columns, nulls, timestamps, first.size + second.size);
    }

    private static Object joined(Object first, int firstSize, Object second, int secondSize) {
        Object joined = Array.newInstance(first.getClass().getComponentType(), firstSize + secondSize);
        System.arraycopy(first, 0, joined, 0, firstSize);
        System.arraycopy(second, 0, joined, firstSize, secondSize);
        return joined;
    }
}
