/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector;

import io.millrace.connector.Sink;
import io.millrace.data.ColumnBatch;
import io.millrace.sql.row.Row;
import java.util.Optional;
import java.util.function.Supplier;

/** What writes a table. */
public interface TableSink {
    /** Returns where rows go, in the order of the table's columns. */
    Sink<Row> sink();

    /**
     * Returns where batches go as they are, if the sink has no need of rows: {@link #sink} is not asked for then. Columns are those of the table,
     * as {@code ColumnLayout} has them; a batch belongs to the sink, and its rows may be changes of every kind that the query makes.
     */
    default Optional<Sink<ColumnBatch>> columnSink() {
        return Optional.empty();
    }

    /** Returns what writes changes of every kind to a sink. */
    static TableSink ofChanges(Supplier<Sink<Row>> sinks) {
        return new TableSink() {
            @Override
            public Sink<Row> sink() {
                return sinks.get();
            }

            @Override
            public ChangelogMode changelogMode(ChangelogMode requested) {
                return requested;
            }
        };
    }

    /**
     * Returns which kinds of changes are written. One that leaves out what rows were before updates finds rows by the table's primary key, if it has one; of a row that is deleted, the other columns may be
     * null then.
     *
     * @param requested what the query makes, which most that take changes return as it is
     */
    default ChangelogMode changelogMode(ChangelogMode requested) {
        return ChangelogMode.insertOnly();
    }
}
