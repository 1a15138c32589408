/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.millrace.benchmarks.nexmark.harness.ChildJvm;
import io.millrace.benchmarks.nexmark.harness.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What checkpoints cost a job that keeps an account of about 100 bytes a key: how long tasks stand still, how late rows
 * come out, what throughput is lost, what is written. Each case has a JVM of its own, in which stretches of time without
 * checkpoints and with them take turns.
 */
public final class CheckpointBenchmark {
    static final String MILLRACE = "millrace";
    static final String FLINK_HASHMAP = "flink-hashmap";
    static final String FLINK_ROCKSDB = "flink-rocksdb";

    /** Engines that take part. */
    public static final List<String> ENGINES = List.of(MILLRACE, FLINK_HASHMAP, FLINK_ROCKSDB);

    private final Options options;
    private final PrintStream progress;
    private final Machine machine = Machine.here();

    /**
     * What to run.
     *
     * @param ratePerSecond of events, 0 for a share of the most that the engine takes
     * @param jvm further options of the JVMs that are measured
     */
    public record Options(
            List<String> engines,
            List<Long> keys,
            int parallelism,
            long ratePerSecond,
            double share,
            double seconds,
            int rounds,
            List<String> jvm,
            @Nullable Path json) {
        /** @throws IllegalArgumentException if an option is out of range */
        public Options {
            require(!engines.isEmpty() && ENGINES.containsAll(engines), "--engines must be of " + ENGINES);
            require(parallelism > 0, "--parallelism must be above 0");
            for (long count : keys) {
                require(
                        count > 0 && count <= (1L << 31) && count % parallelism == 0,
                        "--keys must be from 1 to 2^31, and a multiple of the parallelism; not " + count);
            }
            require(ratePerSecond >= 0, "--rate must not be below 0");
            require(share > 0 && share <= 1, "--share must be above 0 and at most 1");
            require(seconds > 0 && rounds > 0, "--seconds and --rounds must be above 0");
        }

        private static void require(boolean holds, String message) {
            if (!holds) {
                throw new IllegalArgumentException(message);
            }
        }
    }

    /** @param progress takes a line for each step */
    public CheckpointBenchmark(Options options, PrintStream progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Runs all cases, and prints and writes what was measured.
     *
     * @throws IOException if a case fails
     */
    public void run(PrintStream output) throws IOException, InterruptedException {
        output.println(machine.description());
        List<CheckpointRow> rows = new ArrayList<>();
        for (long keys : options.keys()) {
            for (String engine : options.engines()) {
                CheckpointCase wanted = new CheckpointCase(
                        engine,
                        keys,
                        options.parallelism(),
                        options.ratePerSecond(),
                        options.share(),
                        options.seconds(),
                        options.rounds());
                CheckpointRow row = new CheckpointRow(wanted, run(wanted), machine.description());
                row.print(output);
                rows.add(row);
            }
        }
        Path json = options.json();
        if (json != null) {
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(json.toFile(), rows);
        }
    }

    private CheckpointRun run(CheckpointCase wanted) throws IOException, InterruptedException {
        try (TemporaryDirectory directory = TemporaryDirectory.create()) {
            Path log = directory.path().resolve("safepoints.log");
            Path checkpoints = Files.createDirectory(directory.path().resolve("checkpoints"));
            List<String> jvm = new ArrayList<>(options.jvm());
            jvm.add(Safepoints.option(log));
            String line = new ChildJvm(machine, CheckpointChild.class, jvm.toArray(String[]::new))
                    .touchingItsHeap()
                    .run(
                            wanted.toString(),
                            List.of(
                                    new ObjectMapper().writeValueAsString(wanted),
                                    checkpoints.toString(),
                                    log.toString()),
                            step -> progress.printf(Locale.ROOT, "%s: %s%n", wanted, step));
            return new ObjectMapper().readValue(line, CheckpointRun.class);
        }
    }
}
