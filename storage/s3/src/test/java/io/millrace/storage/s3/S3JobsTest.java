/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.basic.CollectingSink;
import io.millrace.connector.files.FileSource;
import io.millrace.engine.LocalEngine;
import io.millrace.engine.Storages;
import io.millrace.environment.DirectoryInUseException;
import io.millrace.environment.Storage;
import io.millrace.format.csv.CsvFormat;
import io.millrace.graph.SavepointRestoreSettings;
import io.millrace.runner.JobClient;
import io.millrace.savepoint.Savepoint;
import io.millrace.savepoint.StateListing;
import io.millrace.snapshot.SnapshotException;
import io.millrace.storage.s3.CountingJob.Count;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs whose checkpoints, savepoints and files are in S3. */
@Timeout(240)
class S3JobsTest {
    private static final int KILLS = 3;

    private final S3Server server = S3Server.get();
    private final S3Location directory = server.newDirectory();
    private final String root = directory.toString();

    @BeforeAll
    static void findTheServer() {
        S3Server.get().useForJobs();
        System.setProperty(S3Settings.LOCK_EXPIRY, "10000");
    }

    /** Returns the rows of a directory's files, sorted; fails where anything but whole files is left there. */
    private static List<String> rows(String output) throws IOException {
        Storage storage = Storages.at(output);
        List<String> rows = new ArrayList<>();
        for (String name : storage.list("")) {
            assertThat(name).startsWith("part-").endsWith(".csv");
            try (InputStream in = storage.open(name)) {
                List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
                assertThat(lines.get(0)).isEqualTo("key,count");
                rows.addAll(lines.subList(1, lines.size()));
            }
        }
        rows.sort(null);
        return rows;
    }

    private static long newestCheckpoint(String checkpoints) throws IOException {
        Storage storage = Storages.at(checkpoints);
        long newest = 0;
        for (String name : storage.list("")) {
            if (name.startsWith("chk-") && storage.exists(name + "/manifest.json")) {
                newest = Math.max(newest, Long.parseLong(name.substring("chk-".length())));
            }
        }
        return newest;
    }

    private static void awaitCheckpoint(String checkpoints, long id) throws Exception {
        while (newestCheckpoint(checkpoints) < id) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Test
    void processesThatAreKilledWriteWhatAnUndisturbedOneWrites(@TempDir Path local) throws Exception {
        CountingJob undisturbed = new CountingJob(local.toString(), 2, Double.POSITIVE_INFINITY);
        undisturbed.environment().execute("counting");
        List<String> options = new ArrayList<>(server.jvmOptions());
        options.add("-D" + S3Settings.LOCK_EXPIRY + "=2000");
        CountingJob job = new CountingJob(root, 2, 1_500);

        for (int kill = 0; kill < KILLS; kill++) {
            long before = newestCheckpoint(job.checkpoints());
            Process process = CountingJob.start(root, job.recordsPerSecond(), options);
            try {
                awaitCheckpoint(job.checkpoints(), before + 2);
                assertThat(process.isAlive()).isTrue();
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
        assertThat(CountingJob.start(root, Double.POSITIVE_INFINITY, options).waitFor())
                .isZero();

        assertThat(rows(job.output())).isEqualTo(rows(undisturbed.output())).isEqualTo(CountingJob.expected());
        assertThat(server.openUploads(directory)).isEmpty();
        assertThat(Storages.at(job.checkpoints()).list("").stream().filter(name -> name.startsWith("chk-")))
                .as("of old checkpoints the ones whose files are used stay")
                .hasSizeLessThan(6);
    }

    @Test
    void aSavepointStartsTheJobAtAnotherParallelismAndCanBeRead() throws Exception {
        CountingJob first = new CountingJob(root + "/first", 1, 4_000);
        JobClient running = first.start();
        awaitCheckpoint(first.checkpoints(), 2);
        String savepoint =
                running.stopWithSavepoint(false, root + "/savepoints").get(120, TimeUnit.SECONDS);
        assertThat(savepoint).startsWith(root + "/savepoints/savepoint-counting-");

        Savepoint loaded = Savepoint.load(savepoint);
        assertThat(loaded.operators()).extracting(operator -> operator.uid()).contains("numbers", "counts", "files");
        assertThat(StateListing.of(loaded, "counts")).isNotEmpty();
        assertThatThrownBy(() -> Savepoint.load(root + "/savepoints"))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("There is no snapshot in " + root + "/savepoints")
                .hasMessageContaining(savepoint);

        CountingJob second = new CountingJob(root + "/first", 3, Double.POSITIVE_INFINITY);
        second.environment()
                .setCheckpointDirectory(root + "/second/checkpoints")
                .setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint))
                .execute("counting");

        assertThat(rows(first.output())).isEqualTo(CountingJob.expected());
    }

    @Test
    void filesAreReadFromS3() throws Exception {
        CountingJob job = new CountingJob(root, 2, Double.POSITIVE_INFINITY);
        job.environment().execute("counting");
        CollectingSink<Count> sink = new CollectingSink<>();
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.withRunner(new LocalEngine()).setParallelism(2);

        environment
                .fromSource(
                        FileSource.forRecords(CsvFormat.of(Count.class), job.output()),
                        WatermarkStrategy.noWatermarks(),
                        "files")
                .sinkTo(sink);
        environment.execute("reading");

        assertThat(sink.results().stream()
                        .map(count -> count.key() + "," + count.count())
                        .sorted())
                .isEqualTo(CountingJob.expected());
    }

    @Test
    void aSecondJobOnTheSameDirectoryIsRefused() throws Exception {
        CountingJob job = new CountingJob(root, 1, 500);
        JobClient running = job.start();
        try {
            assertThatThrownBy(job::start)
                    .isInstanceOf(DirectoryInUseException.class)
                    .hasMessageContaining(
                            "The checkpoint directory " + job.checkpoints() + " is in use by job 'counting'");
        } finally {
            running.cancel().get(60, TimeUnit.SECONDS);
        }
        job.start().cancel().get(60, TimeUnit.SECONDS);
    }

    @Test
    void aBucketThatIsMissingIsNamedWhenTheJobStarts() {
        assertThatThrownBy(() -> new CountingJob("s3://nowhere/job", 1, 1).start())
                .hasMessageContaining("The checkpoint directory s3://nowhere/job/checkpoints cannot be used")
                .hasMessageContaining("there is no such bucket");
    }

    @Test
    void aSchemeThatNobodyKnowsIsNamed() {
        assertThatThrownBy(() -> new CountingJob("gs://bucket/job", 1, 1).start())
                .hasMessageContaining("Nothing on the class path knows the storage of gs://bucket/job/checkpoints");
    }
}
