/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.RunFiles;
import io.millrace.benchmarks.nexmark.harness.Engines;
import io.millrace.benchmarks.nexmark.millrace.NexmarkProgram;
import io.millrace.examples.Example;
import io.millrace.examples.Examples;
import io.millrace.flink.cluster.ClusterJob;
import io.millrace.flink.cluster.JobProgress;
import io.millrace.flink.cluster.local.LocalCluster;
import io.millrace.flink.cluster.local.LocalClusterOptions;
import io.millrace.flink.cluster.rest.JobState;
import io.millrace.flink.cluster.rest.RunRequest;
import io.millrace.jobs.ExampleIntoFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples and the NEXMark queries give the same rows on a cluster of four processes as embedded. The build runs each at one
 * parallelism, in turn; {@code -Dmillrace.cluster.parallelisms=all} runs each at all.
 */
class ProgramsOnClusterTest {
    private static final int[] PARALLELISMS = {1, 2, 4};
    private static final boolean AT_ALL = "all".equals(System.getProperty("millrace.cluster.parallelisms"));
    private static final long EVENTS = 200_000;
    private static final Duration LOOK = Duration.ofMillis(100);

    @TempDir
    private static Path directory;

    private static LocalCluster cluster;
    private static String jar;

    @BeforeAll
    static void start() throws Exception {
        cluster = LocalCluster.start(LocalClusterOptions.of(3).quickToStart());
        Path file = directory.resolve("programs.jar");
        String testClasses = Path.of(ExampleIntoFiles.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        Program.find(ExampleIntoFiles.class.getName(), null, testClasses).jar().write(file, null);
        jar = cluster.client().uploadJar(file, "programs.jar");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static void run(Class<?> main, List<String> arguments, int parallelism) throws Exception {
        String id = cluster.client().run(jar, new RunRequest(main.getName(), arguments, parallelism, null, false));
        ClusterJob job = new ClusterJob(cluster.client(), id);
        JobProgress last = job.await(LOOK, progress -> {});
        assertThat(last.state()).as(() -> failure(job)).isEqualTo(JobState.FINISHED);
    }

    private static String failure(ClusterJob job) {
        try {
            return job.failure().orElse("no failure");
        } catch (IOException | InterruptedException unknown) {
            return unknown.toString();
        }
    }

    private static Stream<Arguments> atParallelisms(List<?> programs) {
        return IntStream.range(0, programs.size()).boxed().flatMap(i -> IntStream.range(0, PARALLELISMS.length)
                .filter(at -> AT_ALL || at == i % PARALLELISMS.length)
                .mapToObj(at -> Arguments.of(programs.get(i), PARALLELISMS[at])));
    }

    static Stream<Arguments> queries() {
        return atParallelisms(List.of(Query.values()));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void aQueryGivesTheResultsOfAnEmbeddedRun(Query query, int parallelism) throws Exception {
        Path results = Files.createTempDirectory(directory, query.label());
        run(NexmarkProgram.class, List.of(query.label(), Long.toString(EVENTS), results.toString()), parallelism);

        assertThat(new RunFiles(results.toString()).checksum(parallelism))
                .hasToString(
                        Engines.of("millrace").run(query, parallelism, EVENTS).checksum());
    }

    static Stream<Arguments> examples() {
        return atParallelisms(Examples.ALL.stream().map(Example::name).toList());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleGivesTheRowsOfAnEmbeddedRun(String example, int parallelism) throws Exception {
        Path embedded = Files.createTempDirectory(directory, example);
        ExampleIntoFiles.main(new String[] {example, Integer.toString(parallelism), embedded.toString()});
        Path onCluster = Files.createTempDirectory(directory, example);
        run(ExampleIntoFiles.class, List.of(example, Integer.toString(parallelism), onCluster.toString()), parallelism);

        assertThat(rows(onCluster)).isNotEmpty().isEqualTo(rows(embedded));
    }

    private static List<String> rows(Path files) throws IOException {
        List<String> rows = new ArrayList<>();
        try (Stream<Path> all = Files.list(files)) {
            for (Path file : all.toList()) {
                rows.addAll(Files.readAllLines(file));
            }
        }
        rows.sort(null);
        return rows;
    }
}
