/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks;

import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.harness.BenchmarkOptions;
import io.millrace.benchmarks.nexmark.harness.ChecksumMismatchException;
import io.millrace.benchmarks.nexmark.harness.Engines;
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

/** Runs the NEXMark benchmark from the command line. */
@Command(
        name = "nexmark",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs NEXMark queries on several engines, each run in a JVM of its own, and compares them.")
public final class NexmarkCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--engines",
            split = ",",
            paramLabel = "ENGINE",
            description = "Engines to compare, separated by commas. Default: all there are.")
    private List<String> engines = Engines.names();

    @Option(
            names = "--queries",
            split = ",",
            paramLabel = "QUERY",
            converter = QueryConverter.class,
            description = "Queries to run, separated by commas. Default: all there are.")
    private List<Query> queries = List.of(Query.values());

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

    /** Starts the command; the status is 0, 1 if a run failed or checksums differ, or 2 if an option is wrong. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new NexmarkCommand()).execute(arguments));
    }

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
            return new BenchmarkOptions(engines, queries, parallelisms, events, runs, heap, json);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    /** Turns {@code q5} into the query, and an unknown name into an error that names the known ones. */
    static final class QueryConverter implements CommandLine.ITypeConverter<Query> {

        @Override
        public Query convert(String label) {
            try {
                return Query.of(label);
            } catch (IllegalArgumentException unknown) {
                throw new CommandLine.TypeConversionException(String.valueOf(unknown.getMessage()));
            }
        }
    }
}
