/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.table;

import io.millrace.benchmarks.nexmark.LocalRun;
import io.millrace.benchmarks.nexmark.sql.ChangelogChecksum;
import io.millrace.benchmarks.nexmark.sql.CheckedColumns;
import io.millrace.connector.Sink;
import io.millrace.data.ColumnBatch;
import io.millrace.sql.catalog.Column;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactory;
import io.millrace.sql.connector.TableSink;
import io.millrace.sql.row.Row;
import java.util.List;
import java.util.Optional;

/** Takes the changelog of a query into the checksum of a run: a {@link ChangelogChecksum}. For the benchmark alone. */
public final class ChecksumTableFactory implements TableFactory {
    @Override
    public String factoryIdentifier() {
        return ChangelogChecksum.CONNECTOR;
    }

    @Override
    public TableSink createSink(TableContext table) {
        LocalRun run =
                new LocalRun(table.options().wholeNumber(ChangelogChecksum.RUN).orElseThrow(() -> table.options()
                        .wrong("needs the option '" + ChangelogChecksum.RUN + "'.")));
        String query = table.options().requiredText(ChangelogChecksum.QUERY);
        List<String> names = table.columns().stream().map(Column::name).toList();
        return new ChecksumTable(run, CheckedColumns.of(query, names));
    }

    private record ChecksumTable(LocalRun run, CheckedColumns checked) implements TableSink {
        @Override
        public Sink<Row> sink() {
            throw new IllegalStateException("A checksum is of columns");
        }

        @Override
        public Optional<Sink<ColumnBatch>> columnSink() {
            return Optional.of(new BatchChecksumSink(run, checked));
        }

        @Override
        public ChangelogMode changelogMode(ChangelogMode requested) {
            return requested;
        }
    }
}
