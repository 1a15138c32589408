/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.benchmarks.checkpoint.CheckpointRun.Written;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The main class of a child JVM: runs one case, and ends the JVM. Lines on standard output are progress, and the last one
 * is a {@link CheckpointRun}.
 */
final class CheckpointChild {
    /** Of which the median counts; below the number of checkpoints after which changes are folded. */
    private static final int INCREMENTS = 3;

    private final CheckpointCase wanted;
    private final BenchmarkJob job;
    private final Load load;

    private CheckpointChild(CheckpointCase wanted, BenchmarkJob job, Load load) {
        this.wanted = wanted;
        this.job = job;
        this.load = load;
    }

    /** @param arguments the case as JSON, the directory for checkpoints, the log of safepoints */
    public static void main(String[] arguments) throws Exception {
        try {
            CheckpointCase wanted = new ObjectMapper().readValue(arguments[0], CheckpointCase.class);
            Load load = new Load(new Workload(wanted.keys()), wanted.parallelism());
            Path directory = Path.of(arguments[1]);
            BenchmarkJob job = wanted.engine().equals(CheckpointBenchmark.MILLRACE)
                    ? MillraceJob.start(directory)
                    : FlinkJob.start(directory, wanted.engine().equals(CheckpointBenchmark.FLINK_ROCKSDB));
            CheckpointRun run = new CheckpointChild(wanted, job, load).run(Path.of(arguments[2]));
            System.out.println(new ObjectMapper().writeValueAsString(run));
            System.out.flush();
        } catch (Throwable failure) {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
        Runtime.getRuntime().halt(0); // the job does not end by itself
    }

    private CheckpointRun run(Path safepointLog) throws Exception {
        fill();
        LevelMeter warmUp = new LevelMeter(job, 0, 0);
        warmUp.run(wanted.millis());
        double most = warmUp.perSecond();
        double rate = wanted.ratePerSecond() > 0 ? wanted.ratePerSecond() : most * wanted.share();
        say("takes %,.0f events/s at most, and is offered %,.0f", most, rate);
        Written full = checkpoint(1);
        say("a checkpoint of all keys: %,d bytes, %,d ms", full.bytes(), full.nanos() / 1_000_000);
        List<LevelMeter> levels = new ArrayList<>();
        for (long interval : CheckpointCase.INTERVALS) {
            levels.add(new LevelMeter(job, interval, rate));
        }
        List<LevelMeter> mosts = List.of(new LevelMeter(job, 0, 0), new LevelMeter(job, 1_000, 0));
        run(levels, "at a fixed rate");
        List<Written> increments = new ArrayList<>();
        for (double changed : CheckpointCase.CHANGED) {
            increments.add(increment(changed));
        }
        run(mosts, "as fast as it goes");
        Safepoints safepoints = Safepoints.read(safepointLog);
        return new CheckpointRun(levels(levels, safepoints), levels(mosts, safepoints), full, increments);
    }

    private static List<CheckpointRun.Level> levels(List<LevelMeter> meters, Safepoints safepoints) throws Exception {
        List<CheckpointRun.Level> levels = new ArrayList<>();
        for (LevelMeter meter : meters) {
            levels.add(meter.level(safepoints));
        }
        return levels;
    }

    private void run(List<LevelMeter> meters, String what) throws Exception {
        for (int round = 1; round <= wanted.rounds(); round++) {
            say("%s, round %d of %d", what, round, wanted.rounds());
            for (LevelMeter meter : meters) {
                meter.run(wanted.millis());
            }
        }
    }

    private void fill() throws InterruptedException {
        long start = System.nanoTime();
        load.begin(Phase.atOnce(wanted.keys(), wanted.parallelism()));
        load.awaitArrivals(wanted.keys());
        say("has %,d keys after %,d ms", wanted.keys(), (System.nanoTime() - start) / 1_000_000);
    }

    private Written checkpoint(double changed) throws Exception {
        BenchmarkJob.Checkpoint checkpoint = job.checkpoint();
        return new Written(changed, checkpoint.bytes(), checkpoint.nanos());
    }

    private Written increment(double changed) throws Exception {
        job.checkpoint();
        Written[] written = new Written[INCREMENTS];
        for (int i = 0; i < INCREMENTS; i++) {
            long events = Math.max(1, (long) (wanted.keys() * changed) / wanted.parallelism()) * wanted.parallelism();
            long arrived = load.arrived();
            load.begin(Phase.atOnce(events, wanted.parallelism()));
            load.awaitArrivals(arrived + events);
            written[i] = checkpoint(changed);
        }
        Arrays.sort(written, Comparator.comparingLong(Written::bytes));
        Written median = written[INCREMENTS / 2];
        say(
                "a checkpoint of %.1f %% of the keys: %,d bytes, %,d ms",
                100 * changed, median.bytes(), median.nanos() / 1_000_000);
        return median;
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
        System.out.flush();
    }
}
