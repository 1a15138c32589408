/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.port.Port;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace port}: rewrites Flink programs. */
@Command(
        name = "port",
        description = {
            "Rewrites the Java sources of an Apache Flink 2.x DataStream program, and compiles the result.",
            "Prints what it could not rewrite as FILE:LINE:COLUMN, and what to do about it. The sources stay as they"
                    + " are."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills in the fields
final class PortCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FLINK_SOURCES",
            description = "A Java file, or a directory with Java files in it.")
    private @Nullable Path sources;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "OUT",
            description = "The directory to write to; it must be empty, or missing.")
    private @Nullable Path target;

    @Option(names = "--force", description = "Write to OUT even if it is not empty.")
    private boolean force;

    @Option(
            names = "--classpath",
            paramLabel = "JARS",
            description = "Further libraries of the program, to compile the result with.")
    private @Nullable String libraries;

    @Option(names = "--no-compile", description = "Do not compile the result.")
    private boolean uncompiled;

    @Option(
            names = "--demo",
            description = "Instead: port ten Flink programs, run them on Flink and here, and compare what they print.")
    private boolean demo;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (demo) {
            return new PortDemo(out).run() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
        if (sources == null || target == null) {
            throw new ParameterException(spec.commandLine(), "Name FLINK_SOURCES and OUT, or --demo");
        }
        Port port = new Port(sources, target, classPath());
        try {
            port.check(force);
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(spec.commandLine(), String.valueOf(refused.getMessage()), refused);
        }
        Port.Report report = port.run();
        report.places().forEach(out::println);
        out.println(report.summary());
        return CommandLine.ExitCode.OK;
    }

    private String classPath() {
        if (uncompiled) {
            return "";
        }
        return ClassPathCommand.ofThisJvm() + (libraries == null ? "" : File.pathSeparator + libraries);
    }
}
