/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

import io.millrace.runner.JobClient;
import io.millrace.sql.execution.TextTable;
import io.millrace.sql.plan.ResultTable;
import io.millrace.sql.row.Row;
import io.millrace.stream.CloseableIterator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What a statement gives that starts no job: rows of text. */
record TextResult(ResultTable table) implements TableResult {

    /** What EXPLAIN gives. */
    static TextResult ofText(String text) {
        return new TextResult(new ResultTable(List.of("result"), List.of(List.of(text))));
    }

    @Override
    public Optional<JobClient> getJobClient() {
        return Optional.empty();
    }

    @Override
    public ResultKind getResultKind() {
        return table.equals(ResultTable.OK) ? ResultKind.SUCCESS : ResultKind.SUCCESS_WITH_CONTENT;
    }

    @Override
    public ResolvedSchema getResolvedSchema() {
        return ResolvedSchema.ofTexts(table.columns());
    }

    @Override
    public CloseableIterator<Row> collect() {
        return iterator(
                table.rows().stream().map(cells -> Row.of(cells.toArray())).toList());
    }

    /** Returns rows that are there already. */
    static CloseableIterator<Row> iterator(List<Row> rows) {
        Iterator<Row> all = rows.iterator();
        return new CloseableIterator<>() {
            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public Row next() {
                return all.next();
            }

            @Override
            public void close() {
                // There is nothing to let go.
            }
        };
    }

    @Override
    public void print() {
        TextTable.print(StandardOutput.writer(), table.columns(), table.rows());
    }

    @Override
    public void await() {
        // It is there.
    }

    @Override
    public void await(long timeout, TimeUnit unit) {
        // It is there.
    }
}
