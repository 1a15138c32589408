/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import io.millrace.connector.Source;
import io.millrace.connector.basic.CollectionSource;
import io.millrace.data.Batch;
import io.millrace.data.ColumnBatch;
import io.millrace.data.RecordBatch;
import io.millrace.data.RowData;
import io.millrace.data.RowKind;
import io.millrace.sql.catalog.Column;
import io.millrace.sql.column.ColumnLayout;
import io.millrace.sql.connector.AsyncLookupTableSource;
import io.millrace.sql.connector.AsyncTableLookup;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.LookupTableSource;
import io.millrace.sql.connector.PartitionFilter;
import io.millrace.sql.connector.PartitionedTableSource;
import io.millrace.sql.connector.RecordReader;
import io.millrace.sql.connector.ScanTableSource;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactory;
import io.millrace.sql.connector.TableLookup;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * Tables of the rows that their option {@code rows} lists, in order, read by one subtask: rows end with {@code ;}, values with {@code ,}, those of rows within rows are
 * like {@code (1 | pen)}, and a row may begin with its kind; with {@code upserts = true} updates do not say what was before. With {@code lookup = true} they can be asked for rows, too, and hold the inserts;
 * with {@code lookup = async} they answer at once and may be asked without waiting, with {@code lookup = threads} from a thread of their own, and with {@code lookup =
 * never} not at all. The first {@code misses} looks at each key find nothing. One with {@code PARTITIONED BY} passes rows of partitions by that are not wanted, unread.
 */
public final class RowsTableFactory implements TableFactory {
    private static final Queue<RowData> UNANSWERED = new ConcurrentLinkedQueue<>();

    /** Returns the keys that tables were asked for that never answer. */
    static Queue<RowData> unanswered() {
        return UNANSWERED;
    }

    @Override
    public String factoryIdentifier() {
        return "rows";
    }

    @Override
    public ScanTableSource createSource(TableContext table) {
        List<String> rows = Arrays.stream(table.options().requiredText("rows").split(";"))
                .map(String::strip)
                .filter(row -> !row.isEmpty())
                .toList();
        List<RelDataType> types = table.columns().stream().map(Column::type).toList();
        boolean upserts = table.options().flag("upserts", false);
        String lookup = table.options().text("lookup", "false");
        int misses = Integer.parseInt(table.options().text("misses", "0"));
        return switch (lookup) {
            case "false" ->
                table.partitionKeys().isEmpty()
                        ? new Scanned(rows, types, upserts)
                        : new Partitioned(rows, types, upserts, partitionColumns(table));
            case "true" -> new Looked(rows, types, misses);
            default -> new AskedAsynchronously(rows, types, misses, lookup);
        };
    }

    /** A table that is read. */
    private static class Scanned implements ScanTableSource {
        final List<String> rows;
        final List<RelDataType> types;
        final boolean upserts;

        Scanned(List<String> rows, List<RelDataType> types, boolean upserts) {
            this.rows = rows;
            this.types = types;
            this.upserts = upserts;
        }

        @Override
        public Source<?, ?> source() {
            return new CollectionSource<>(rows);
        }

        @Override
        public RecordReader reader(int[] columns) {
            List<RelDataType> read = types;
            return (records, nowMillis) -> columns(records, columns, read);
        }

        @Override
        public ChangelogMode changelogMode() {
            if (upserts) {
                return ChangelogMode.upsert();
            }
            boolean changes = rows.stream().anyMatch(row -> kind(row) != RowKind.INSERT);
            return changes ? ChangelogMode.all() : ChangelogMode.insertOnly();
        }
    }

    private static List<Integer> partitionColumns(TableContext table) {
        List<String> names = table.columns().stream().map(Column::name).toList();
        return table.partitionKeys().stream().map(names::indexOf).toList();
    }

    /** A table of partitions. */
    private static final class Partitioned extends Scanned implements PartitionedTableSource {
        private final List<Integer> partitionColumns;

        Partitioned(List<String> rows, List<RelDataType> types, boolean upserts, List<Integer> partitionColumns) {
            super(rows, types, upserts);
            this.partitionColumns = partitionColumns;
        }

        @Override
        public List<Integer> partitionColumns() {
            return partitionColumns;
        }

        @Override
        public ScanTableSource withPartitions(PartitionFilter filter) {
            List<String> wanted =
                    rows.stream().filter(row -> isWanted(row, filter)).toList();
            return new Partitioned(wanted, types, upserts, partitionColumns);
        }

        /** Asks as if the partitions of each column were directories within those of the column before. */
        private boolean isWanted(String row, PartitionFilter filter) {
            Object[] partition = partitionColumns.stream()
                    .map(column -> value(row, column, types))
                    .toArray();
            return IntStream.rangeClosed(1, partition.length)
                    .allMatch(length -> filter.accepts(Arrays.copyOf(partition, length)));
        }
    }

    /** A table that can be asked as well. */
    private static class Looked extends Scanned implements LookupTableSource {
        final int misses;

        Looked(List<String> rows, List<RelDataType> types, int misses) {
            super(rows, types, false);
            this.misses = misses;
        }

        @Override
        public TableLookup lookup(int[] keys, int[] columns) {
            Map<RowData, Integer> looks = new HashMap<>();
            return key -> {
                List<RowData> found = new ArrayList<>();
                if (looks.merge(key, 1, Integer::sum) <= misses) {
                    return found;
                }
                for (String row : rows) {
                    if (row(row, keys, types).equals(key)) {
                        found.add(row(row, columns, types));
                    }
                }
                return found;
            };
        }
    }

    /** A table that may answer later. */
    private static final class AskedAsynchronously extends Looked implements AsyncLookupTableSource {
        private final String how;

        AskedAsynchronously(List<String> rows, List<RelDataType> types, int misses, String how) {
            super(rows, types, misses);
            this.how = how;
        }

        @Override
        public AsyncTableLookup asyncLookup(int[] keys, int[] columns) {
            TableLookup lookup = lookup(keys, columns);
            return key -> {
                if (how.equals("never")) {
                    UNANSWERED.add(key);
                    return new CompletableFuture<>();
                }
                List<RowData> found = lookup.find(key);
                return how.equals("threads")
                        ? CompletableFuture.supplyAsync(() -> found)
                        : CompletableFuture.completedFuture(found);
            };
        }
    }

    private static RowData row(String row, int[] columns, List<RelDataType> types) {
        return RowData.of(Arrays.stream(columns)
                .mapToObj(column -> value(row, column, types))
                .toArray());
    }

    private static ColumnBatch columns(RecordBatch records, int[] columns, List<RelDataType> types) {
        Object[] values = new Object[columns.length];
        boolean[][] nulls = new boolean[columns.length][records.size];
        byte[] kinds = new byte[records.size];
        for (int i = 0; i < columns.length; i++) {
            values[i] = ColumnLayout.of(types.get(columns[i])).newArray(records.size);
            for (int row = 0; row < records.size; row++) {
                Object value = value((String) records.values[row], columns[i], types);
                nulls[i][row] = value == null;
                if (value != null) {
                    ColumnLayout.set(values[i], row, value);
                }
            }
        }
        for (int row = 0; row < records.size; row++) {
            kinds[row] = (byte) kind((String) records.values[row]).ordinal();
        }
        long[] timestamps = new long[records.size];
        Arrays.fill(timestamps, Batch.NO_TIMESTAMP);
        ColumnBatch batch = new ColumnBatch(values, nulls, timestamps, records.size);
        batch.kinds = kinds;
        return batch;
    }

    private static RowKind kind(String row) {
        for (RowKind kind : RowKind.values()) {
            if (row.startsWith(kind.shortString())) {
                return kind;
            }
        }
        return RowKind.INSERT;
    }

    private static @Nullable Object value(String row, int column, List<RelDataType> types) {
        return value(row.replaceFirst("^[+-][IUD]", "").split(",")[column].strip(), types.get(column));
    }

    private static @Nullable Object value(String text, RelDataType type) {
        if (text.equals("null")) {
            return null;
        }
        return switch (type.getSqlTypeName()) {
            case INTEGER -> (Object) Integer.valueOf(text);
            case BIGINT -> Long.valueOf(text);
            case VARCHAR -> text;
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                LocalDateTime.parse("2026-01-01T" + text)
                        .toInstant(ZoneOffset.UTC)
                        .toEpochMilli();
            case ROW -> fields(text, type);
            default -> throw new IllegalArgumentException("No such column: " + type);
        };
    }

    private static List<@Nullable Object> fields(String text, RelDataType type) {
        List<String> texts = new ArrayList<>();
        int depth = 0;
        int start = 1;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            depth += character == '(' ? 1 : character == ')' ? -1 : 0;
            if (depth == 0 || (depth == 1 && character == '|')) {
                texts.add(text.substring(start, at).strip());
                start = at + 1;
            }
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (int field = 0; field < texts.size(); field++) {
            values.add(value(texts.get(field), type.getFieldList().get(field).getType()));
        }
        return Collections.unmodifiableList(values);
    }
}
