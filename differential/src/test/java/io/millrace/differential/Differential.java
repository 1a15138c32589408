/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential;

import io.millrace.differential.flink.FlinkRunner;
import io.millrace.differential.millrace.MillraceRunner;
import io.millrace.simulation.Outputs;
import io.millrace.simulation.Randomness;
import io.millrace.simulation.SimulationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Runs programs on both engines, in bundles, and compares what comes out. Used by one thread. */
public final class Differential implements AutoCloseable {
    private static final int BUNDLE = 50;
    private static final int MOST_CRASHES = 3;
    private static final int ENGINE_EVERY = 20;
    private static final int WORLDS_WHEN_SHRINKING = 6;
    private static final int MOST_SHRINKING_ROUNDS = 60;
    private static final int CANDIDATES = 40;

    private final FlinkRunner flink;
    private final ExecutorService millrace = Executors.newSingleThreadExecutor();
    private int runs;
    private int rows;
    private long flinkNanos;
    private long millraceNanos;
    private final long startNanos = System.nanoTime();

    public Differential() throws Exception {
        flink = new FlinkRunner();
    }

    /**
     * Runs programs until there were {@code count}, the time is over or there is a difference. While Flink runs a bundle,
     * Millrace runs the one before.
     *
     * @param first the seed of the first program; the others follow
     * @return the first difference, if any
     */
    public @Nullable Difference run(long first, long count, long deadlineNanos) throws Exception {
        Future<@Nullable Difference> before = CompletableFuture.completedFuture(null);
        for (long done = 0; done < count && (done == 0 || System.nanoTime() - deadlineNanos < 0); ) {
            List<Program> bundle = new ArrayList<>();
            // the first bundle is small, so that a short run comes to an end in time on a slow machine
            for (int size = done == 0 ? BUNDLE / 4 : BUNDLE; size > 0 && done < count; size--) {
                bundle.add(Program.draw(first + done++));
            }
            List<List<Row>> expected = flinkRows(bundle);
            Difference difference = before.get();
            if (difference != null) {
                return difference;
            }
            before = millrace.submit(() -> compare(bundle, expected, 1));
        }
        return before.get();
    }

    List<List<Row>> flinkRows(List<Program> bundle) throws Exception {
        long start = System.nanoTime();
        List<List<Row>> rows = flink.run(bundle);
        flinkNanos += System.nanoTime() - start;
        return rows;
    }

    /** Says what was run so far, and how fast. */
    public String summary(long first) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        return String.format(
                Locale.ROOT,
                "%d programs from seed %d, %d rows, %.1f programs/s; %d ms of Flink and %d ms of Millrace for each",
                runs,
                first,
                rows,
                runs / seconds,
                flinkNanos / 1_000_000 / Math.max(1, runs),
                millraceNanos / 1_000_000 / Math.max(1, runs));
    }

    /** Returns the smallest difference that can be found by leaving things out. */
    public Difference shrink(Difference difference) throws Exception {
        Difference smallest = difference;
        for (int round = 0; round < MOST_SHRINKING_ROUNDS; round++) {
            Difference smaller = smaller(smallest);
            if (smaller == null) {
                return smallest;
            }
            smallest = smaller;
        }
        return smallest;
    }

    private @Nullable Difference smaller(Difference difference) throws Exception {
        List<Program> candidates = difference.program().smaller();
        for (int from = 0; from < candidates.size(); from += CANDIDATES) {
            List<Program> bundle = candidates.subList(from, Math.min(candidates.size(), from + CANDIDATES));
            Difference smaller = compare(bundle, flinkRows(bundle), WORLDS_WHEN_SHRINKING);
            if (smaller != null) {
                return smaller;
            }
        }
        return null;
    }

    private @Nullable Difference compare(List<Program> bundle, List<List<Row>> expected, int worlds) {
        long start = System.nanoTime();
        Difference difference = null;
        for (int i = 0; i < bundle.size() && difference == null; i++) {
            runs++;
            rows += expected.get(i).size();
            difference = compare(bundle.get(i), expected.get(i), worlds);
        }
        millraceNanos += System.nanoTime() - start;
        return difference;
    }

    /** Runs a program on Millrace, and compares its rows with those expected; a batch also runs as a stream. */
    static @Nullable Difference compare(Program program, List<Row> expected, int worlds) {
        Randomness random = new Randomness(program.seed() ^ 0x5DEECE66DL);
        for (int world = 0; world < worlds; world++) {
            Difference difference = compare(program, expected, random, worlds == 1);
            Program stream = program.asStream();
            if (difference == null && stream != null) {
                Difference ofStream = compare(stream, expected, random, worlds == 1);
                difference = ofStream == null ? null : ofStream.of(program, "as a stream, ");
            }
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private static @Nullable Difference compare(
            Program program, List<Row> expected, Randomness random, boolean mayUseThreads) {
        long worldSeed = random.nextSeed();
        int crashes = random.chance(0.5) ? 0 : MOST_CRASHES;
        boolean threads = mayUseThreads && random.below(ENGINE_EVERY) == 0;
        try {
            List<Row> found =
                    threads ? MillraceRunner.execute(program, 2) : MillraceRunner.simulate(program, worldSeed, crashes);
            Outputs.requireSame("Millrace", found, expected);
            return null;
        } catch (SimulationFailure failure) {
            return new Difference(program, expected, describe(threads, worldSeed, crashes), failure);
        } catch (Exception failure) {
            return new Difference(program, expected, describe(threads, worldSeed, crashes), failure);
        }
    }

    private static String describe(boolean threads, long worldSeed, int crashes) {
        return threads ? "on the engine" : "in world " + worldSeed + " with at most " + crashes + " crashes";
    }

    /** Runs programs from the command line: the seed of the first, and how many. */
    public static void main(String[] arguments) throws Exception {
        long first = Long.parseLong(arguments[0]);
        long count = Long.parseLong(arguments[1]);
        Difference difference;
        try (Differential differential = new Differential()) {
            difference = differential.run(first, count, System.nanoTime() + Long.MAX_VALUE / 2);
            System.out.println(differential.summary(first));
            if (difference != null) {
                System.out.println(difference);
                System.out.println("The smallest of its kind:\n" + differential.shrink(difference));
            }
        }
        System.exit(difference == null ? 0 : 1);
    }

    @Override
    public void close() {
        millrace.shutdownNow();
        flink.close();
    }
}
