/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.millrace.benchmarks.nexmark.harness.ChildJvm;
import io.millrace.benchmarks.nexmark.harness.Machine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How soon a job is back after {@code kill -9}: a JVM fills state, takes checkpoints and is killed; the time runs from the
 * kill to the first row of the next JVM, start of the JVM included. All rows of a second are checked.
 */
public final class RecoveryBenchmark {
    /** Of an account, with its key. */
    private static final long BYTES_PER_KEY = 100;

    private final Options options;
    private final PrintStream progress;
    private final Machine machine = Machine.here();

    /**
     * What to run.
     *
     * @param stateBytes sizes of state
     * @param runs how often a job is killed with each
     * @param jvm further options of the JVMs
     */
    public record Options(
            List<Long> stateBytes,
            int parallelism,
            int runs,
            List<String> jvm,
            @Nullable Path json) {
        /** @throws IllegalArgumentException if an option is out of range */
        public Options {
            require(parallelism > 0, "--parallelism must be above 0");
            require(runs > 0, "--runs must be above 0");
            for (long bytes : stateBytes) {
                require(
                        bytes >= BYTES_PER_KEY * parallelism && bytes / BYTES_PER_KEY <= (1L << 31),
                        "--state must be from " + BYTES_PER_KEY * parallelism + " bytes to 200g, not " + bytes);
            }
        }

        private static void require(boolean holds, String message) {
            if (!holds) {
                throw new IllegalArgumentException(message);
            }
        }
    }

    /** @param progress takes a line for each step */
    public RecoveryBenchmark(Options options, PrintStream progress) {
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
        output.printf(
                "%15s %12s %11s %15s %18s %10s %15s%n",
                "bytes of state", "keys", "parallelism", "bytes of files", "kill to row, s", "restore, s", "keys/s");
        List<RecoveryRow> rows = new ArrayList<>();
        for (long bytes : options.stateBytes()) {
            try (TemporaryDirectory directory = TemporaryDirectory.create()) {
                rows.addAll(recover(bytes, directory.path(), output));
            }
        }
        Path json = options.json();
        if (json != null) {
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(json.toFile(), rows);
        }
    }

    private List<RecoveryRow> recover(long bytes, Path directory, PrintStream output)
            throws IOException, InterruptedException {
        long keys = bytes / BYTES_PER_KEY / options.parallelism() * options.parallelism();
        List<RecoveryRow> rows = new ArrayList<>();
        progress.printf(Locale.ROOT, "%,d keys: fills state%n", keys);
        Victim victim = new Victim(true, keys, directory);
        try {
            victim.await(RecoveryChild.CHECKPOINTED);
            for (int run = 1; run <= options.runs(); run++) {
                progress.printf(Locale.ROOT, "%,d keys: is killed, run %d of %d%n", keys, run, options.runs());
                long killed = System.nanoTime();
                victim.kill();
                victim = new Victim(false, keys, directory);
                victim.await(RecoveryChild.FIRST_ROW);
                long nanos = System.nanoTime() - killed;
                RecoveryRun recovered = new ObjectMapper().readValue(victim.readLine(), RecoveryRun.class);
                RecoveryRow row = new RecoveryRow(
                        bytes,
                        keys,
                        options.parallelism(),
                        run,
                        sizeOf(directory),
                        nanos / 1e9,
                        recovered.restore() / 1e9,
                        keys * 1e9 / recovered.restore(),
                        machine.description());
                print(row, output);
                rows.add(row);
            }
        } finally {
            victim.kill();
        }
        return rows;
    }

    private static void print(RecoveryRow row, PrintStream output) {
        output.printf(
                Locale.ROOT,
                "%,15d %,12d %11d %,15d %18.2f %10.2f %,15.0f%n",
                row.stateBytes(),
                row.keys(),
                row.parallelism(),
                row.fileBytes(),
                row.secondsToFirstRow(),
                row.restoreSeconds(),
                row.keysPerSecond());
        output.flush();
    }

    private static long sizeOf(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** A JVM that runs the job until it is killed. */
    private final class Victim {
        private final Path errors;
        private final Process process;
        private final Thread killer;
        private final BufferedReader output;

        Victim(boolean fills, long keys, Path directory) throws IOException {
            List<String> arguments = List.of(
                    Boolean.toString(fills),
                    Long.toString(keys),
                    Integer.toString(options.parallelism()),
                    directory.resolve("checkpoints").toString());
            errors = directory.resolve("errors.log");
            process = new ChildJvm(machine, RecoveryChild.class, options.jvm().toArray(String[]::new))
                    .builder(arguments)
                    .redirectError(errors.toFile())
                    .start();
            killer = new Thread(process::destroyForcibly);
            Runtime.getRuntime().addShutdownHook(killer);
            output = process.inputReader(StandardCharsets.UTF_8);
        }

        void await(String wanted) throws IOException {
            String line = readLine();
            if (!line.equals(wanted)) {
                throw new IOException("Instead of '" + wanted + "' the job's JVM said: " + line);
            }
        }

        String readLine() throws IOException {
            String line = output.readLine();
            if (line == null) {
                throw new IOException("The job's JVM ended by itself:\n" + ChildJvm.tail(errors));
            }
            return line;
        }

        /** Kills it as {@code kill -9} does, and waits until it is gone. */
        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
            Runtime.getRuntime().removeShutdownHook(killer);
        }
    }
}
