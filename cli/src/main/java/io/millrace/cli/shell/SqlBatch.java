/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli.shell;

import io.millrace.sql.SqlSession;
import io.millrace.sql.execution.PrintedOutput;
import java.io.PrintWriter;

/** Runs statements from where nobody types: a file, or a pipe. Prints as a file's run does, and waits for all jobs at the end. */
public final class SqlBatch {
    private final ShellJobs jobs = new ShellJobs();
    private final ShellStatements statements;
    private final PrintWriter err;

    public SqlBatch(SqlSession session, PrintWriter out, PrintWriter err) {
        this.statements = new ShellStatements(session, new PrintedOutput(out, jobs::add), jobs, out, () -> {});
        this.err = err;
    }

    /**
     * Runs statements up to the first that fails, and their jobs to their ends.
     *
     * @param name what errors say the text is from; empty for nothing
     * @return whether all went well
     */
    public boolean run(String name, String script) throws InterruptedException {
        try {
            statements.run(script);
            jobs.await();
            return true;
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception failed) {
            err.println((name.isEmpty() ? "" : name + ": ") + Failure.text(failed));
            err.flush();
            return false;
        }
    }
}
