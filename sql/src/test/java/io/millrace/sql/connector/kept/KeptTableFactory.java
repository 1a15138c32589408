/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector.kept;

import io.millrace.connector.Sink;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.OverwritableTableSink;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactory;
import io.millrace.sql.connector.TableSink;
import io.millrace.sql.row.Row;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Tables whose rows tests look at when a job has ended. With {@code changes = true} they take changes, and with {@code upserts = true} those by the primary key. With {@code overwritable = true} their rows can be replaced; of which
 * partition is kept like a row.
 */
public final class KeptTableFactory implements TableFactory {
    private static final Map<String, CopyOnWriteArrayList<String>> ROWS = new ConcurrentSkipListMap<>();

    /** Returns the rows of all tables, sorted, each behind its table's name, and forgets them. */
    public static List<String> take() {
        List<String> all = ROWS.entrySet().stream()
                .flatMap(table -> table.getValue().stream().sorted().map(row -> table.getKey() + " " + row))
                .toList();
        ROWS.clear();
        return all;
    }

    /** Returns the rows of one table in the order in which they came, and forgets them. */
    public static List<String> take(String name) {
        return taken("'" + name + "'");
    }

    /** Returns which partitions of a table were overwritten, and forgets them. */
    public static List<String> takePartitions(String name) {
        return taken("'" + name + "' partition");
    }

    private static List<String> taken(String key) {
        List<String> rows = ROWS.remove(key);
        return rows == null ? List.of() : List.copyOf(rows);
    }

    private record Overwritable(String name, Sink<Row> sink) implements OverwritableTableSink {
        @Override
        public TableSink overwriting(Map<String, @Nullable Object> partition) {
            Map<String, String> values = new TreeMap<>();
            partition.forEach((column, value) ->
                    values.put(column, value == null ? "null" : value.getClass().getSimpleName() + " " + value));
            return () -> context -> {
                ROWS.computeIfAbsent(name + " partition", unused -> new CopyOnWriteArrayList<>())
                        .addIfAbsent(values.toString());
                return sink.createWriter(context);
            };
        }
    }

    @Override
    public String factoryIdentifier() {
        return "kept";
    }

    @Override
    public TableSink createSink(TableContext table) {
        String name = table.name();
        Sink<Row> sink =
                context -> (row, timestamp) -> ROWS.computeIfAbsent(name, unused -> new CopyOnWriteArrayList<>())
                        .add(row.toString());
        if (table.options().flag("upserts", false)) {
            return new TableSink() {
                @Override
                public Sink<Row> sink() {
                    return sink;
                }

                @Override
                public ChangelogMode changelogMode(ChangelogMode requested) {
                    return ChangelogMode.upsert();
                }
            };
        }
        if (table.options().flag("overwritable", false)) {
            return new Overwritable(name, sink);
        }
        return table.options().flag("changes", false) ? TableSink.ofChanges(() -> sink) : () -> sink;
    }
}
