/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli.shell;

import io.millrace.sql.SqlSession;
import io.millrace.sql.execution.StatementOutput;
import io.millrace.sql.execution.StatementRunner;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.parser.SqlText;
import java.io.PrintWriter;
import java.util.Optional;

/** Runs a text of statements and of the shell's own commands, one after another. Used by one thread; any may cancel. */
final class ShellStatements {
    private final SqlSession session;
    private final StatementRunner runner;
    private final StatementOutput output;
    private final ShellJobs jobs;
    private final PrintWriter out;
    private final Runnable clear;

    /** How a text has come to its end. */
    enum Outcome {
        DONE,
        CANCELLED,
        LEAVE
    }

    /**
     * @param out takes what is no result
     * @param clear empties the screen, if there is one
     */
    ShellStatements(SqlSession session, StatementOutput output, ShellJobs jobs, PrintWriter out, Runnable clear) {
        this.session = session;
        this.runner = new StatementRunner(session, ShellStatements.class.getClassLoader(), output);
        this.output = output;
        this.jobs = jobs;
        this.out = out;
        this.clear = clear;
    }

    /**
     * Runs statements up to the first that is wrong, is cancelled, or leaves the shell.
     *
     * @throws Exception as {@link StatementRunner#run} does
     */
    Outcome run(String script) throws Exception {
        for (SqlText text : session.script(script).statements()) {
            Optional<ShellCommand> command = ShellCommand.of(text.text());
            if (command.isPresent()) {
                if (command.get().kind() == ShellCommand.Kind.QUIT) {
                    return Outcome.LEAVE;
                }
                run(command.get(), text);
            } else if (!runner.run(text)) {
                out.println("Cancelled.");
                out.flush();
                return Outcome.CANCELLED;
            }
        }
        return Outcome.DONE;
    }

    /** Cancels what is waited for. */
    void cancel() {
        runner.cancel();
    }

    private void run(ShellCommand command, SqlText text) {
        switch (command.kind()) {
            case HELP -> out.println(Help.TEXT);
            case CLEAR -> clear.run();
            case SHOW_JOBS -> output.result(jobs.table());
            case STOP_JOB -> stop(command.argument(), text);
            case QUIT -> throw new IllegalStateException("QUIT is for whoever runs the shell");
        }
        out.flush();
    }

    private void stop(String nameOrNumber, SqlText text) {
        String name = jobs.cancel(nameOrNumber).orElseThrow(() -> SqlException.of(
                        "No job '" + nameOrNumber + "' runs in this shell; SHOW JOBS lists them.")
                .in(text));
        out.println("Cancelled '" + name + "'.");
    }
}
