/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.cli.shell.SqlBatch;
import io.millrace.cli.shell.SqlShell;
import io.millrace.sql.SqlSession;
import io.millrace.sql.codegen.CalcCompiler;
import io.millrace.sql.parser.SqlException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace sql}: a shell for SQL. */
@Command(
        name = "sql",
        description = {
            "Reads SQL statements and runs them in this process, until you leave with QUIT or Ctrl-D.",
            "Where standard input is no terminal, its statements are run up to its end or to the first error.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills in the fields
final class SqlCommand implements Callable<Integer> {
    private static final String LOG_FILE = "org.slf4j.simpleLogger.logFile";

    @Option(
            names = {"--init", "-i"},
            paramLabel = "FILE",
            description = "Run the statements of a file first.")
    private @Nullable Path init;

    @Option(
            names = {"--file", "-f"},
            paramLabel = "FILE",
            description = "Run the statements of a file, and end.")
    private @Nullable Path file;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "Where to keep what was typed; ~/.millrace/sql-history if nothing is said.")
    private @Nullable Path history;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "An option of the session, as SET sets it; may be given several times.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = {"--variable", "-v"},
            paramLabel = "NAME=VALUE",
            description = "What $${name} stands for in the statements; may be given several times.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(
            names = "--debug",
            description =
                    "Log the stack trace where a job fails, and not only say why. A shell that is typed at logs it to its file in any case.")
    private boolean debug;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        boolean asks = file == null && Terminal.isTypedAt();
        if (debug || asks) {
            FailureLog.show();
        }
        if (asks) {
            logToFile();
        }
        Thread warmUp = new Thread(CalcCompiler::warmUp, "sql-warm-up");
        warmUp.setDaemon(true);
        warmUp.start();
        SqlSession session = new SqlSession();
        session.variables().putAll(variables);
        try {
            options.forEach(session.options()::set);
        } catch (SqlException wrong) {
            err().println("-D: " + wrong.render());
            return ExitCode.USAGE;
        }
        return (asks ? ask(session) : runAll(session)) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private boolean ask(SqlSession session) throws IOException, InterruptedException {
        Path first = init;
        return SqlShell.run(
                session,
                historyFile(),
                greeting(),
                String.valueOf(first),
                first == null ? "" : Files.readString(first));
    }

    private boolean runAll(SqlSession session) throws IOException, InterruptedException {
        SqlBatch batch = new SqlBatch(session, spec.commandLine().getOut(), err());
        Path first = init;
        if (first != null && !batch.run(first.toString(), Files.readString(first))) {
            return false;
        }
        Path second = file;
        return second == null
                ? batch.run("", new String(System.in.readAllBytes(), Charset.defaultCharset()))
                : batch.run(second.toString(), Files.readString(second));
    }

    private static String greeting() {
        return new Version().getVersion()[0] + ", SQL. HELP; shows what there is, QUIT; or Ctrl-D leaves.";
    }

    private Path historyFile() {
        return history == null ? home().resolve("sql-history") : history;
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home"), ".millrace");
    }

    /** A warning on the screen would tear the line that is being typed. */
    private static void logToFile() {
        if (System.getProperty(LOG_FILE) != null) {
            return;
        }
        try {
            Files.createDirectories(home());
            System.setProperty(LOG_FILE, home().resolve("sql.log").toString());
        } catch (IOException readOnly) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        }
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
