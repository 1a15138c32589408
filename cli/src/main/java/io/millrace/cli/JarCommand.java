/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace jar}: the jar that {@code millrace run} uploads, for whoever uploads it in another way. */
@Command(
        name = "jar",
        description = {
            "Puts a program, its libraries and Millrace into one jar, as Flink clusters and managed services take it.",
            "What Flink has itself stays out. The same program gives the same jar, byte for byte.",
            "As in: millrace jar --output orders-job.jar -cp out com.example.Orders",
            "        flink run orders-job.jar --input s3://orders",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills in the fields
final class JarCommand implements Callable<Integer> {
    @Option(
            names = {"--output", "-o"},
            required = true,
            paramLabel = "FILE",
            description = "Where the jar goes; replaced if it is there.")
    private Path output;

    @Mixin
    private ProgramOptions program;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Program found = program.find();
        found.jar().write(output, found.mainClass());
        spec.commandLine()
                .getOut()
                .println(String.format(
                        Locale.ROOT, "%s: %.1f MB, starts %s", output, Files.size(output) / 1e6, found.mainClass()));
        return ExitCode.OK;
    }
}
