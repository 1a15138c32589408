/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.basic.CollectingSink;
import io.millrace.connector.basic.SequenceSource;
import io.millrace.function.Aggregates;
import io.millrace.graph.JobConfiguration.ResumeMode;
import io.millrace.graph.RestartSettings;
import io.millrace.graph.SavepointRestoreSettings;
import io.millrace.runner.JobClient;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.task.JobStatus;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.TumblingEventTimeWindows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job that counts numbers by their remainder, stopped and started again. */
@Timeout(60)
class SavepointTest {
    private static final long RECORDS = 60_000;
    private static final long KEYS = 20;

    @TempDir
    private Path directory;

    private final CollectingSink<Count> sink = new CollectingSink<>();
    private final AtomicLong furthest = new AtomicLong();

    /** Slow enough that a job which is to be stopped does not end before. */
    private long recordsPerSecond = 20_000;

    record Count(long key, long count) {}

    private StreamExecutionEnvironment environment(int parallelism, String checkpoints) {
        return StreamExecutionEnvironment.withRunner(new LocalEngine())
                .setParallelism(parallelism)
                .setCheckpointDirectory(directory.resolve(checkpoints).toString())
                .setRestartStrategy(new RestartSettings.FixedDelay(3, Duration.ofMillis(1)));
    }

    private StreamExecutionEnvironment counting(int parallelism, String checkpoints) {
        StreamExecutionEnvironment env = environment(parallelism, checkpoints);
        counts(numbers(env)).sinkTo(sink).uid("sink");
        return env;
    }

    private DataStream<Long> numbers(StreamExecutionEnvironment env) {
        return env.fromSource(
                        new SequenceSource(0, RECORDS - 1).rateLimit(recordsPerSecond),
                        WatermarkStrategy.noWatermarks(),
                        "Numbers")
                .uid("numbers")
                .map(number -> {
                    furthest.accumulateAndGet(number, Math::max);
                    return number;
                })
                .uid("seen");
    }

    private static DataStream<Count> counts(DataStream<Long> numbers) {
        return numbers.map(number -> new Count(number % KEYS, 1))
                .uid("ones")
                .keyBy(Count::key)
                .reduce((left, right) -> new Count(left.key(), left.count() + right.count()))
                .uid("counts");
    }

    private String savepoints() {
        return directory.resolve("savepoints").toString();
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    private JobClient startAndWaitForSome(StreamExecutionEnvironment env) throws Exception {
        JobClient job = env.executeAsync("counting");
        LocalEngineTest.awaitThat(() -> furthest.get() > RECORDS / 10);
        recordsPerSecond = 1_000_000; // of those that are not to be stopped
        return job;
    }

    private void assertEachCountOnce() {
        assertThat(sink.results()).hasSize((int) RECORDS).doesNotHaveDuplicates();
        assertThat(sink.results()).allMatch(count -> count.count() <= RECORDS / KEYS);
    }

    @Test
    void stopsAndGoesOnAtAnotherParallelismInAnotherDirectory() throws Exception {
        JobClient job = startAndWaitForSome(counting(2, "first"));

        String savepoint = get(job.stopWithSavepoint(false, savepoints()));

        assertThat(job.getJobStatus()).isEqualTo(JobStatus.FINISHED);
        assertThat(Path.of(savepoint)).hasParent(Path.of(savepoints())).isDirectoryContaining("glob:**manifest.json");
        assertThat(sink.results()).hasSizeBetween(1, (int) RECORDS - 1);
        counting(3, "second")
                .setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint))
                .execute("counting");
        assertEachCountOnce();
    }

    @Test
    void aSavepointOutlivesTheCheckpointsOfItsJob() throws Exception {
        JobClient job = startAndWaitForSome(counting(1, "first"));
        String savepoint = get(job.triggerSavepoint(savepoints()));
        get(job.cancel());
        new LocalStorage(directory).delete("first");
        CollectingSink<Count> again = new CollectingSink<>();
        StreamExecutionEnvironment env = environment(1, "second");
        counts(numbers(env)).sinkTo(again).uid("another sink");

        env.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint, true))
                .execute("counting");

        assertThat(again.results()).isNotEmpty().doesNotHaveDuplicates().hasSizeLessThan((int) RECORDS);
        assertThat(again.results()).contains(new Count(0, RECORDS / KEYS), new Count(KEYS - 1, RECORDS / KEYS));
    }

    @Test
    void aJobThatRunsOnAfterASavepointLosesAndRepeatsNothing() throws Exception {
        JobClient job = startAndWaitForSome(counting(2, "first").enableCheckpointing(20));

        String one = get(job.triggerSavepoint(savepoints()));
        String two = get(job.triggerSavepoint(savepoints()));
        job.await();

        assertThat(two).isNotEqualTo(one);
        assertEachCountOnce();
    }

    @Test
    void goesBackToTheSavepointWhenItFailsBeforeItsFirstCheckpoint() throws Exception {
        String savepoint = get(startAndWaitForSome(counting(1, "first")).stopWithSavepoint(false, savepoints()));
        long stoppedAt = furthest.get();
        AtomicBoolean failed = new AtomicBoolean();
        StreamExecutionEnvironment env = environment(1, "second");
        DataStream<Long> numbers = numbers(env).map(number -> {
            if (number > stoppedAt + 100 && failed.compareAndSet(false, true)) {
                throw new IllegalStateException("once");
            }
            return number;
        });
        counts(numbers).sinkTo(sink).uid("sink");

        env.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint))
                .execute("counting");

        assertThat(failed).isTrue();
        assertEachCountOnce();
    }

    @Test
    void aNewProcessGoesOnFromItsOwnCheckpointAndNotFromTheSavepointAgain() throws Exception {
        String savepoint = get(startAndWaitForSome(counting(1, "first")).stopWithSavepoint(false, savepoints()));
        furthest.set(0);
        recordsPerSecond = 20_000;
        SavepointRestoreSettings settings = SavepointRestoreSettings.forPath(savepoint);
        JobClient second = counting(1, "second")
                .setResumeMode(ResumeMode.NEWEST)
                .setSavepointRestoreSettings(settings)
                .executeAsync("counting");
        LocalEngineTest.awaitThat(() -> furthest.get() > RECORDS / 2);
        recordsPerSecond = 1_000_000;
        get(second.triggerCheckpoint());
        get(second.cancel());

        counting(2, "second")
                .setResumeMode(ResumeMode.NEWEST)
                .setSavepointRestoreSettings(settings)
                .execute("counting");

        assertEachCountOnce();
    }

    @Test
    void takesTheDirectoryOfACheckpointForASavepoint() throws Exception {
        JobClient job = startAndWaitForSome(counting(1, "first"));
        long id = get(job.triggerCheckpoint());
        get(job.cancel());

        counting(2, "second")
                .setSavepointRestoreSettings(SavepointRestoreSettings.forPath(
                        directory.resolve("first/chk-" + id).toString()))
                .execute("counting");

        assertEachCountOnce();
    }

    private DataStream<Long> windowCounts(StreamExecutionEnvironment env) {
        return numbers(env)
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Long>forMonotonousTimestamps()
                        .withTimestampAssigner((number, timestamp) -> number))
                .uid("times")
                .keyBy(number -> 0)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(10 * RECORDS)))
                .aggregate(Aggregates.<Long>count())
                .uid("windows");
    }

    @Test
    void openWindowsStayOpenUnlessTheJobIsDrained() throws Exception {
        CollectingSink<Long> stopped = new CollectingSink<>();
        StreamExecutionEnvironment stopping = environment(1, "stopping");
        windowCounts(stopping).sinkTo(stopped).uid("sink");
        get(startAndWaitForSome(stopping).stopWithSavepoint(false, savepoints()));
        furthest.set(0);
        recordsPerSecond = 20_000;
        CollectingSink<Long> drained = new CollectingSink<>();
        StreamExecutionEnvironment draining = environment(1, "draining");
        windowCounts(draining).sinkTo(drained).uid("sink");

        get(startAndWaitForSome(draining).stopWithSavepoint(true, savepoints()));

        assertThat(stopped.results()).isEmpty();
        assertThat(drained.results()).hasSize(1);
        assertThat(drained.results().get(0)).isBetween(RECORDS / 10, RECORDS - 1);
    }

    @Test
    void dropsStateOfAnOperatorThatIsGoneOnlyWhenTold() throws Exception {
        String savepoint = get(startAndWaitForSome(counting(1, "first")).stopWithSavepoint(false, savepoints()));
        CollectingSink<Long> plain = new CollectingSink<>();
        StreamExecutionEnvironment refusing = environment(1, "refusing");
        numbers(refusing).sinkTo(plain).uid("another sink");

        assertThatThrownBy(() -> refusing.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint))
                        .execute("without counts"))
                .hasStackTraceContaining("holds state of operators that the job no longer has: counts, sink")
                .hasStackTraceContaining("non-restored state");
        StreamExecutionEnvironment dropping = environment(1, "dropping");
        numbers(dropping).sinkTo(plain).uid("another sink");
        dropping.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint, true))
                .execute("without counts");

        assertThat(plain.results()).isNotEmpty().hasSizeLessThan((int) RECORDS).contains(RECORDS - 1);
    }

    @Test
    void refusesToStartWhereThereIsNoSavepoint() {
        assertThatThrownBy(() -> counting(1, "first")
                        .setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoints()))
                        .execute("counting"))
                .hasMessageContaining("There is no savepoint in " + savepoints())
                .hasMessageContaining("DIR/savepoint-5");
        assertThat(sink.results()).isEmpty();
    }

    @Test
    void refusesADamagedSavepointByTheNameOfItsFile() throws Exception {
        String savepoint = get(startAndWaitForSome(counting(1, "first")).stopWithSavepoint(false, savepoints()));
        Path file = Files.list(Path.of(savepoint))
                .filter(path -> path.toString().endsWith(".avro"))
                .findFirst()
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> counting(1, "second")
                        .setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint))
                        .execute("counting"))
                .hasMessageContaining(String.valueOf(file.getFileName()))
                .hasMessageContaining("damaged");
    }

    @Test
    void saysWhyThereCanBeNoSavepoint() throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.withRunner(new LocalEngine()).setParallelism(1);
        counts(numbers(env)).sinkTo(sink);
        JobClient job = startAndWaitForSome(env);

        assertThatThrownBy(() -> get(job.triggerSavepoint(savepoints())))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("setCheckpointDirectory");
        get(job.cancel());
        assertThatThrownBy(() -> get(job.stopWithSavepoint(false, savepoints())))
                .hasMessageContaining("is over");
    }

    /** The job goes on with its sources, though they had stopped for the savepoint. */
    @Test
    void aSavepointThatCannotBeWrittenStopsNothing() throws Exception {
        Path file = Files.writeString(directory.resolve("a file"), "in the way");
        JobClient job = startAndWaitForSome(counting(1, "first"));

        assertThatThrownBy(() -> get(job.stopWithSavepoint(false, file.toString())))
                .isInstanceOf(ExecutionException.class);

        job.await();
        assertEachCountOnce();
    }
}
