/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import io.millrace.runner.JobClient;
import io.millrace.sql.plan.ResultTable;
import io.millrace.sql.plan.Statement;
import java.io.PrintWriter;
import java.util.function.Consumer;

/** Prints results one below another, as for a file of statements. */
public final class PrintedOutput implements StatementOutput {
    private final PrintWriter out;
    private final Consumer<JobClient> jobs;

    /**
     * @param out takes results
     * @param jobs is told of the jobs that INSERT starts
     */
    public PrintedOutput(PrintWriter out, Consumer<JobClient> jobs) {
        this.out = out;
        this.jobs = jobs;
    }

    @Override
    public void result(ResultTable table) {
        TextTable.print(out, table.columns(), table.rows());
    }

    @Override
    public void plan(String text) {
        out.println(text);
        out.flush();
    }

    @Override
    public QueryOutput query(Statement.Query query, RowTexts texts) {
        return QueryTable.begin(out, texts);
    }

    @Override
    public void started(JobClient job, boolean awaited) {
        jobs.accept(job);
    }
}
