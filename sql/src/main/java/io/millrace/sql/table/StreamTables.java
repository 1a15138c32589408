/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

import io.millrace.connector.Source;
import io.millrace.data.JavaType;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.ColumnPath;
import io.millrace.sql.connector.RecordReader;
import io.millrace.sql.connector.ScanTableSource;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactory;
import io.millrace.sql.record.RecordColumns;
import io.millrace.stream.DataStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The connector of tables that are streams of a program. A table's options say which one. */
final class StreamTables implements TableFactory {
    private static final String NAME = "datastream";
    private static final String NUMBER = "stream";

    private final List<Elements> streams = new ArrayList<>();

    /** A stream, and what is known of its elements. */
    private record Elements(DataStream<?> stream, JavaType type, ChangelogMode mode) {}

    /** Takes a stream; returns the options of a table that reads it. */
    String add(DataStream<?> stream, Class<?> type, ChangelogMode mode) {
        streams.add(new Elements(stream, JavaType.of(type), mode));
        return "'connector' = '" + NAME + "', '" + NUMBER + "' = '" + (streams.size() - 1) + "'";
    }

    @Override
    public String factoryIdentifier() {
        return NAME;
    }

    @Override
    public Set<String> readableMetadata() {
        return Set.of(RecordColumns.ROWTIME);
    }

    @Override
    public ScanTableSource createSource(TableContext table) {
        table.options().requiredText(NUMBER);
        long number = table.options().wholeNumber(NUMBER).orElse(-1L);
        if (number < 0 || number >= streams.size()) {
            throw table.options()
                    .wrong("reads no stream of this program: such tables are made by fromDataStream(...).");
        }
        return new StreamSource(streams.get((int) number), table);
    }

    private record StreamSource(Elements elements, TableContext table) implements ScanTableSource {
        @Override
        public Source<?, ?> source() {
            throw new IllegalStateException("A stream is read as it is");
        }

        @Override
        public Optional<DataStream<?>> stream() {
            return Optional.of(elements.stream());
        }

        @Override
        public boolean emitsWatermarks() {
            return true;
        }

        @Override
        public RecordReader reader(int[] columns) {
            return RecordColumns.of(table.name(), elements.type(), table.columns(), columns, elements.mode());
        }

        @Override
        public RecordReader reader(List<ColumnPath> paths) {
            RecordReader fields =
                    RecordColumns.ofPaths(table.name(), elements.type(), table.columns(), paths, elements.mode());
            return fields == null ? ScanTableSource.super.reader(paths) : fields;
        }

        @Override
        public ChangelogMode changelogMode() {
            return elements.mode();
        }
    }
}
