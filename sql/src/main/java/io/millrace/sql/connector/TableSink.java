/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector;

import io.millrace.connector.Sink;
import io.millrace.data.ColumnBatch;
import io.millrace.sql.row.Row;
import java.util.Optional;

/** What writes a table. */
public interface TableSink {
    /** Returns where rows go, in the order of the table's columns. */
    Sink<Row> sink();

    /**
     * Returns where batches go as they are, if the sink has no need of rows: {@link #sink} is not asked for then. Columns are those of the table,
     * as {@code ColumnLayout} has them; a batch belongs to the sink.
     */
    default Optional<Sink<ColumnBatch>> columnSink() {
        return Optional.empty();
    }
}
