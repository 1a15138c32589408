/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.flink.cluster.jar.FatJar;
import io.millrace.flink.cluster.job.NumbersJob;
import io.millrace.flink.cluster.local.LocalCluster;
import io.millrace.flink.cluster.rest.ClusterClient;
import io.millrace.flink.cluster.rest.ClusterException;
import io.millrace.flink.cluster.rest.JobState;
import io.millrace.flink.cluster.rest.JobSummary;
import io.millrace.flink.cluster.rest.RunRequest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Programs in real jars, on real processes. */
@ExtendWith(SharedCluster.class)
class ClusterJobTest {
    private static final Duration OFTEN = Duration.ofMillis(100);
    private static final String ENDLESS = Long.toString(Long.MAX_VALUE);

    private final ClusterClient client;

    ClusterJobTest(LocalCluster cluster) {
        client = cluster.client();
    }

    private ClusterJob submit(@Nullable String savepoint, String... arguments) throws Exception {
        Path classes = Path.of(NumbersJob.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        RunRequest request = new RunRequest(NumbersJob.class.getName(), List.of(arguments), 2, savepoint, false);
        return ClusterJob.submit(client, FatJar.of(List.of(classes)), request);
    }

    private JobProgress awaitEnd(ClusterJob job) throws Exception {
        return job.await(OFTEN, progress -> {});
    }

    private void awaitRecords(ClusterJob job) throws Exception {
        JobProgress progress = job.progress();
        while (progress.recordsOut() == 0 || progress.checkpoints().completed() == 0) {
            assertThat(progress.state().isFinal()).as(progress.toString()).isFalse();
            progress = job.progress();
        }
    }

    /** Flink answers with what it has remembered for a moment, so the last one may show when the job has ended. */
    private static void awaitCheckpoint(ClusterJob job) throws Exception {
        while (job.progress().checkpoints().completed() == 0) {
            TimeUnit.MILLISECONDS.sleep(OFTEN.toMillis());
        }
    }

    @Test
    @Timeout(60)
    void aJobIsFollowedToItsEndWithAllItsCounts() throws Exception {
        List<JobProgress> seen = new ArrayList<>();

        ClusterJob job = submit(null, "5000", "1000000", "-1");
        JobProgress last = job.await(OFTEN, seen::add);

        assertThat(last).isEqualTo(seen.get(seen.size() - 1));
        assertThat(last.state()).isEqualTo(JobState.FINISHED);
        assertThat(last.recordsIn()).isEqualTo(5000);
        assertThat(last.recordsOut()).isEqualTo(5000);
        awaitCheckpoint(job);
        assertThat(job.failure()).isEmpty();
        assertThat(client.jobs()).extracting(JobSummary::id).contains(job.id());
    }

    @Test
    void ratesAndEventTimeAreSeenWhileAJobRuns() throws Exception {
        ClusterJob job = submit(null, ENDLESS, "2000", "-1");
        try {
            JobProgress progress = job.progress();
            while (progress.watermark() <= 0 || progress.inPerSecond() == 0 || progress.outPerSecond() == 0) {
                assertThat(progress.state().isFinal()).as(progress.toString()).isFalse();
                progress = job.progress();
            }
        } finally {
            client.cancel(job.id());
        }
        assertThat(awaitEnd(job).state()).isEqualTo(JobState.CANCELED);
    }

    @Test
    void aJobThatFailsSaysWhyInOneLine() throws Exception {
        ClusterJob job = submit(null, "1000", "100000", "777");

        assertThat(awaitEnd(job).state()).isEqualTo(JobState.FAILED);
        assertThat(job.failure()).contains("IllegalStateException: Number 777 is not to be had");
    }

    @Test
    void aProgramThatCannotBeRunIsRefusedWithItsOwnWords() {
        assertThatThrownBy(() -> submit(null, "1"))
                .isInstanceOf(ClusterException.class)
                .hasMessageEndingWith(
                        "refuses: IllegalArgumentException: NumbersJob takes 3 arguments, and was given 1");
    }

    @Test
    void aJobStopsWithASavepointAndGoesOnFromIt() throws Exception {
        ClusterJob job = submit(null, ENDLESS, "5000", "-1");
        awaitRecords(job);

        String savepoint = client.stop(job.id(), null, false);
        assertThat(awaitEnd(job).state()).isEqualTo(JobState.FINISHED);
        assertThat(Path.of(URI.create(savepoint))).isNotEmptyDirectory();

        ClusterJob next = submit(savepoint, ENDLESS, "5000", "-1");
        awaitRecords(next);
        client.cancel(next.id());
        assertThat(awaitEnd(next).state()).isEqualTo(JobState.CANCELED);
    }

    @Test
    void aSavepointLetsTheJobGoOn(@TempDir Path directory) throws Exception {
        ClusterJob job = submit(null, ENDLESS, "5000", "-1");
        awaitRecords(job);

        String savepoint = client.savepoint(job.id(), directory.toUri().toString());

        assertThat(Path.of(URI.create(savepoint)).getParent()).isEqualTo(directory);
        assertThat(job.progress().state()).isEqualTo(JobState.RUNNING);
        client.cancel(job.id());
        awaitEnd(job);
    }

    @Test
    void aSavepointThatCannotBeWrittenSaysWhy(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("taken"));
        ClusterJob job = submit(null, ENDLESS, "5000", "-1");
        awaitRecords(job);

        assertThatThrownBy(() -> client.savepoint(job.id(), file.toUri().toString()))
                .isInstanceOf(ClusterException.class)
                .hasMessageStartingWith("The savepoint of job " + job.id() + " failed: ")
                .hasMessageContaining("taken");
        client.cancel(job.id());
        awaitEnd(job);
    }

    @Test
    void aSavepointThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> submit("file:///no/such/savepoint", "1", "1", "-1"))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("/no/such/savepoint");
    }

    @Test
    void aJobThatIsNotThereIsNamed() {
        String nobody = "0".repeat(32);

        assertThatThrownBy(() -> client.cancel(nobody))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining(nobody);
    }
}
