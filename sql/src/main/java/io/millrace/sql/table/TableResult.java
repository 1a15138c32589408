/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

import io.millrace.runner.JobClient;
import io.millrace.sql.row.Row;
import io.millrace.stream.CloseableIterator;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a statement gives. A query or an INSERT runs on as a job. Used by one thread at a time. */
public interface TableResult {
    /** Returns the job, if the statement has started one. */
    Optional<JobClient> getJobClient();

    ResultKind getResultKind();

    ResolvedSchema getResolvedSchema();

    /**
     * Returns the rows: of a query its changelog, as it comes. Close it: that ends the query. They are given once; the answers of
     * definitions, which are texts, as often as one likes. An INSERT has one row, with -1 for each table, as nobody has counted.
     */
    CloseableIterator<Row> collect();

    /** Prints the rows on standard output, those of a query as they come, up to its end. */
    void print();

    /**
     * Waits: for a query, until there is a row, or will be none; for an INSERT, until the job has ended.
     *
     * @throws ExecutionException if the job fails
     */
    void await() throws InterruptedException, ExecutionException;

    /** As {@link #await()}, and gives up after a time. */
    void await(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException;
}
