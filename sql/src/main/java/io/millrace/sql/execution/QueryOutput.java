/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import io.millrace.sql.row.Row;

/** Shows the changelog of one query while it runs. Called by the thread that runs the statement. */
public interface QueryOutput {

    /** Takes the next row. */
    void add(Row row);

    /** Called once when the query has ended, or was cancelled. */
    void end();

    /** Called instead of {@link #end} when the query has failed; whoever runs the statement says why. */
    default void fail() {}
}
