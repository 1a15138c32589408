/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector;

import io.millrace.connector.Sink;
import io.millrace.sql.row.Row;

/** What writes a table. */
public interface TableSink {
    /** Returns where rows go, in the order of the table's columns. */
    Sink<Row> sink();
}
