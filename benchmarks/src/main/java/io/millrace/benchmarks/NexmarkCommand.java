/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks;

import io.millrace.benchmarks.nexmark.NexmarkQuery;
import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.harness.Api;
import io.millrace.benchmarks.nexmark.harness.BenchmarkOptions;
import io.millrace.benchmarks.nexmark.harness.ChecksumMismatchException;
import io.millrace.benchmarks.nexmark.harness.NexmarkBenchmark;
import io.millrace.benchmarks.nexmark.sql.SourceTables;
import io.millrace.benchmarks.nexmark.sql.SqlQuery;
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

    /** The ways to write queries. */
    enum ApiName {
        DATASTREAM,
        SQL
    }

    @Option(
            names = "--api",
            paramLabel = "API",
            description = "In what the queries are written: datastream or sql. Default: datastream.")
    private ApiName api = ApiName.DATASTREAM;

    @Option(
            names = "--source",
            paramLabel = "TABLES",
            description =
                    "For SQL: whether events are one table of nested rows, as in NEXMark for Flink, or a flat table for"
                            + " each kind: nested or flat. Default: nested.")
    private SourceTables source = SourceTables.NESTED;

    @Option(
            names = "--engines",
            split = ",",
            paramLabel = "ENGINE",
            description = "Engines to compare, separated by commas. Default: all there are.")
    private @Nullable List<String> engines;

    @Option(
            names = "--queries",
            split = ",",
            paramLabel = "QUERY",
            description = "Queries to run, separated by commas. Default: all there are.")
    private @Nullable List<String> queries;

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
        System.exit(new CommandLine(new NexmarkCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
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
            Api chosen = chosenApi();
            List<String> onThese = engines == null ? chosen.engines() : engines;
            return new BenchmarkOptions(chosen, onThese, queries(), parallelisms, events, runs, heap, json);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private Api chosenApi() {
        if (api == ApiName.DATASTREAM) {
            return Api.DATASTREAM;
        }
        return source == SourceTables.NESTED ? Api.SQL_NESTED : Api.SQL_FLAT;
    }

    private List<? extends NexmarkQuery> queries() {
        List<String> labels = queries;
        if (api == ApiName.DATASTREAM) {
            return labels == null
                    ? List.of(Query.values())
                    : labels.stream().map(Query::of).toList();
        }
        return labels == null
                ? List.of(SqlQuery.values())
                : labels.stream().map(SqlQuery::of).toList();
    }
}
