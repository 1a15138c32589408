/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

import io.millrace.runner.JobClient;
import io.millrace.runner.JobException;
import io.millrace.sql.execution.TextTable;
import io.millrace.sql.row.Row;
import io.millrace.stream.CloseableIterator;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What INSERT gives: its job.
 *
 * @param tables that are written to
 */
record InsertResult(JobClient job, List<String> tables) implements TableResult {
    private static final long UNKNOWN = -1;

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
        return ResolvedSchema.ofTexts(tables);
    }

    @Override
    public CloseableIterator<Row> collect() {
        return TextResult.iterator(List.of(Row.of(counts().toArray())));
    }

    private List<Long> counts() {
        return Collections.nCopies(tables.size(), UNKNOWN);
    }

    @Override
    public void print() {
        TextTable.print(
                StandardOutput.writer(),
                tables,
                List.of(counts().stream().map(String::valueOf).toList()));
    }

    @Override
    public void await() throws InterruptedException, ExecutionException {
        try {
            job.await();
        } catch (JobException failed) {
            throw new ExecutionException(failed.getMessage(), failed);
        }
    }

    @Override
    public void await(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        if (!job.await(Duration.of(timeout, unit.toChronoUnit()))) {
            throw new TimeoutException("Job '" + job.getJobName() + "' has not ended within " + timeout + " "
                    + unit.name().toLowerCase(Locale.ROOT));
        }
        await();
    }
}
