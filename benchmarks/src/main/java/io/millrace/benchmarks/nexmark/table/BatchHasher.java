/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.table;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.sql.ChangelogChecksum;
import io.millrace.benchmarks.nexmark.sql.CheckedColumns;
import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Hashes rows column by column. Used by one thread. */
final class BatchHasher {
    private static final RowKind[] KINDS = RowKind.values();

    private final CheckedColumns checked;
    private long[] sums = {};

    BatchHasher(CheckedColumns checked) {
        this.checked = checked;
    }

    void addTo(Checksum checksum, ColumnBatch batch) {
        long[] hashes = sums(batch);
        byte[] kinds = batch.kinds;
        if (kinds == null && checked.weight() < 0) {
            for (int row = 0; row < batch.size; row++) {
                checksum.add(ChangelogChecksum.mixed(hashes[row]));
            }
            return;
        }
        long[] weights = checked.weight() < 0 ? null : (long[]) batch.columns[checked.weight()];
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            long times = weights == null ? 1 : weights[position];
            RowKind kind = kinds == null ? RowKind.INSERT : KINDS[kinds[position]];
            boolean adds = kind == RowKind.INSERT || kind == RowKind.UPDATE_AFTER;
            checksum.addTimes(ChangelogChecksum.mixed(hashes[row]), adds ? times : -times);
        }
    }

    private long[] sums(ColumnBatch batch) {
        if (sums.length < batch.size) {
            sums = new long[batch.size];
        } else {
            Arrays.fill(sums, 0, batch.size, 0);
        }
        int[] columns = checked.columns();
        for (int field = 0; field < columns.length; field++) {
            add(field, batch.columns[columns[field]], batch.nulls[columns[field]], batch);
        }
        return sums;
    }

    private void add(int field, Object column, boolean @Nullable [] nulls, ColumnBatch batch) {
        if (nulls == null && column instanceof long[] values) {
            add(field, values, batch.selection, batch.size);
            return;
        }
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            boolean isNull = nulls != null && nulls[position];
            sums[row] += ChangelogChecksum.weighted(field, isNull ? ChangelogChecksum.NULL : value(column, position));
        }
    }

    private void add(int field, long[] values, int @Nullable [] selection, int size) {
        long[] target = sums;
        if (selection == null) {
            for (int row = 0; row < size; row++) {
                target[row] += ChangelogChecksum.weighted(field, values[row]);
            }
            return;
        }
        for (int row = 0; row < size; row++) {
            target[row] += ChangelogChecksum.weighted(field, values[selection[row]]);
        }
    }

    private static long value(Object column, int position) {
        if (column instanceof Object[] objects) {
            Object value = objects[position];
            if (value instanceof String text) {
                return ChangelogChecksum.text(text);
            } else if (value instanceof BigDecimal decimal) {
                return decimal.unscaledValue().longValue();
            }
            throw new IllegalStateException("No query of NEXMark gives a " + value.getClass());
        } else if (column instanceof long[] numbers) {
            return numbers[position];
        } else if (column instanceof int[] numbers) {
            return numbers[position];
        }
        throw new IllegalStateException("No query of NEXMark gives a " + column.getClass());
    }
}
