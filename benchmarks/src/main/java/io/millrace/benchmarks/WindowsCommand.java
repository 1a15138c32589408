/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks;

import io.millrace.benchmarks.windows.WindowsBenchmark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the benchmark of sliding windows from the command line. */
@Command(
        name = "windows",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures sliding windows against the number of slides in a window.")
public final class WindowsCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--engines",
            split = ",",
            paramLabel = "ENGINE",
            description = "Engines to measure: millrace, flink. Default: millrace.")
    private List<String> engines = List.of("millrace");

    @Option(
            names = "--ratios",
            split = ",",
            paramLabel = "N",
            description = "Sizes of the windows, in slides. Default: 1,10,60,600,3600.")
    private List<Integer> ratios = List.of(1, 10, 60, 600, 3600);

    @Option(
            names = "--aggregates",
            split = ",",
            paramLabel = "NAME",
            description = "sum, which can subtract, and max, which cannot. Default: both.")
    private List<String> aggregates = List.of("sum", "max");

    @Option(names = "--keys", split = ",", paramLabel = "N", description = "Keys. Default: 10000,1000000.")
    private List<Long> keys = List.of(10_000L, 1_000_000L);

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "7",
            description = "How long each case is measured. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many seconds each case runs before that, at least. Default: ${DEFAULT-VALUE}.")
    private int warmUpSeconds;

    @Option(
            names = "--fill",
            paramLabel = "N",
            defaultValue = "45",
            description = "How many seconds more it runs, at most, where its windows are full by then."
                    + " Default: ${DEFAULT-VALUE}.")
    private int fillSeconds;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each case is measured; the median counts. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Where to write the results as a list of JSON objects.")
    private @Nullable Path json;

    @Override
    public Integer call() throws InterruptedException {
        try {
            new WindowsBenchmark(options(), System.err).run(System.out);
            return CommandLine.ExitCode.OK;
        } catch (IOException failure) {
            System.err.println(failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private WindowsBenchmark.Options options() {
        try {
            return new WindowsBenchmark.Options(
                    engines, ratios, aggregates, keys, seconds, warmUpSeconds, fillSeconds, runs, json);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }
}
