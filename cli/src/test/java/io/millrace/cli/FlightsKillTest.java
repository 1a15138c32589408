/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.flights.FlightsOutput;
import io.millrace.savepoint.Savepoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the demo, a real JVM, again and again at random moments and lets it resume: what it writes in the end must equal
 * what an undisturbed run writes, byte for byte after sorting. Every other process takes savepoints as well, or stops with
 * one, from which the next starts; whatever lies there as a whole savepoint must be one.
 *
 * <p>More kills: {@code -Dmillrace.kills=1000}. The same moments again, as far as a real machine gives them twice:
 * {@code -Dmillrace.seed=N}.
 */
class FlightsKillTest {
    private static final int KILLS = Integer.getInteger("millrace.kills", 20);
    private static final int LONGEST_DELAY_MILLIS = 150;
    private static final int LONGEST_DELAY_WITH_SAVEPOINTS_MILLIS = 2_000;
    private static final int MOST_DAYS = 9;
    private static final int ONE_IN_AT_THE_END = 6;
    private static final String LAST_DAY = "2001-03-31 closed";
    private static final String RESUMED = "Going on from the newest checkpoint";

    @TempDir
    private Path directory;

    private int resumed;
    private int savepoints;
    private int stops;

    @Test
    @Timeout(value = 6, unit = TimeUnit.HOURS)
    void outputEqualsThatOfAnUndisturbedRunHoweverOftenTheProcessWasKilled() throws Exception {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        Random random = new Random(seed);
        Map<FlightsOutput, List<String>> expected = undisturbed();
        int kills = 0;
        int rounds = 0;
        while (kills < KILLS) {
            Path round = directory.resolve("round-" + rounds++);
            kills += runWithKills(round, KILLS - kills, random);
            assertThat(rows(round.resolve("output")))
                    .as("output after %d kills, seed %d", kills, seed)
                    .isEqualTo(expected);
            savepoints += wholeSavepoints(round.resolve("savepoints"));
            System.out.println("FlightsKillTest: " + kills + " of " + KILLS + " kills, seed " + seed);
        }
        // a round alone may come to its end in the job that takes savepoints
        assertThat(resumed).as("runs that went on from a checkpoint").isPositive();
        System.out.println("FlightsKillTest: " + kills + " kills in " + rounds + " runs, " + resumed
                + " times resumed from a checkpoint, " + savepoints + " savepoints, " + stops
                + " times stopped with one and started from it, seed " + seed);
    }

    private Map<FlightsOutput, List<String>> undisturbed() throws Exception {
        Path output = directory.resolve("undisturbed");
        try (DemoProcess demo = DemoProcess.start(List.of("--output", output.toString()))) {
            assertThat(demo.await()).as(demo::output).isZero();
        }
        Map<FlightsOutput, List<String>> rows = rows(output);
        long days = 0;
        for (String row : rows.get(FlightsOutput.AIRPORT_DAYS)) {
            days += row.startsWith("2001-") ? 1 : 0;
        }
        assertThat(days).isGreaterThan(6_000);
        return rows;
    }

    /** Runs the demo to its end, and returns how often it was killed before. */
    private int runWithKills(Path round, int mostKills, Random random) throws Exception {
        for (int kills = 0; ; kills++) {
            boolean mayKill = kills < mostKills;
            boolean killed = (mayKill && kills % 2 == 1 && hasCheckpoint(round))
                    ? killWhileItTakesSavepoints(round, random)
                    : runDemo(round, mayKill, kills % 2 == 0, random);
            if (!killed) {
                return kills;
            }
        }
    }

    /** Starts the demo, and returns whether it was killed before its end. */
    private boolean runDemo(Path round, boolean mayKill, boolean awaitsCheckpoint, Random random) throws Exception {
        // At another parallelism each time: a snapshot restores at any.
        try (DemoProcess demo = DemoProcess.start(arguments(round, 1 + random.nextInt(3)))) {
            // Every other kill waits for a checkpoint, so that there is one to go on from on the slowest machine.
            boolean killed = mayKill
                    && (!awaitsCheckpoint || demo.awaitFile(round.resolve("checkpoints"), "manifest.json"))
                    && killAtSomeMoment(demo, random);
            if (!killed) {
                assertThat(demo.await()).as(demo::output).isZero();
            }
            resumed += demo.output().contains(RESUMED) ? 1 : 0;
            return killed;
        }
    }

    /** Starts the job with savepoints until a process is killed or the job is done, and returns whether it was killed. */
    private boolean killWhileItTakesSavepoints(Path round, Random random) throws Exception {
        List<String> from = List.of();
        while (true) {
            List<String> arguments = new ArrayList<>(
                    List.of(round.toString(), String.valueOf(1 + random.nextInt(3)), String.valueOf(random.nextInt())));
            arguments.addAll(from);
            try (DemoProcess job = DemoProcess.start(FlightsWithSavepoints.class, arguments)) {
                assertThat(job.awaitLines(1, FlightsWithSavepoints.RUNNING::equals))
                        .as(job::output)
                        .isTrue();
                Thread.sleep(random.nextInt(LONGEST_DELAY_WITH_SAVEPOINTS_MILLIS)); // the random moment itself
                if (job.kill()) {
                    return true;
                }
                String stopped = job.lastLineWith(FlightsWithSavepoints.STOPPED);
                if (stopped.isEmpty()) {
                    return false; // the job has come to its end
                }
                stops++;
                from = List.of(stopped);
            }
        }
    }

    private static boolean hasCheckpoint(Path round) throws IOException {
        return !directoriesWithManifest(round.resolve("checkpoints")).isEmpty();
    }

    private static List<Path> directoriesWithManifest(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(child -> Files.exists(child.resolve("manifest.json")))
                    .toList();
        }
    }

    /** Reads all savepoints that have a manifest to their last byte, and returns how many there are. */
    private static int wholeSavepoints(Path directory) throws IOException {
        List<Path> whole = directoriesWithManifest(directory);
        for (Path savepoint : whole) {
            assertThat(Savepoint.load(savepoint).manifest().jobName()).isEqualTo("flights");
        }
        return whole.size();
    }

    private static List<String> arguments(Path round, int parallelism) {
        return List.of(
                "--output",
                round.resolve("output").toString(),
                "--checkpoint-dir",
                round.resolve("checkpoints").toString(),
                "--checkpoint-interval",
                "50",
                "--resume",
                "--rate",
                "8000",
                "--parallelism",
                String.valueOf(parallelism));
    }

    /** Lets the run close a few days, none at all, or now and then all of them, and a random while more. */
    private static boolean killAtSomeMoment(DemoProcess demo, Random random) throws Exception {
        boolean atTheEnd = random.nextInt(ONE_IN_AT_THE_END) == 0;
        int days = random.nextInt(MOST_DAYS);
        boolean reached = demo.awaitLines(1, line -> true)
                && (atTheEnd
                        ? demo.awaitLines(1, line -> line.startsWith(LAST_DAY))
                        : demo.awaitLines(days, line -> line.contains(" closed ")));
        if (!reached) {
            return false;
        }
        Thread.sleep(random.nextInt(LONGEST_DELAY_MILLIS)); // the random moment itself
        return demo.kill();
    }

    static Map<FlightsOutput, List<String>> rows(Path output) throws IOException {
        Map<FlightsOutput, List<String>> rows = new EnumMap<>(FlightsOutput.class);
        for (FlightsOutput each : FlightsOutput.values()) {
            List<Path> files;
            try (Stream<Path> children = Files.list(each.directory(output))) {
                files = children.toList();
            }
            assertThat(files).as("one whole file and no leftovers").hasSize(1);
            List<String> lines =
                    new ArrayList<>(Arrays.asList(Files.readString(files.get(0)).split("(?<=\n)")));
            lines.sort(null);
            rows.put(each, lines);
        }
        return rows;
    }
}
