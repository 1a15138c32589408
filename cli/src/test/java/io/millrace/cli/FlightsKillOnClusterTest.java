/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.flights.FlightsData;
import io.millrace.flink.cluster.ClusterJob;
import io.millrace.flink.cluster.JobProgress;
import io.millrace.flink.cluster.local.LocalCluster;
import io.millrace.flink.cluster.local.LocalClusterOptions;
import io.millrace.flink.cluster.rest.JobState;
import io.millrace.flink.cluster.rest.RunRequest;
import io.millrace.jobs.UntiringFlights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills task managers, real processes, under the flights job at random moments: what it has committed in the end must equal what
 * an undisturbed run in one process writes.
 *
 * <p>More kills: {@code -Dmillrace.cluster.kills=50}.
 */
class FlightsKillOnClusterTest {
    private static final int KILLS = Integer.getInteger("millrace.cluster.kills", 2);
    private static final int FLIGHTS = 20_000;
    private static final int SECONDS_PER_KILL = 15;
    private static final int LONGEST_DELAY_MILLIS = 1_000;
    private static final int PARALLELISM = 3;
    private static final Duration LOOK = Duration.ofMillis(200);

    @TempDir
    private Path directory;

    private final Random random = new Random(Long.getLong("millrace.seed", System.nanoTime()));

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void committedOutputIsExactHoweverManyTaskManagersAreKilled() throws Exception {
        Path undisturbed = directory.resolve("undisturbed");
        try (DemoProcess demo = DemoProcess.start(List.of("--output", undisturbed.toString()))) {
            assertThat(demo.await()).as(demo::output).isZero();
        }
        // one slot each, so that each kill hits the job; and one more, so that it can go on before a new one is there
        try (LocalCluster cluster = LocalCluster.start(
                LocalClusterOptions.of(PARALLELISM + 1).withSlots(1).quickToStart())) {
            int kills = 0;
            for (int round = 1; kills < KILLS; round++) {
                Path output = directory.resolve("output-" + round);
                kills += runWithKills(cluster, output, KILLS - kills);
                assertThat(FlightsKillTest.rows(output))
                        .as("output after " + kills + " kills")
                        .isEqualTo(FlightsKillTest.rows(undisturbed));
                assertThat(unfinished(output)).isEmpty();
                System.out.println(
                        "FlightsKillOnClusterTest: " + kills + " of " + KILLS + " kills, " + round + " runs");
            }
        }
    }

    /** Runs the job to its end, and returns how many task managers were killed under it. */
    private int runWithKills(LocalCluster cluster, Path output, int mostKills) throws Exception {
        ClusterJob job = submit(cluster, output, FLIGHTS / (mostKills * SECONDS_PER_KILL));
        int kills = 0;
        long checkpoints = 0;
        while (kills < mostKills && awaitCheckpoint(job, checkpoints + 1)) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_DELAY_MILLIS)); // the random moment itself
            if (job.progress().state().isFinal()) {
                break;
            }
            List<Integer> taskManagers = cluster.taskManagers();
            cluster.killTaskManager(taskManagers.get(random.nextInt(taskManagers.size())));
            cluster.startTaskManager();
            kills++;
            // the next is one that the job takes when it has come back
            checkpoints = job.progress().checkpoints().completed();
        }
        JobProgress last = job.await(LOOK, progress -> {});
        assertThat(last.state()).as(job.failure().orElse("no failure")).isEqualTo(JobState.FINISHED);
        assertThat(kills).isPositive();
        return kills;
    }

    private ClusterJob submit(LocalCluster cluster, Path output, int rate) throws Exception {
        String testClasses = Path.of(UntiringFlights.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        Program program = Program.find(UntiringFlights.class.getName(), null, testClasses);
        List<String> arguments = List.of(
                FlightsData.locate().toAbsolutePath().toString(),
                output.toString(),
                directory.resolve("checkpoints").toString(),
                Integer.toString(PARALLELISM),
                Integer.toString(rate));
        RunRequest request = new RunRequest(program.mainClass(), arguments, PARALLELISM, null, false);
        return ClusterJob.submit(cluster.client(), program.jar(), request);
    }

    /** Waits until so many checkpoints are complete, and returns false if the job ends before. */
    private static boolean awaitCheckpoint(ClusterJob job, long checkpoints) throws Exception {
        while (true) {
            JobProgress progress = job.progress();
            if (progress.state().isFinal()) {
                return false;
            }
            if (progress.checkpoints().completed() >= checkpoints) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
    }

    private static List<Path> unfinished(Path output) throws IOException {
        try (Stream<Path> files = Files.walk(output)) {
            return files.filter(file -> file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }
}
