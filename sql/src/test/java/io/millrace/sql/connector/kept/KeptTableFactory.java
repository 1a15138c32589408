/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector.kept;

import io.millrace.connector.Sink;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactory;
import io.millrace.sql.connector.TableSink;
import io.millrace.sql.row.Row;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tables whose rows tests look at when a job has ended. With {@code changes = true} they take changes, and with {@code upserts = true} those by the primary key. */
public final class KeptTableFactory implements TableFactory {
    private static final Map<String, List<String>> ROWS = new ConcurrentSkipListMap<>();

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
        List<String> rows = ROWS.remove("'" + name + "'");
        return rows == null ? List.of() : List.copyOf(rows);
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
        return table.options().flag("changes", false) ? TableSink.ofChanges(() -> sink) : () -> sink;
    }
}
