/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks;

import io.millrace.benchmarks.checkpoint.CheckpointBenchmark;
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

/** Runs the benchmark of checkpoints from the command line. */
@Command(
        name = "checkpoint",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures what checkpoints cost a job that runs, with about 100 bytes of state a key: pauses of tasks, latency of"
                    + " events without checkpoints, with one every second, and with one every 100 ms, lost throughput, and"
                    + " what is written.",
            "Takes some minutes a case; for a quick look: --keys 100000 --seconds 2 --rounds 1."
        })
public final class CheckpointCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--engines",
            split = ",",
            paramLabel = "ENGINE",
            description = "Engines to measure: millrace, flink-hashmap (full checkpoints), flink-rocksdb (incremental)."
                    + " Default: all.")
    private List<String> engines = CheckpointBenchmark.ENGINES;

    @Option(names = "--keys", split = ",", paramLabel = "N", description = "Keys. Default: 1000000,10000000.")
    private List<Long> keys = List.of(1_000_000L, 10_000_000L);

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "2",
            description = "Subtasks of the source and of the keyed function. Default: ${DEFAULT-VALUE}.")
    private int parallelism;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Events a second, the same for all engines. Default: a share of the most each of them takes.")
    private long rate;

    @Option(
            names = "--share",
            paramLabel = "X",
            defaultValue = "0.3",
            description = "That share. Default: ${DEFAULT-VALUE}.")
    private double share;

    @Option(
            names = "--seconds",
            paramLabel = "X",
            defaultValue = "10",
            description = "How long each stretch of time is measured. Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "How often stretches without checkpoints and with them take turns. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--jvm",
            paramLabel = "OPTION",
            description =
                    "A further option of the JVMs that are measured, such as -XX:+UseParallelGC. May be repeated.")
    private List<String> jvm = List.of();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Where to write the results as a list of JSON objects.")
    private @Nullable Path json;

    @Override
    public Integer call() throws InterruptedException {
        try {
            new CheckpointBenchmark(options(), System.err).run(System.out);
            return CommandLine.ExitCode.OK;
        } catch (IOException failure) {
            System.err.println(failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private CheckpointBenchmark.Options options() {
        try {
            return new CheckpointBenchmark.Options(engines, keys, parallelism, rate, share, seconds, rounds, jvm, json);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }
}
