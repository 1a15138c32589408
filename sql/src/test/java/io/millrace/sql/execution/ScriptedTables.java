/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import io.millrace.connector.Sink;
import io.millrace.connector.SinkContext;
import io.millrace.connector.SinkWriter;
import io.millrace.connector.Source;
import io.millrace.data.ColumnBatch;
import io.millrace.data.RecordBatch;
import io.millrace.data.RowKind;
import io.millrace.simulation.ScriptedSource;
import io.millrace.sql.column.ColumnLayout;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.RecordReader;
import io.millrace.sql.connector.ScanTableSource;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.connector.TableFactory;
import io.millrace.sql.connector.TableSink;
import io.millrace.sql.row.Row;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tables that tests write: the option {@code script} names what is read, rows of values as columns hold them, or what takes the rows that are written, as text.
 */
public final class ScriptedTables implements TableFactory {
    private static final Map<String, ScriptedSource<Row>> SCRIPTS = new ConcurrentHashMap<>();
    private static final Map<String, List<String>> WRITTEN = new ConcurrentHashMap<>();

    /** Sets what tables of a script read. */
    static void script(String name, ScriptedSource<Row> source) {
        SCRIPTS.put(name, source);
    }

    /** Returns the rows that were written to tables of a script, which grow. */
    static List<String> written(String name) {
        return WRITTEN.computeIfAbsent(name, unused -> new CopyOnWriteArrayList<>());
    }

    /** Returns the connectors, with this one. */
    static TableFactories factories() throws MalformedURLException {
        URL services = Path.of("src/test/resources/scripted/").toUri().toURL();
        return new TableFactories(new URLClassLoader(new URL[] {services}, ScriptedTables.class.getClassLoader()));
    }

    @Override
    public String factoryIdentifier() {
        return "scripted";
    }

    @Override
    public ScanTableSource createSource(TableContext table) {
        ScriptedSource<Row> script = SCRIPTS.get(table.options().requiredText("script"));
        List<ColumnLayout> layouts = table.columns().stream()
                .map(column -> ColumnLayout.of(column.type()))
                .toList();
        boolean upserts = table.options().flag("upserts", false);
        boolean inserts = table.options().flag("inserts", false);
        return new ScanTableSource() {
            @Override
            public Source<?, ?> source() {
                return script;
            }

            @Override
            public RecordReader reader(int[] columns) {
                return new Reader(columns, layouts);
            }

            @Override
            public ChangelogMode changelogMode() {
                return inserts ? ChangelogMode.insertOnly() : upserts ? ChangelogMode.upsert() : ChangelogMode.all();
            }
        };
    }

    @Override
    public TableSink createSink(TableContext table) {
        String script = table.options().requiredText("script");
        if (!table.options().flag("upserts", false)) {
            return TableSink.ofChanges(() -> new Written(script));
        }
        return new TableSink() {
            @Override
            public Sink<Row> sink() {
                return new Written(script);
            }

            @Override
            public ChangelogMode changelogMode(ChangelogMode requested) {
                return ChangelogMode.upsert();
            }
        };
    }

    private record Reader(int[] columns, List<ColumnLayout> layouts) implements RecordReader {
        @Override
        public ColumnBatch read(RecordBatch records, long nowMillis) {
            Object[] read = new Object[columns.length];
            boolean[][] nulls = new boolean[columns.length][records.size];
            byte[] kinds = new byte[records.size];
            for (int i = 0; i < columns.length; i++) {
                read[i] = layouts.get(columns[i]).newArray(records.size);
                for (int row = 0; row < records.size; row++) {
                    Object value = ((Row) records.values[row]).getField(columns[i]);
                    nulls[i][row] = value == null;
                    if (value != null) {
                        set(read[i], row, value);
                    }
                }
            }
            for (int row = 0; row < records.size; row++) {
                kinds[row] = (byte) ((Row) records.values[row]).getKind().ordinal();
            }
            ColumnBatch batch = new ColumnBatch(read, nulls, records.timestamps.clone(), records.size);
            batch.kinds = kinds;
            return batch;
        }

        private static void set(Object column, int row, Object value) {
            if (column instanceof long[] longs) {
                longs[row] = (Long) value;
            } else if (column instanceof int[] ints) {
                ints[row] = (Integer) value;
            } else if (column instanceof double[] doubles) {
                doubles[row] = (Double) value;
            } else if (column instanceof byte[] booleans) {
                booleans[row] = (byte) ((Boolean) value ? 1 : 0);
            } else {
                ((Object[]) column)[row] = value;
            }
        }
    }

    private record Written(String script) implements Sink<Row> {
        @Override
        public SinkWriter<Row> createWriter(SinkContext context) {
            return (row, timestamp) -> written(script).add(row.toString());
        }
    }

    /** Returns a row of a kind. */
    static Row row(RowKind kind, Object... values) {
        return Row.ofKind(kind, values);
    }
}
