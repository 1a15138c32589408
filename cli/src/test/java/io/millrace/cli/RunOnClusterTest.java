/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flink.cluster.ClusterJob;
import io.millrace.flink.cluster.local.LocalCluster;
import io.millrace.flink.cluster.local.LocalClusterOptions;
import io.millrace.flink.cluster.rest.JobState;
import io.millrace.flink.cluster.rest.JobSummary;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person types who has a cluster, against a real one. */
class RunOnClusterTest {
    private static final Pattern JOB_ID = Pattern.compile("Job (\\p{XDigit}{32})");

    @TempDir
    private static Path directory;

    private static Path classes;
    private static LocalCluster cluster;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        classes = FlinkJobSource.compile(directory);
        cluster = LocalCluster.start(LocalClusterOptions.of(1).quickToStart());
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void endJobs() throws Exception {
        for (JobSummary job : cluster.client().jobs()) {
            if (!job.state().isFinal()) {
                cluster.client().cancel(job.id());
            }
        }
    }

    private int millrace(String... arguments) {
        return Millrace.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private int run(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("run", "--on", cluster.address().toString(), "-cp", classes.toString()));
        arguments.addAll(List.of(more));
        return millrace(arguments.toArray(new String[0]));
    }

    /** Starts a job without end and returns its id, once it can be saved. */
    private String startDetached() throws Exception {
        assertThat(run("-d", "-p", "2", FlinkJobSource.MAIN_CLASS, "--run-past", "0"))
                .as(err.toString())
                .isZero();
        Matcher id = JOB_ID.matcher(out.toString());
        assertThat(id.find()).isTrue();
        ClusterJob job = new ClusterJob(cluster.client(), id.group(1));
        while (job.progress().checkpoints().completed() == 0) {
            assertThat(job.progress().state().isFinal()).isFalse();
        }
        return id.group(1);
    }

    @Test
    void aJobThatFailsEndsTheCommandWithItsReason() {
        assertThat(run(FlinkJobSource.MAIN_CLASS, "--fail-after", "50")).isEqualTo(1);

        assertThat(out.toString()).contains("Submitting com.example.Numbers to " + cluster.address(), "FAILED");
        assertThat(err.toString())
                .containsPattern("millrace run: the job failed: IllegalStateException: number \\d+ is too much")
                .doesNotContain("\tat ");
    }

    @Test
    void aProgramThatFailsBeforeItsJobIsRefusedWithItsReason() {
        assertThat(run(FlinkJobSource.MAIN_CLASS)).isEqualTo(1);

        assertThat(err.toString())
                .contains("refuses: ArrayIndexOutOfBoundsException: Index 1 out of bounds")
                .doesNotContain("\tat ");
    }

    @Test
    void aClusterOfItsOwnIsGoneWithTheJob() throws Exception {
        List<String> arguments = List.of(
                "--on", "local-cluster", "-cp", classes.toString(), FlinkJobSource.MAIN_CLASS, "--fail-after", "50");

        try (DemoProcess run = DemoProcess.run(arguments)) {
            assertThat(run.awaitLines(1, line -> line.startsWith("Flink 2.")))
                    .as(run::output)
                    .isTrue();
            List<ProcessHandle> processes = run.descendants();
            assertThat(processes).hasSize(4);

            assertThat(run.await()).isEqualTo(1);
            assertThat(run.output()).containsPattern("the job failed: IllegalStateException: number \\d+ is too much");
            assertThat(processes).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void aJobIsListedStoppedAndGoneOnWith() throws Exception {
        String id = startDetached();
        String on = cluster.address().toString();

        assertThat(millrace("jobs", "--on", on)).isZero();
        assertThat(out.toString()).containsPattern(id + "  RUNNING .* numbers\n");

        out.getBuffer().setLength(0);
        assertThat(millrace("jobs", "--on", on, "stop", id)).as(err.toString()).isZero();
        String savepoint = out.toString().strip();
        assertThat(Path.of(URI.create(savepoint))).isNotEmptyDirectory();

        out.getBuffer().setLength(0);
        assertThat(run("-d", "-s", savepoint, FlinkJobSource.MAIN_CLASS, "--run-past", "0"))
                .as(err.toString())
                .isZero();
    }

    @Test
    void aJobIsSavedAndCancelled() throws Exception {
        String id = startDetached();
        String on = cluster.address().toString();
        Path savepoints = Files.createDirectories(directory.resolve("savepoints"));

        out.getBuffer().setLength(0);
        assertThat(millrace(
                        "jobs",
                        "savepoint",
                        "--on",
                        on,
                        "--savepoint-dir",
                        savepoints.toUri().toString(),
                        id))
                .as(err.toString())
                .isZero();
        assertThat(Path.of(URI.create(out.toString().strip())))
                .isNotEmptyDirectory()
                .hasParent(savepoints);
        assertThat(cluster.client().job(id).state()).isEqualTo(JobState.RUNNING);

        assertThat(millrace("jobs", "cancel", "--on", on, id)).isZero();
        assertThat(out.toString()).contains("Job " + id + ": CANCELED");
    }

    @Test
    void aJobThatIsNotThereIsNamed() {
        assertThat(millrace("jobs", "--on", cluster.address().toString(), "stop", "0".repeat(32)))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("millrace jobs stop: ").contains("0".repeat(32));
    }
}
