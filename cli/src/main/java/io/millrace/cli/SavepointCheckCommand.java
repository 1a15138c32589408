/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.engine.Storages;
import io.millrace.runner.Runner;
import io.millrace.savepoint.CheckingRunner;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace savepoint check}: what would become of each state, told before a job is deployed. */
@Command(
        name = "check",
        description = {
            "Says what becomes of a savepoint's state if a program starts from it: kept, migrated, dropped, impossible.",
            "The program's main method runs up to where it executes its job, and the job itself does not run. Functions"
                    + " with state are opened with a few rows of it, and closed again.",
            "Exit status 0 only if the job would start and drop nothing.",
            "Of a file of SQL statements (.sql) those up to its first INSERT, statement set or query are run.",
            "As in: millrace savepoint check --classpath out savepoints/savepoint-flights-9 com.example.Flights"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills in the fields
final class SavepointCheckCommand implements Callable<Integer> {
    @Option(
            names = {"--classpath", "-cp"},
            paramLabel = "PATH",
            description = "The program's classes and libraries, without those of Millrace. Scripts need none.")
    private @Nullable String classPath;

    @Option(
            names = "--no-open",
            description =
                    "Do not open the program's functions, where their open(...) needs what is not here. Then it is"
                            + " not known which states they still declare, and as what.")
    private boolean noOpen;

    @Parameters(index = "0", paramLabel = "SNAPSHOT", description = "The directory of one checkpoint or savepoint.")
    private String snapshot;

    @Parameters(
            index = "1",
            paramLabel = "MAIN",
            description = "The program's main class, or a file of SQL statements.")
    private String mainClass;

    @Parameters(index = "2..*", arity = "0..*", paramLabel = "ARGUMENT", description = "What the program takes.")
    private List<String> arguments = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (ReadableSnapshot readable = ReadableSnapshot.open(snapshot)) {
            return check(readable.location());
        }
    }

    private int check(String savepoint) throws IOException, InterruptedException {
        boolean isScript = mainClass.endsWith(".sql");
        if (!isScript && classPath == null) {
            throw new ParameterException(
                    spec.commandLine(), "Where are the classes of " + mainClass + "? Say so with --classpath PATH.");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                (classPath == null ? "" : classPath + File.pathSeparator) + ClassPathCommand.ofThisJvm(),
                "-D" + Runner.PROPERTY + "=" + CheckingRunner.class.getName(),
                "-D" + CheckingRunner.OPENS + "=" + !noOpen,
                "-D" + CheckingRunner.SAVEPOINT + "=" + Storages.absolute(savepoint),
                isScript ? Millrace.class.getName() : mainClass));
        if (isScript) {
            command.addAll(List.of("run", mainClass));
        }
        command.addAll(arguments);
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        return switch (status) {
            case CheckingRunner.WOULD_START -> 0;
            case CheckingRunner.REFUSED -> 1;
            case CheckingRunner.FAILED -> 2;
            default -> {
                PrintWriter err = spec.commandLine().getErr();
                err.println("millrace: " + mainClass + " ended with status " + status
                        + " before it executed a job: nothing was checked");
                err.flush();
                yield 2;
            }
        };
    }
}
