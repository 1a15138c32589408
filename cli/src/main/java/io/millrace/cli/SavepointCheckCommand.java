/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.environment.Location;
import io.millrace.runner.Runner;
import io.millrace.savepoint.CheckingRunner;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace savepoint check}: what would become of each state, told before a job is deployed. */
@Command(
        name = "check",
        description = {
            "Says what becomes of a savepoint's state if a program starts from it: kept, migrated, dropped,"
                    + " impossible.",
            "The program's main method runs up to where it executes its job, and the job itself does not run.",
            "Exit status 0 only if the job would start and drop nothing.",
            "As in: millrace savepoint check --classpath out savepoints/savepoint-flights-9 com.example.Flights"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills in the fields
final class SavepointCheckCommand implements Callable<Integer> {
    @Option(
            names = {"--classpath", "-cp"},
            required = true,
            paramLabel = "PATH",
            description = "The program's classes and libraries, without those of Millrace.")
    private String classPath;

    @Parameters(index = "0", paramLabel = "SNAPSHOT", description = "The directory of one checkpoint or savepoint.")
    private String snapshot;

    @Parameters(index = "1", paramLabel = "MAIN", description = "The program's main class.")
    private String mainClass;

    @Parameters(index = "2..*", arity = "0..*", paramLabel = "ARGUMENT", description = "What the program takes.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath + File.pathSeparator + ClassPathCommand.ofThisJvm(),
                "-D" + Runner.PROPERTY + "=" + CheckingRunner.class.getName(),
                "-D" + CheckingRunner.SAVEPOINT + "=" + absolute(snapshot),
                mainClass));
        command.addAll(arguments);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static String absolute(String location) {
        return Location.schemeOf(location) == null
                ? Path.of(location).toAbsolutePath().toString()
                : location;
    }
}
