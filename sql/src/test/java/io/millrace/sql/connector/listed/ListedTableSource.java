/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector.listed;

import io.millrace.connector.Source;
import io.millrace.data.ColumnBatch;
import io.millrace.data.RecordBatch;
import io.millrace.data.RowKind;
import io.millrace.sql.column.ColumnLayout;
import io.millrace.sql.column.InternalValues;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.RecordReader;
import io.millrace.sql.connector.ScanTableSource;
import java.lang.reflect.Array;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Lines of text as rows, with their kinds. */
record ListedTableSource(List<RelDataType> types, List<List<String>> splits, boolean changes)
        implements ScanTableSource {
    @Override
    public Source<?, ?> source() {
        return new ListedSource(splits);
    }

    @Override
    public ChangelogMode changelogMode() {
        return changes ? ChangelogMode.all() : ChangelogMode.insertOnly();
    }

    @Override
    public RecordReader reader(int[] columns) {
        return new Reader(columns.clone(), List.copyOf(types));
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Reader(int[] chosen, List<RelDataType> types) implements RecordReader {
        @Override
        public ColumnBatch read(RecordBatch records, long nowMillis) {
            Object[] columns = new Object[chosen.length];
            boolean[][] nulls = new boolean[chosen.length][records.size];
            for (int i = 0; i < chosen.length; i++) {
                columns[i] = ColumnLayout.of(types.get(chosen[i])).newArray(records.size);
            }
            byte[] kinds = new byte[records.size];
            for (int row = 0; row < records.size; row++) {
                String line = (String) records.values[row];
                kinds[row] = (byte) kind(line).ordinal();
                String[] values = (hasKind(line) ? line.substring(2) : line).split("\\|");
                for (int i = 0; i < chosen.length; i++) {
                    RelDataType type = types.get(chosen[i]);
                    Object value = InternalValues.toInternal(value(values[chosen[i]].strip(), type), type);
                    nulls[i][row] = value == null;
                    if (value != null) {
                        Array.set(columns[i], row, value);
                    }
                }
            }
            ColumnBatch batch = new ColumnBatch(columns, nulls, records.timestamps.clone(), records.size);
            batch.kinds = kinds;
            return batch;
        }

        private static boolean hasKind(String line) {
            return line.matches("[+-][IUD] .*");
        }

        private static RowKind kind(String line) {
            if (!hasKind(line)) {
                return RowKind.INSERT;
            }
            return switch (line.substring(0, 2)) {
                case "+I" -> RowKind.INSERT;
                case "-U" -> RowKind.UPDATE_BEFORE;
                case "+U" -> RowKind.UPDATE_AFTER;
                default -> RowKind.DELETE;
            };
        }

        private static @Nullable Object value(String text, RelDataType type) {
            if (text.equals("-")) {
                return null;
            }
            return switch (type.getSqlTypeName()) {
                case INTEGER -> Integer.valueOf(text);
                case BIGINT -> Long.valueOf(text);
                case DOUBLE -> Double.valueOf(text);
                case TIMESTAMP -> LocalDateTime.parse(text.replace(' ', 'T'));
                case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> Instant.parse(text.replace(' ', 'T') + "Z");
                default -> Objects.requireNonNull(text);
            };
        }
    }
}
