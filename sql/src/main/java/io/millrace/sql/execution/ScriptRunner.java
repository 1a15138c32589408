/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import io.millrace.runner.JobClient;
import io.millrace.runner.JobException;
import io.millrace.sql.SqlSession;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.parser.SqlText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the statements of a script one after another, and prints what they have to show. An INSERT is started and not waited for
 * before the next statement, unless {@code table.dml-sync} says so; the end of the script waits for all of them. Used by one
 * thread.
 */
public final class ScriptRunner {
    private final List<Started> started = new ArrayList<>();
    private final SqlSession session;
    private final StatementRunner statements;
    private SqlText current = SqlText.of("");

    /** A job, and the statement that it runs. */
    private record Started(JobClient job, SqlText text) {}

    /**
     * @param loader finds the connectors
     * @param out takes results
     */
    public ScriptRunner(SqlSession session, ClassLoader loader, PrintWriter out) {
        this.session = session;
        this.statements = new StatementRunner(
                session, loader, new PrintedOutput(out, job -> started.add(new Started(job, current))));
    }

    /**
     * Runs a script to its end, and the jobs that it starts to theirs.
     *
     * @throws SqlException if a statement is wrong; those before it have been run
     * @throws JobException if a job fails, with the line of its statement
     * @throws Exception if a job cannot be started, as where there is no savepoint in the place that it shall start from
     */
    public void run(String script) throws Exception {
        for (SqlText text : session.script(script).statements()) {
            current = text;
            try {
                statements.run(text);
            } catch (JobException failed) {
                throw at(text, failed);
            }
        }
        for (Started each : started) {
            try {
                each.job().await();
            } catch (JobException failed) {
                throw at(each.text(), failed);
            }
        }
    }

    private static JobException at(SqlText text, JobException failed) {
        JobException placed = new JobException("line " + text.line() + ": " + failed.getMessage());
        placed.initCause(failed.getCause());
        return placed;
    }
}
