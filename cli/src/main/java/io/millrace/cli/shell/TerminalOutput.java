/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli.shell;

import io.millrace.runner.JobClient;
import io.millrace.sql.configuration.ResultMode;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.execution.QueryOutput;
import io.millrace.sql.execution.QueryTable;
import io.millrace.sql.execution.RowTexts;
import io.millrace.sql.execution.StatementOutput;
import io.millrace.sql.execution.TextTable;
import io.millrace.sql.plan.ResultTable;
import io.millrace.sql.plan.Statement;
import java.io.PrintWriter;
import java.util.List;
import org.jline.terminal.Terminal;

/** Shows results to the person at a terminal. */
final class TerminalOutput implements StatementOutput {
    private static final List<List<String>> OK = List.of(List.of("OK"));

    private final Terminal terminal;
    private final PrintWriter out;
    private final SqlOptions options;
    private final ShellJobs jobs;

    TerminalOutput(Terminal terminal, SqlOptions options, ShellJobs jobs) {
        this.terminal = terminal;
        this.out = terminal.writer();
        this.options = options;
        this.jobs = jobs;
    }

    @Override
    public void result(ResultTable table) {
        if (table.rows().equals(OK)) {
            out.println("OK");
        } else {
            TextTable.print(out, table.columns(), table.rows());
        }
        out.flush();
    }

    @Override
    public void plan(String text) {
        out.println(text);
        out.flush();
    }

    @Override
    public QueryOutput query(Statement.Query query, RowTexts texts) {
        boolean redraws = !terminal.getType().startsWith(Terminal.TYPE_DUMB)
                && options.get(SqlOptions.RESULT_MODE).orElse(ResultMode.TABLEAU) == ResultMode.TABLE;
        return redraws ? LiveTable.begin(terminal, texts) : QueryTable.begin(out, texts);
    }

    @Override
    public void started(JobClient job, boolean awaited) {
        int number = jobs.add(job);
        out.println("Job " + number + " '" + job.getJobName() + "' has started"
                + (awaited
                        ? "; Ctrl-C cancels it."
                        : ", and goes on in the background. SHOW JOBS; lists jobs, STOP JOB '" + number
                                + "'; cancels this one; SET 'table.dml-sync' = 'true'; waits for the next."));
        out.flush();
    }
}
