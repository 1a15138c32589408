/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.benchmarks.checkpoint.CheckpointRun.Times;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Runs stretches of time at one rate and one interval of checkpoints, and sums up what happened. */
final class LevelMeter {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** What belongs to the stretch before: part-filled batches, a collection that it had caused. */
    private static final long WARM_UP_MILLIS = 200;

    private final BenchmarkJob job;
    private final long intervalMillis;
    private final double offered;
    private final Latencies latencies = new Latencies();
    private final List<BenchmarkJob.Checkpoint> checkpoints = new ArrayList<>();
    private final List<long[]> stretches = new ArrayList<>();
    private long events;
    private long nanos;
    private long cpuNanos;

    /**
     * @param intervalMillis between two checkpoints, 0 without any
     * @param offered events a second, 0 for as many as the job takes
     */
    LevelMeter(BenchmarkJob job, long intervalMillis, double offered) {
        this.job = job;
        this.intervalMillis = intervalMillis;
        this.offered = offered;
    }

    void run(long millis) throws Exception {
        Load load = Load.current();
        int parallelism = load.parallelism();
        Phase phase = offered > 0
                ? Phase.steady(offered, millis, WARM_UP_MILLIS, parallelism)
                : Phase.atOnce(Long.MAX_VALUE, parallelism);
        long arrivedBefore = load.arrived();
        long cpuBefore = PROCESS.getProcessCpuTime();
        load.begin(phase);
        long due = phase.start() + TimeUnit.MILLISECONDS.toNanos(millis);
        FutureTask<?> checkpointing = takeCheckpoints(due);
        sleepUntil(due);
        if (offered > 0) {
            load.awaitArrivals(arrivedBefore + phase.events() * parallelism);
        }
        long end = System.nanoTime(); // though the last checkpoint may take longer
        events += load.arrived() - arrivedBefore;
        cpuNanos += PROCESS.getProcessCpuTime() - cpuBefore;
        nanos += end - phase.start();
        stretches.add(new long[] {phase.start(), end});
        phase.end();
        load.awaitSilence();
        checkpointing.get();
        latencies.add(phase.latencies());
    }

    private FutureTask<?> takeCheckpoints(long end) {
        FutureTask<?> task = new FutureTask<>(() -> {
            takeCheckpointsUntil(end);
            return null;
        });
        new Thread(task, "checkpoints").start();
        return task;
    }

    private void takeCheckpointsUntil(long end) throws Exception {
        if (intervalMillis == 0) {
            return;
        }
        long interval = TimeUnit.MILLISECONDS.toNanos(intervalMillis);
        long next = System.nanoTime() + interval / 2;
        while (next < end) {
            sleepUntil(next);
            checkpoints.add(job.checkpoint());
            next = Math.max(next + interval, System.nanoTime());
        }
    }

    private static void sleepUntil(long time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time - System.nanoTime());
    }

    double perSecond() {
        return events * 1e9 / Math.max(1, nanos);
    }

    CheckpointRun.Level level(Safepoints safepoints) throws IOException {
        Latencies pauses = new Latencies();
        Latencies ownPauses = new Latencies();
        Latencies durations = new Latencies();
        long bytes = 0;
        for (BenchmarkJob.Checkpoint checkpoint : checkpoints) {
            durations.record(checkpoint.nanos());
            bytes += checkpoint.bytes();
            for (BenchmarkJob.Pause pause : checkpoint.pauses()) {
                pauses.record(pause.nanos());
                ownPauses.record(pause.nanos()
                        - (pause.start() < 0
                                ? 0
                                : safepoints.nanosWithin(pause.start(), pause.start() + pause.nanos())));
            }
        }
        long longestStop = 0;
        for (long[] stretch : stretches) {
            longestStop = Math.max(longestStop, safepoints.longestWithin(stretch[0], stretch[1]));
        }
        return new CheckpointRun.Level(
                intervalMillis,
                offered,
                perSecond(),
                (double) cpuNanos / Math.max(1, events),
                Times.of(latencies),
                longestStop,
                Times.of(pauses),
                Times.of(ownPauses),
                Times.of(durations),
                (double) bytes / Math.max(1, checkpoints.size()));
    }
}
