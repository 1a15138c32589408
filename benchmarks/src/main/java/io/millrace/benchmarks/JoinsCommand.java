/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks;

import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.harness.BenchmarkOptions;
import io.millrace.benchmarks.nexmark.harness.ChecksumMismatchException;
import io.millrace.benchmarks.nexmark.harness.NexmarkBenchmark;
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

/** Runs the joins of the NEXMark benchmark: within a window, and within an interval. */
@Command(
        name = "joins",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs the joins over the NEXMark stream: q8 within windows, 'join' within an interval.")
public final class JoinsCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--engines",
            split = ",",
            paramLabel = "ENGINE",
            description = "Engines to compare, separated by commas. Default: millrace,flink.")
    private List<String> engines = List.of("millrace", "flink");

    @Option(
            names = "--parallelism",
            split = ",",
            paramLabel = "N",
            description = "Parallelisms to run at, separated by commas. Default: 1.")
    private List<Integer> parallelisms = List.of(1);

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "5000000",
            description = "Input events of a run. Default: ${DEFAULT-VALUE}.")
    private long events;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "3",
            description = "Runs of each case, of which the median counts. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--heap",
            paramLabel = "MB",
            description = "Heap of each JVM in megabytes. Default: half of the memory, 8192 at most.")
    private @Nullable Long heap;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Where to write the results as a list of JSON objects.")
    private @Nullable Path json;

    @Override
    public Integer call() throws InterruptedException {
        try {
            new NexmarkBenchmark(options(), System.out, System.err).run();
            return CommandLine.ExitCode.OK;
        } catch (ChecksumMismatchException | IOException failure) {
            System.err.println(failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private BenchmarkOptions options() {
        try {
            return new BenchmarkOptions(engines, List.of(Query.Q8, Query.JOIN), parallelisms, events, runs, heap, json);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }
}
