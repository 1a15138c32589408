/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.connector.Sink;
import io.millrace.connector.files.FileSink;
import io.millrace.connector.files.RollingPolicy;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.TableSink;
import io.millrace.sql.row.Row;

/**
 * A table that is written to files.
 *
 * @param replaces whether files of earlier runs go first
 */
record FileTableSink(
        WriteFormat format, String directory, RollingPolicy rolling, PartitionDirectories partitions, boolean replaces)
        implements TableSink {
    @Override
    public Sink<Row> sink() {
        FileSink<Row> sink = FileSink.forRecords(format, directory)
                .withRollingPolicy(rolling)
                .withBucketAssigner(partitions);
        FileSink<Row> named = format.hasHeader() && partitions.isNone() ? sink.alwaysWriteHeader() : sink;
        return replaces ? named.replaceExisting() : named;
    }

    @Override
    public ChangelogMode changelogMode(ChangelogMode requested) {
        return format.format().holdsChanges() ? requested : ChangelogMode.insertOnly();
    }
}
