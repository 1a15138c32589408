/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How a command is told of a program. */
@SuppressWarnings("NullAway.Init") // picocli fills in the fields
final class ProgramOptions {
    @Option(
            names = {"--classpath", "-cp"},
            paramLabel = "PATH",
            description = "The program's classes and libraries, without those of Millrace; DIR/* for all jars in DIR.")
    private @Nullable String classPath;

    @Option(
            names = {"--main", "-c"},
            paramLabel = "CLASS",
            description = "The main class in a jar; by default the one that its manifest names.")
    private @Nullable String mainClass;

    @Parameters(
            index = "0",
            paramLabel = "JOB",
            description = "A jar, the name of a main class, or a file of SQL statements that ends in .sql.")
    private String job;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    private static final String SQL = ".sql";

    /** Returns the file, where the program is one of SQL statements. */
    @Nullable
    Path sqlFile() {
        return job.endsWith(SQL) ? Path.of(job) : null;
    }

    Program find() throws IOException {
        try {
            return Program.find(job, mainClass, classPath);
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(spec.commandLine(), String.valueOf(refused.getMessage()), refused);
        }
    }
}
