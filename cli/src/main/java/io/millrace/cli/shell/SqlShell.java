/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli.shell;

import io.millrace.runner.JobClient;
import io.millrace.sql.SqlSession;
import java.io.IOError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;

/** Reads statements from a person at a terminal and runs them, until they leave. */
public final class SqlShell {
    private static final String PROMPT = "millrace> ";
    private static final String FURTHER_LINES = "        > ";
    /** Kept here, or its level would be lost with it. */
    private static final Logger LINE_EDITOR_LOG = Logger.getLogger("org.jline");

    private final Terminal terminal;
    private final PrintWriter out;
    private final LineReader reader;
    private final ShellJobs jobs = new ShellJobs();
    private final ShellStatements statements;
    private boolean warnedOfJobs;
    private boolean disturbed;

    /** @param history the file of what was typed, which need not be there */
    SqlShell(Terminal terminal, SqlSession session, Path history) {
        this.terminal = terminal;
        this.out = terminal.writer();
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(new StatementLines())
                .completer(new SqlCompleter(session))
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, FURTHER_LINES)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .build();
        TerminalOutput output = new TerminalOutput(terminal, session.options(), jobs);
        this.statements = new ShellStatements(session, output, jobs, out, this::clear);
        // While a line is read, the line editor hears it instead.
        terminal.handle(Terminal.Signal.INT, signal -> statements.cancel());
    }

    /**
     * Runs the shell on the terminal of this process.
     *
     * @param greeting the first line
     * @param script what runs before the first prompt, or empty
     * @return whether the script went well; if not, nobody was asked for more
     * @throws IOException if this process has no terminal
     */
    public static boolean run(SqlSession session, Path history, String greeting, String scriptName, String script)
            throws IOException, InterruptedException {
        LINE_EDITOR_LOG.setLevel(Level.OFF);
        // The provider that asks stty, and needs no native code.
        try (Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .provider(TerminalBuilder.PROP_PROVIDER_EXEC)
                .build()) {
            SqlShell shell = new SqlShell(terminal, session, history);
            return shell.runFirst(scriptName, script) && shell.run(greeting);
        }
    }

    private boolean runFirst(String name, String script) throws InterruptedException {
        try {
            statements.run(script);
            return true;
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception failed) {
            out.println(name + ": " + Failure.text(failed));
            out.flush();
            return false;
        }
    }

    /** Reads and runs statements until somebody leaves; returns true. */
    boolean run(String greeting) throws InterruptedException {
        out.println(greeting);
        boolean leaves = false;
        while (!leaves) {
            jobs.news().forEach(out::println);
            out.flush();
            leaves = runNext();
        }
        return true;
    }

    /** Returns whether to leave. */
    private boolean runNext() throws InterruptedException {
        String text;
        try {
            text = reader.readLine(PROMPT);
        } catch (UserInterruptException cleared) {
            return false;
        } catch (EndOfFileException end) {
            return mayLeave();
        } catch (IOError failed) {
            // Ctrl-C ends stty, too, where the line editor just asks it. A terminal that is gone fails again.
            if (disturbed) {
                throw failed;
            }
            disturbed = true;
            return false;
        } catch (IllegalStateException closed) {
            jobs.cancelAll(); // nobody is there any more to be asked
            return true;
        }
        disturbed = false;
        return runs(text);
    }

    /** Returns whether to leave. */
    private boolean runs(String text) throws InterruptedException {
        try {
            if (statements.run(text) == ShellStatements.Outcome.LEAVE) {
                return mayLeave();
            }
            warnedOfJobs = false;
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception failed) {
            out.println(Failure.text(failed));
        }
        return false;
    }

    /** Jobs end with the shell, so whoever leaves is told once. */
    private boolean mayLeave() {
        List<JobClient> running = jobs.running();
        if (running.isEmpty()) {
            return true;
        }
        String names = running.stream().map(JobClient::getJobName).collect(Collectors.joining("', '", "'", "'"));
        if (warnedOfJobs) {
            out.println("Cancelling " + names + ".");
            out.flush();
            jobs.cancelAll();
            return true;
        }
        out.println("Still running: " + names + ". Jobs end with the shell; QUIT again to cancel and leave.");
        warnedOfJobs = true;
        return false;
    }

    private void clear() {
        terminal.puts(InfoCmp.Capability.clear_screen);
        terminal.flush();
    }
}
