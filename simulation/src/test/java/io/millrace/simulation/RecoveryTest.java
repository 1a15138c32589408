/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.data.CheckpointBarrier;
import io.millrace.data.StreamElement;
import io.millrace.environment.Storage;
import io.millrace.function.Collector;
import io.millrace.function.MapFunction;
import io.millrace.graph.CheckpointSettings;
import io.millrace.graph.GraphCompiler;
import io.millrace.graph.JobConfiguration;
import io.millrace.graph.JobConfiguration.ResumeMode;
import io.millrace.graph.JobGraph;
import io.millrace.graph.RestartSettings;
import io.millrace.graph.StateBackendSettings;
import io.millrace.process.CheckpointListener;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.simulation.ScriptedSource.Script;
import io.millrace.snapshot.Folding;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.task.Channel;
import io.millrace.task.JobListener;
import io.millrace.task.JobMaster;
import io.millrace.task.JobStatus;
import io.millrace.task.TaskId;
import io.millrace.time.WatermarkStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the master does with checkpoints, told in a calm world in which a test decides what goes wrong. */
class RecoveryTest {
    private static final long INTERVAL_MILLIS = 100;

    private boolean barriersGetLost;
    private boolean manifestsFail;
    private final WorldHooks hooks = new WorldHooks() {
        @Override
        public Storage storage(Storage storage) {
            return (Storage) Proxy.newProxyInstance(
                    Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, arguments) -> {
                        if (manifestsFail && method.getName().equals("publish")) {
                            throw new InjectedFault("a full disk");
                        }
                        return method.invoke(storage, arguments);
                    });
        }

        @Override
        public Channel channel(Channel channel, TaskId reader, Randomness unused) {
            return new Channel() {
                @Override
                public void add(StreamElement element) {
                    if (!(barriersGetLost && element instanceof CheckpointBarrier)) {
                        channel.add(element);
                    }
                }

                @Override
                public @Nullable StreamElement poll() {
                    return channel.poll();
                }

                @Override
                public boolean isEmpty() {
                    return channel.isEmpty();
                }

                @Override
                public boolean isAboveMark() {
                    return channel.isAboveMark();
                }

                @Override
                public void setMostRows(int rows) {
                    channel.setMostRows(rows);
                }

                @Override
                public int mostRows() {
                    return channel.mostRows();
                }
            };
        }
    };
    private final World world = new World(new Randomness(1), Swarm.calm(1), hooks);
    private CheckpointSettings settings = CheckpointSettings.DEFAULT;
    private final List<String> failures = new ArrayList<>();
    private final List<Long> checkpoints = new ArrayList<>();
    private final List<List<String>> stateWithoutUid = new ArrayList<>();
    private final List<JobStatus> statuses = new ArrayList<>();
    private @Nullable Throwable failure;
    private SimulatedJobHost host = new SimulatedJobHost(world);

    private JobMaster start(ScriptedSource<Integer> source, ResumeMode mode, UnaryOperator<DataStream<Integer>> job) {
        return start(source, mode, "checkpoints", job);
    }

    /** @param directory for checkpoints, or null for none */
    private JobMaster start(
            ScriptedSource<Integer> source,
            ResumeMode mode,
            @Nullable String directory,
            UnaryOperator<DataStream<Integer>> job) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        DataStream<Integer> stream = environment.fromSource(source, WatermarkStrategy.noWatermarks(), "Numbers");
        job.apply(stream).sinkTo(new LedgerSink<>("out"));
        JobGraph graph = environment.getJobGraph("job");
        JobConfiguration configuration = new JobConfiguration(
                directory == null ? null : Duration.ofMillis(INTERVAL_MILLIS),
                directory,
                2,
                mode,
                new RestartSettings.FixedDelay(3, Duration.ofMillis(1)),
                16,
                Map.of(),
                null,
                null,
                settings,
                StateBackendSettings.HASHMAP);
        host = new SimulatedJobHost(world);
        JobMaster master = new JobMaster(
                GraphCompiler.compile(new JobGraph("job", graph.nodes(), configuration)), host, new Listener());
        host.post(master::start);
        host.runUntilQuiet();
        return master;
    }

    private final class Listener implements JobListener {
        @Override
        public void onStatus(JobStatus status, @Nullable Throwable cause) {
            statuses.add(status);
            failure = cause == null ? failure : cause;
            if (cause != null) {
                failures.add(String.valueOf(cause.getMessage()));
            }
        }

        @Override
        public void onCheckpointComplete(long checkpointId) {
            checkpoints.add(checkpointId);
        }

        @Override
        public void onStateWithoutUid(List<String> uids) {
            stateWithoutUid.add(uids);
        }
    }

    private void passTime(long millis) {
        for (long i = 0; i < millis; i++) {
            world.moveClock(1);
            host.runUntilQuiet();
        }
    }

    private static ScriptedSource<Integer> numbers(Integer... numbers) {
        return ScriptedSource.bounded(List.of(Script.of(List.of(numbers))));
    }

    private static ScriptedSource<Integer> unbounded(Integer... numbers) {
        return ScriptedSource.unbounded(List.of(Script.of(List.of(numbers))));
    }

    @Test
    void aFreshStartDoesNotFallBackToWhatAnEarlierRunLeft() {
        JobMaster earlier = start(numbers(1, 2), ResumeMode.FRESH, stream -> stream);
        passTime(10);
        assertThat(earlier.status()).isEqualTo(JobStatus.FINISHED);
        boolean[] failed = {false};

        JobMaster fresh = start(
                numbers(3, 4),
                ResumeMode.FRESH,
                stream -> stream.map(number -> {
                    if (!failed[0]) {
                        failed[0] = true;
                        throw new IllegalStateException("once");
                    }
                    return number;
                }));
        passTime(10);

        assertThat(fresh.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(world.ledger("out").rows()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void checkpointsOnDemandDoNotMultiplyPeriodicOnes() {
        JobMaster master = start(unbounded(1, 2), ResumeMode.FRESH, stream -> stream);
        for (int i = 0; i < 5; i++) {
            master.triggerCheckpoint((id, failure) -> {});
            host.runUntilQuiet();
            passTime(3);
        }
        int before = checkpoints.size();
        passTime(10 * INTERVAL_MILLIS);

        assertThat(before).isEqualTo(5);
        assertThat(checkpoints.size() - before).isBetween(9, 11);
    }

    @Test
    void aCheckpointThatTakesTooLongFailsTheAttempt() {
        settings = new CheckpointSettings(Folding.DEFAULT, Duration.ZERO, Duration.ofMillis(50), 0);
        JobMaster master = start(unbounded(1, 2), ResumeMode.FRESH, stream -> stream.map(number -> number)
                .setParallelism(2));
        passTime(3 * INTERVAL_MILLIS);
        assertThat(checkpoints).hasSizeGreaterThan(1);
        assertThat(failures).isEmpty();

        barriersGetLost = true;
        passTime(INTERVAL_MILLIS);
        assertThat(failures).isEmpty();
        passTime(60);
        assertThat(failures)
                .singleElement()
                .asString()
                .contains("was not complete after 50 ms; it has not reached [")
                .contains("setCheckpointTimeout");

        barriersGetLost = false;
        checkpoints.clear();
        passTime(3 * INTERVAL_MILLIS);
        assertThat(master.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(checkpoints).isNotEmpty();
        assertThat(failures).hasSize(1);
        assertThat(world.ledger("out").rows()).containsExactly(1, 2);
    }

    private static final class Listening implements MapFunction<Integer, Integer>, CheckpointListener {
        private static final List<Long> ABORTED = new ArrayList<>(); // of all subtasks

        @Override
        public Integer map(Integer number) {
            return number;
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {}

        @Override
        public void notifyCheckpointAborted(long checkpointId) {
            ABORTED.add(checkpointId);
        }
    }

    @Test
    void aCheckpointThatFailsIsGivenUpAndTheNextHoldsWhatItWouldHaveHeld() throws Exception {
        settings = new CheckpointSettings(Folding.DEFAULT, Duration.ZERO, null, 2);
        manifestsFail = true;
        JobMaster master = start(unbounded(1, 2), ResumeMode.FRESH, stream -> stream);
        passTime(2 * INTERVAL_MILLIS + INTERVAL_MILLIS / 2);
        assertThat(master.checkpointStatistics().failed()).isEqualTo(2);
        assertThat(world.ledger("out").rows()).isEmpty();
        assertThat(world.storage().at("checkpoints/chk-2").list("")).containsExactly("unfinished");

        manifestsFail = false;
        passTime(INTERVAL_MILLIS);

        assertThat(failures).isEmpty();
        assertThat(checkpoints).containsExactly(3L);
        assertThat(world.ledger("out").rows()).containsExactly(1, 2);
        passTime(INTERVAL_MILLIS);
        assertThat(world.storage().at("checkpoints").list("")).containsExactly("chk-3", "chk-4");
    }

    @Test
    void moreFailedCheckpointsInARowThanAreToleratedFailTheAttempt() {
        settings = new CheckpointSettings(Folding.DEFAULT, Duration.ZERO, null, 2);
        start(unbounded(1, 2), ResumeMode.FRESH, stream -> stream);
        for (int round = 0; round < 3; round++) {
            manifestsFail = true;
            passTime(2 * INTERVAL_MILLIS);
            manifestsFail = false;
            passTime(INTERVAL_MILLIS);
        }
        assertThat(failures).isEmpty();

        manifestsFail = true;
        passTime(4 * INTERVAL_MILLIS);

        assertThat(failures).containsExactly("Injected fault: a full disk");
    }

    @Test
    void aCheckpointWhoseBarriersAreLostIsGivenUpAndFunctionsHearOfIt() {
        settings = new CheckpointSettings(Folding.DEFAULT, Duration.ZERO, Duration.ofMillis(50), 1);
        Listening.ABORTED.clear();
        JobMaster master = start(unbounded(1, 2), ResumeMode.FRESH, stream -> stream.map(new Listening())
                .setParallelism(2));
        barriersGetLost = true;
        passTime(INTERVAL_MILLIS + INTERVAL_MILLIS / 2);
        barriersGetLost = false;
        passTime(INTERVAL_MILLIS + INTERVAL_MILLIS / 2);

        assertThat(failures).isEmpty();
        assertThat(Listening.ABORTED).containsExactly(1L, 1L);
        assertThat(checkpoints).startsWith(2L);
        assertThat(master.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(world.ledger("out").rows()).containsExactly(1, 2);
    }

    @Test
    void operatorsThatHaveStateAndNoUidAreNamedOnce() {
        start(unbounded(1, 2), ResumeMode.FRESH, stream -> stream.keyBy(number -> number)
                .reduce(Integer::sum)
                .keyBy(number -> number)
                .reduce(Integer::sum)
                .uid("sums")
                .map(number -> number)
                .name("Stateless"));
        passTime(3 * INTERVAL_MILLIS);

        assertThat(checkpoints).hasSizeGreaterThan(1);
        assertThat(stateWithoutUid).hasSize(1);
        assertThat(stateWithoutUid.get(0))
                .contains("numbers-1", "keyed-reduce-1", "sink-1")
                .doesNotContain("sums", "stateless-1");
    }

    @Test
    void checkpointsKeepTheirPauseFromThoseThatWereAskedFor() {
        settings = new CheckpointSettings(Folding.DEFAULT, Duration.ofMillis(70), null, 0);
        JobMaster master = start(unbounded(1, 2), ResumeMode.FRESH, stream -> stream);
        passTime(INTERVAL_MILLIS - 5);
        master.triggerCheckpoint((id, failure) -> {});
        host.runUntilQuiet();
        assertThat(checkpoints).hasSize(1);
        passTime(65);
        assertThat(checkpoints).hasSize(1);
        passTime(10);
        assertThat(checkpoints).hasSize(2);
    }

    @Test
    void aPauseLongerThanTheIntervalCounts() {
        settings = new CheckpointSettings(Folding.DEFAULT, Duration.ofMillis(3 * INTERVAL_MILLIS), null, 0);
        start(unbounded(1, 2), ResumeMode.FRESH, stream -> stream);
        passTime(10 * INTERVAL_MILLIS);
        assertThat(checkpoints).hasSizeBetween(3, 4);
    }

    @Test
    void aCancelledJobCommitsNothingPastItsLastCheckpoint() {
        JobMaster master = start(unbounded(1, 2, 3), ResumeMode.FRESH, stream -> stream);
        passTime(50);
        master.cancel();
        host.runUntilQuiet();

        assertThat(master.status()).isEqualTo(JobStatus.CANCELED);
        assertThat(world.ledger("out").rows()).isEmpty();

        start(numbers(1, 2, 3), ResumeMode.NEWEST, stream -> stream);
        passTime(10);
        assertThat(world.ledger("out").rows()).containsExactly(1, 2, 3);
    }

    /** A source that ends is no cancellation: all of its output is there, and shows, whatever is written of checkpoints. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "checkpoints")
    void aBoundedJobCommitsEverythingAtItsEnd(@Nullable String directory) {
        JobMaster master = start(numbers(1, 2, 3), ResumeMode.FRESH, directory, stream -> stream);
        passTime(10);

        assertThat(master.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(world.ledger("out").rows()).containsExactly(1, 2, 3);
    }

    /** Starting from the beginning would commit everything for a second time. */
    @Test
    void aJobWhoseCheckpointCannotBeReadStartsNothing() throws IOException {
        start(unbounded(1, 2), ResumeMode.FRESH, stream -> stream);
        passTime(2 * INTERVAL_MILLIS);
        assertThat(world.ledger("out").rows()).containsExactly(1, 2);
        long newest = checkpoints.get(checkpoints.size() - 1);
        cutInHalf("checkpoints/chk-" + newest + "/manifest.json");

        JobMaster next = start(unbounded(1, 2, 3), ResumeMode.NEWEST, stream -> stream);
        passTime(2 * INTERVAL_MILLIS);

        assertThat(next.status()).isEqualTo(JobStatus.FAILED);
        assertThat(failure).hasMessageContaining("chk-" + newest);
        assertThat(world.ledger("out").rows()).containsExactly(1, 2);
    }

    /** The same in the middle of a job's life, when it has failed and would be restarted. */
    @Test
    void aRestartThatCannotReadItsCheckpointDoesNotBeginAnew() throws IOException {
        Ticking.FAIL.set(false);
        JobMaster master = start(unbounded(1, 2), ResumeMode.FRESH, stream -> stream.keyBy(number -> 0)
                .process(new Ticking()));
        passTime(2 * INTERVAL_MILLIS);
        assertThat(world.ledger("out").rows()).containsExactly(1, 2);
        for (long checkpoint : checkpoints) {
            String manifest = "checkpoints/chk-" + checkpoint + "/manifest.json";
            if (world.storage().at("").exists(manifest)) {
                cutInHalf(manifest);
            }
        }

        Ticking.FAIL.set(true);
        passTime(60);

        assertThat(master.status()).isEqualTo(JobStatus.FAILED);
        assertThat(failure).hasMessageContaining("checkpoint");
        assertThat(world.ledger("out").rows()).containsExactly(1, 2);
    }

    /** Passes on; looks at its flag every 10 ms, and fails where it is set. */
    private static final class Ticking extends KeyedProcessFunction<Integer, Integer, Integer> {
        static final AtomicBoolean FAIL = new AtomicBoolean();

        @Override
        public void processElement(Integer value, Context ctx, Collector<Integer> out) {
            out.collect(value);
            ctx.timerService().registerProcessingTimeTimer(ctx.timerService().currentProcessingTime() + 10);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext ctx, Collector<Integer> out) {
            if (FAIL.get()) {
                throw new IllegalStateException("told to");
            }
            ctx.timerService().registerProcessingTimeTimer(timestamp + 10);
        }
    }

    private void cutInHalf(String path) throws IOException {
        Storage storage = world.storage().at("");
        byte[] bytes;
        try (InputStream in = storage.open(path)) {
            bytes = in.readAllBytes();
        }
        try (Storage.OutputFile file = storage.create(path)) {
            file.write(bytes, 0, bytes.length / 2);
            file.sync();
        }
    }

    @Test
    void aJobThatIsOverStaysOver() {
        JobMaster master = start(numbers(1), ResumeMode.FRESH, stream -> stream);
        passTime(10);
        master.cancel();
        host.runUntilQuiet();

        assertThat(master.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(statuses).containsExactly(JobStatus.RUNNING, JobStatus.FINISHED);
    }

    @Test
    void aJobThatIsNotRestartedFails() {
        JobMaster master = start(numbers(1), ResumeMode.FRESH, stream -> stream.map(number -> 10 / (number - 1)));
        passTime(20);

        assertThat(master.status()).isEqualTo(JobStatus.FAILED);
        assertThat(world.ledger("out").rows()).isEmpty();
    }
}
