/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

import io.millrace.runner.JobClient;
import io.millrace.sql.execution.QueryTable;
import io.millrace.sql.execution.RowTexts;
import io.millrace.sql.plan.Statement;
import io.millrace.sql.row.Row;
import io.millrace.stream.CloseableIterator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a query gives: its rows, as they come, and its job. */
record QueryResult(Statement.Query query, RowTexts texts, JobClient job, CloseableIterator<Row> rows)
        implements TableResult {
    @Override
    public Optional<JobClient> getJobClient() {
        return Optional.of(job);
    }

    @Override
    public ResultKind getResultKind() {
        return ResultKind.SUCCESS_WITH_CONTENT;
    }

    @Override
    public ResolvedSchema getResolvedSchema() {
        return ResolvedSchema.of(query.plan().getRowType(), query.fieldNames());
    }

    @Override
    public CloseableIterator<Row> collect() {
        return rows;
    }

    @Override
    public void print() {
        try (rows) {
            QueryTable table = QueryTable.begin(StandardOutput.writer(), texts);
            while (rows.hasNext()) {
                table.add(rows.next());
            }
            table.end();
        }
    }

    @Override
    public void await() throws ExecutionException {
        try {
            boolean unused = rows.hasNext();
        } catch (IllegalStateException failed) {
            throw new ExecutionException(failed.getMessage(), failed.getCause());
        }
    }

    @Override
    public void await(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            CompletableFuture.supplyAsync(rows::hasNext).get(timeout, unit);
        } catch (TimeoutException late) {
            throw new TimeoutException(
                    "The query has no row within " + timeout + " " + unit.name().toLowerCase(Locale.ROOT));
        }
    }
}
