/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.savepoint.Savepoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job of the demo goes from memory at parallelism 2 to RocksDB at 3, with a field more in its state, and back, by
 * savepoints: what it writes must equal what an undisturbed run writes.
 */
class FlightsBackendTest {
    private static final Path STREAK = Path.of("io", "millrace", "examples", "flights", "LateStreak.java");

    @TempDir
    private Path directory;

    @Test
    void aSavepointMovesBetweenMemoryAndRocksDbThroughAChangeOfTheStateAndBack() throws Exception {
        Path undisturbed = undisturbed();

        Path run = directory.resolve("run");
        String inMemory = run("first", run, List.of(), 2, "hashmap", 6_000);
        assertThat(streaks(inMemory)).contains("lastDelays").doesNotContain("airline");
        String inRocks = run("second", run, List.of(withAnotherField()), 3, "rocksdb", 6_000, inMemory);
        assertThat(streaks(inRocks)).contains("lastDelays").contains("airline");
        run("third", run, List.of(), 2, "hashmap", 0, inRocks);

        assertThat(FlightsKillTest.rows(run.resolve("output"))).isEqualTo(FlightsKillTest.rows(undisturbed));
    }

    @Test
    void whatComesOutDependsNeitherOnTheParallelismNorOnWhereStateIs() throws Exception {
        Path undisturbed = undisturbed();
        for (int parallelism : new int[] {1, 3, 7}) {
            for (String backend : List.of("hashmap", "rocksdb")) {
                Path run = directory.resolve(backend + "-" + parallelism);
                run("only", run, List.of(), parallelism, backend, 0);

                assertThat(FlightsKillTest.rows(run.resolve("output")))
                        .as(run.toString())
                        .isEqualTo(FlightsKillTest.rows(undisturbed));
            }
        }
    }

    /** Runs the demo, and returns where its output is. */
    private Path undisturbed() throws Exception {
        Path undisturbed = directory.resolve("undisturbed");
        try (DemoProcess demo = DemoProcess.start(List.of("--output", undisturbed.toString()))) {
            assertThat(demo.await()).as(demo::output).isZero();
        }
        return undisturbed;
    }

    /** Runs the job, and returns the savepoint with which it stopped, or "" at its end. */
    private static String run(
            String name,
            Path run,
            List<Path> changedClasses,
            int parallelism,
            String backend,
            int flights,
            String... savepoint)
            throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of(run.toString(), name, String.valueOf(parallelism), backend, String.valueOf(flights)));
        arguments.addAll(List.of(savepoint));
        try (DemoProcess job = DemoProcess.start(changedClasses, FlightsOnBackend.class, arguments)) {
            String stopped = job.lastLineWith(FlightsOnBackend.STOPPED);
            assertThat(job.await()).as(job::output).isZero();
            return stopped;
        }
    }

    private static String streaks(String savepoint) throws IOException {
        return Savepoint.load(Path.of(savepoint)).manifest().operators().stream()
                .filter(operator -> operator.uid().equals("alerts"))
                .flatMap(operator -> operator.tables().stream())
                .map(table -> String.valueOf(table.schema()))
                .findFirst()
                .orElseThrow();
    }

    /** Compiles the state of the alerts with a field more, and returns the directory of its class. */
    private Path withAnotherField() throws IOException {
        Path source = Path.of("..", "examples", "src", "main", "java").resolve(STREAK);
        String before = Files.readString(source);
        String changed = before.replace(
                        "LateStreak(int length, List<Integer> lastDelays) {",
                        "LateStreak(int length, List<Integer> lastDelays, String airline) {")
                .replace("new LateStreak(0, List.of())", "new LateStreak(0, List.of(), \"\")")
                .replace("delays.size())));", "delays.size())), airline);");
        assertThat(changed.split("airline|\"\"", -1)).as("changes of " + source).hasSize(4);
        Path file = Files.createDirectories(directory.resolve("changed")).resolve(STREAK.getFileName());
        Files.writeString(file, changed);
        Path classes = Files.createDirectories(directory.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-d",
                    classes.toString(),
                    "-proc:none",
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
            assertThat(compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(file))
                            .call())
                    .isTrue();
        }
        return classes;
    }
}
