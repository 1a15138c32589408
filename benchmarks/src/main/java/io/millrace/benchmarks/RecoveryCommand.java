/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks;

import io.millrace.benchmarks.checkpoint.RecoveryBenchmark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the benchmark of recovery from the command line. */
@Command(
        name = "recovery",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures the time from 'kill -9' to the first correct row of the next JVM, and how many keys a second are"
                    + " restored.",
            "State is counted as 100 bytes a key, and takes about twice that on the heap: 4g needs --jvm -Xmx12g."
        })
public final class RecoveryCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--state",
            split = ",",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description = "Sizes of state, such as 64m or 4g. Default: 256m.")
    private List<Long> stateBytes = List.of(256L << 20);

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "2",
            description = "Subtasks, which restore side by side. Default: ${DEFAULT-VALUE}.")
    private int parallelism;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often the job is killed with each size. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--jvm",
            paramLabel = "OPTION",
            description = "A further option of the JVMs that are killed, such as -Xmx12g. May be repeated.")
    private List<String> jvm = List.of();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Where to write the results as a list of JSON objects.")
    private @Nullable Path json;

    @Override
    public Integer call() throws InterruptedException {
        try {
            new RecoveryBenchmark(options(), System.err).run(System.out);
            return CommandLine.ExitCode.OK;
        } catch (IOException failure) {
            System.err.println(failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private RecoveryBenchmark.Options options() {
        try {
            return new RecoveryBenchmark.Options(stateBytes, parallelism, runs, jvm, json);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    /** Turns {@code 256m} into bytes. */
    static final class SizeConverter implements CommandLine.ITypeConverter<Long> {
        private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([kmg]?)");

        @Override
        public Long convert(String text) {
            Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
            if (!size.matches()) {
                throw new CommandLine.TypeConversionException(
                        "'" + text + "' is no size: give bytes, or a number with k, m or g, such as 256m");
            }
            int shift =
                    switch (size.group(2)) {
                        case "k" -> 10;
                        case "m" -> 20;
                        case "g" -> 30;
                        default -> 0;
                    };
            return Long.parseLong(size.group(1)) << shift;
        }
    }
}
