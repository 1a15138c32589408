/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import io.millrace.runner.JobClient;
import io.millrace.sql.plan.ResultTable;
import io.millrace.sql.plan.Statement;

/** Shows what statements have to say. Called by the thread that runs them. */
public interface StatementOutput {

    /** Shows what a definition, SHOW or DESCRIBE gives. */
    void result(ResultTable table);

    /** Shows what EXPLAIN gives. */
    void plan(String text);

    /**
     * Returns what will show the rows of a query.
     *
     * @param texts how they are shown to a person
     */
    QueryOutput query(Statement.Query query, RowTexts texts);

    /**
     * Says that an INSERT has started.
     *
     * @param awaited whether the next statement waits for it
     */
    void started(JobClient job, boolean awaited);
}
