/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The main class of the child JVMs: one fills the job's state, takes checkpoints, says so and goes on until it is killed;
 * the next goes on from there and says when the first row has come out.
 */
final class RecoveryChild {
    static final String CHECKPOINTED = "checkpointed";
    static final String FIRST_ROW = "first row";

    private static final double EVENTS_PER_SECOND = 10_000;
    private static final double CHANGED = 0.01;
    private static final long CHECKED_MILLIS = 1_000;

    private RecoveryChild() {}

    /** @param arguments whether to fill, the number of keys, the parallelism, the directory for checkpoints */
    public static void main(String[] arguments) {
        try {
            int parallelism = Integer.parseInt(arguments[2]);
            Load load = new Load(new Workload(Long.parseLong(arguments[1])), parallelism);
            Path directory = Path.of(arguments[3]);
            if (Boolean.parseBoolean(arguments[0])) {
                fill(load, directory);
            } else {
                System.out.println(new ObjectMapper().writeValueAsString(recover(load, directory)));
                System.out.flush();
            }
            Thread.sleep(Long.MAX_VALUE); // until it is killed
        } catch (Throwable failure) {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    /** Two checkpoints, so that there is a file with all keys and one with changes; then output that nobody will remember. */
    private static void fill(Load load, Path directory) throws Exception {
        BenchmarkJob job = MillraceJob.start(directory);
        emitAtOnce(load, load.workload().keys());
        job.checkpoint();
        emitAtOnce(
                load, Math.max(1, (long) (load.workload().keys() * CHANGED) / load.parallelism()) * load.parallelism());
        job.checkpoint();
        load.begin(Phase.steady(EVENTS_PER_SECOND, TimeUnit.DAYS.toMillis(1), 0, load.parallelism()));
        load.awaitArrivals(load.arrived() + 1);
        System.out.println(CHECKPOINTED);
        System.out.flush();
    }

    private static void emitAtOnce(Load load, long events) throws InterruptedException {
        long arrived = load.arrived();
        load.begin(Phase.atOnce(events, load.parallelism()));
        load.awaitArrivals(arrived + events);
    }

    private static RecoveryRun recover(Load load, Path directory) throws Exception {
        load.begin(Phase.steady(EVENTS_PER_SECOND, TimeUnit.DAYS.toMillis(1), 0, load.parallelism()));
        long submitted = System.nanoTime();
        long startMillis = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        MillraceJob.start(directory);
        load.awaitArrivals(1);
        long first = System.nanoTime();
        System.out.println(FIRST_ROW);
        System.out.flush();
        load.awaitArrivals(load.arrived() + (long) (EVENTS_PER_SECOND * CHECKED_MILLIS / 1_000));
        if (load.emitted() <= load.workload().keys()) {
            throw new IllegalStateException("The job began anew and did not go on");
        }
        return new RecoveryRun(TimeUnit.MILLISECONDS.toNanos(startMillis), first - submitted, load.arrived());
    }
}
