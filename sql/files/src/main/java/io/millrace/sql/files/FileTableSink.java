/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.connector.Sink;
import io.millrace.connector.files.FileSink;
import io.millrace.connector.files.RollingPolicy;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.OverwritableTableSink;
import io.millrace.sql.connector.TableSink;
import io.millrace.sql.row.Row;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table that is written to files.
 *
 * @param replaces whether files of earlier runs go first
 */
record FileTableSink(
        WriteFormat format, String directory, RollingPolicy rolling, PartitionDirectories partitions, boolean replaces)
        implements OverwritableTableSink {
    @Override
    public Sink<Row> sink() {
        return replaces ? files().replaceExisting() : files();
    }

    private FileSink<Row> files() {
        FileSink<Row> sink = FileSink.forRecords(format, directory)
                .withRollingPolicy(rolling)
                .withBucketAssigner(partitions);
        return format.hasHeader() && partitions.isNone() ? sink.alwaysWriteHeader() : sink;
    }

    @Override
    @SuppressWarnings("NullAway") // of maps in another module it does not see which may hold null
    public TableSink overwriting(Map<String, @Nullable Object> partition) {
        boolean isWhole = partitions.keys().stream().allMatch(key -> partition.containsKey(key.name()));
        FileSink<Row> files = isWhole
                ? files().overwriteBuckets(partitions.path(key -> partition.get(key.name())))
                : files().overwriteBuckets();
        return new Overwriting(files, this);
    }

    /** The same table, of which rows are replaced. */
    private record Overwriting(FileSink<Row> sink, FileTableSink table) implements TableSink {
        @Override
        public ChangelogMode changelogMode(ChangelogMode requested) {
            return table.changelogMode(requested);
        }
    }

    @Override
    public ChangelogMode changelogMode(ChangelogMode requested) {
        return format.format().holdsChanges() ? requested : ChangelogMode.insertOnly();
    }
}
