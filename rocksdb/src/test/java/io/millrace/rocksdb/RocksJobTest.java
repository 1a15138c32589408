/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.basic.CollectingSink;
import io.millrace.connector.basic.SequenceSource;
import io.millrace.engine.LocalEngine;
import io.millrace.graph.SavepointRestoreSettings;
import io.millrace.graph.StateBackendSettings;
import io.millrace.runner.JobClient;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job that counts numbers by their remainder, with a hundredth of its keys in memory. */
@Timeout(120)
class RocksJobTest {
    private static final long RECORDS = 60_000;
    private static final long KEYS = 10_000;
    private static final StateBackendSettings FEW =
            StateBackendSettings.rocksdb().withKeysInMemory(100);

    @TempDir
    private Path directory;

    private final CollectingSink<Count> sink = new CollectingSink<>();
    private final CountDownLatch enough = new CountDownLatch((int) RECORDS / 3);

    record Count(long key, long count) {}

    private StreamExecutionEnvironment counting(
            StateBackendSettings backend, int parallelism, String checkpoints, long recordsPerSecond) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.withRunner(new LocalEngine())
                .setParallelism(parallelism)
                .setStateBackend(backend)
                .setCheckpointDirectory(directory.resolve(checkpoints).toString())
                .enableCheckpointing(20);
        environment
                .fromSource(
                        new SequenceSource(0, RECORDS - 1).rateLimit(recordsPerSecond),
                        WatermarkStrategy.noWatermarks(),
                        "Numbers")
                .uid("numbers")
                .map(number -> {
                    enough.countDown();
                    return new Count(number % KEYS, 1);
                })
                .uid("ones")
                .keyBy(Count::key)
                .reduce((left, right) -> new Count(left.key(), left.count() + right.count()))
                .uid("counts")
                .sinkTo(sink)
                .uid("sink");
        return environment;
    }

    private static Set<String> temporaryFiles() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("millrace-"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void assertEachCountOnce() {
        List<Count> counts = sink.results();
        assertThat(counts).hasSize((int) RECORDS).doesNotHaveDuplicates();
        assertThat(counts).allMatch(count -> count.count() <= RECORDS / KEYS);
    }

    @Test
    void countsManyMoreKeysThanAreInMemory() throws Exception {
        counting(FEW, 2, "checkpoints", 1_000_000).execute("counting");
        assertEachCountOnce();
    }

    @Test
    void aSavepointMovesToRocksDbAndBack() throws Exception {
        String first = stopAfterSome(counting(StateBackendSettings.HASHMAP, 2, "first", 30_000));
        counting(FEW, 3, "second", 1_000_000)
                .setSavepointRestoreSettings(SavepointRestoreSettings.forPath(first))
                .execute("counting");
        assertEachCountOnce();
    }

    @Test
    void aSavepointOfRocksDbIsThatOfAJobInMemory() throws Exception {
        String first = stopAfterSome(counting(FEW, 3, "first", 30_000));
        counting(StateBackendSettings.HASHMAP, 2, "second", 1_000_000)
                .setSavepointRestoreSettings(SavepointRestoreSettings.forPath(first))
                .execute("counting");
        assertEachCountOnce();
    }

    private String stopAfterSome(StreamExecutionEnvironment environment) throws Exception {
        JobClient job = environment.executeAsync("counting");
        assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
        return job.stopWithSavepoint(false, directory.resolve("savepoints").toString())
                .get(60, TimeUnit.SECONDS);
    }

    @Test
    void aJobLeavesNoFilesOfRocksDb() throws Exception {
        Set<String> before = temporaryFiles();
        JobClient job = counting(FEW, 2, "checkpoints", 1_000_000).executeAsync("counting");
        job.getJobExecutionResult().get(60, TimeUnit.SECONDS);
        Set<String> left = temporaryFiles();
        left.removeAll(before);
        assertThat(left).isEmpty();
    }
}
