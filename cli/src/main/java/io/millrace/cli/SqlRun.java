/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.runner.JobException;
import io.millrace.sql.SqlSession;
import io.millrace.sql.codegen.CalcCompiler;
import io.millrace.sql.execution.ScriptRunner;
import io.millrace.sql.parser.SqlException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.ExitCode;

/** Runs a file of SQL statements in this process. What is wrong is shown where it stands in the file. */
final class SqlRun {
    private final PrintWriter out;
    private final PrintWriter err;

    SqlRun(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /**
     * @param options as SET sets them, before the first statement
     * @param variables what stands in the file as {@code ${NAME}}, by name
     * @return the status of the command
     */
    int run(Path file, Map<String, String> options, Map<String, String> variables) throws Exception {
        String script = Files.readString(file);
        Thread warmUp = new Thread(CalcCompiler::warmUp, "sql-warm-up");
        warmUp.setDaemon(true);
        warmUp.start();
        SqlSession session = new SqlSession();
        session.variables().putAll(variables);
        try {
            options.forEach(session.options()::set);
        } catch (SqlException wrong) {
            err.println("-D: " + wrong.render());
            return ExitCode.USAGE;
        }
        try {
            new ScriptRunner(session, SqlRun.class.getClassLoader(), out).run(script);
            return ExitCode.OK;
        } catch (SqlException wrong) {
            err.println(file + ": " + wrong.render());
        } catch (JobException failed) {
            err.println(file + ": " + failed.getMessage());
        }
        return ExitCode.SOFTWARE;
    }
}
