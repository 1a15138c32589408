/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.graph.CheckpointSettings;
import io.millrace.graph.GraphCompiler;
import io.millrace.graph.JobConfiguration;
import io.millrace.graph.JobConfiguration.ResumeMode;
import io.millrace.graph.JobGraph;
import io.millrace.graph.RestartSettings;
import io.millrace.graph.StateBackendSettings;
import io.millrace.simulation.ScriptedSource.Script;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.task.JobListener;
import io.millrace.task.JobMaster;
import io.millrace.task.JobStatus;
import io.millrace.task.OperatorTask;
import io.millrace.time.WatermarkStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A part of a job that has nothing to do with another is not disturbed by its failures. */
class RegionRestartTest {
    private static final int CHECKPOINT_MILLIS = 20;
    private static final List<Integer> NUMBERS = IntStream.range(0, 200).boxed().toList();

    private final World world = new World(new Randomness(1), Swarm.calm(1), WorldHooks.NONE);
    private final SimulatedJobHost host = new SimulatedJobHost(world);
    private final List<String> restarts = new ArrayList<>();
    private final List<Long> startedFrom = new ArrayList<>();
    private final List<Long> failedCheckpoints = new ArrayList<>();
    private @Nullable Throwable jobFailure;
    private int stillToFail;
    private int steadyRead;
    private boolean joined;
    private RestartSettings restart = new RestartSettings.FixedDelay(5, Duration.ofMillis(30));

    private JobMaster start() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        DataStream<Integer> steady = numbers(environment, "Steady").map(number -> {
            steadyRead++;
            return number;
        });
        DataStream<Integer> failing = numbers(environment, "Failing").map(number -> {
            if (number == 100 && stillToFail > 0) {
                stillToFail--;
                throw new InjectedFault("told to");
            }
            return number;
        });
        steady.sinkTo(new LedgerSink<>("steady"));
        (joined ? failing.union(steady) : failing).sinkTo(new LedgerSink<>("failing"));
        JobGraph graph = environment.getJobGraph("job");
        JobConfiguration configuration = new JobConfiguration(
                Duration.ofMillis(CHECKPOINT_MILLIS),
                "checkpoints",
                1,
                ResumeMode.FRESH,
                restart,
                16,
                Map.of(),
                null,
                null,
                CheckpointSettings.DEFAULT,
                StateBackendSettings.HASHMAP);
        JobMaster master = new JobMaster(
                GraphCompiler.compile(new JobGraph("job", graph.nodes(), configuration)), host, new Listener());
        host.post(master::start);
        host.runUntilQuiet();
        return master;
    }

    /** One number every ten milliseconds. */
    private static DataStream<Integer> numbers(StreamExecutionEnvironment environment, String name) {
        return environment.fromSource(
                ScriptedSource.bounded(List.of(new Script<>(NUMBERS, 1, 10, 0))),
                WatermarkStrategy.noWatermarks(),
                name);
    }

    private final class Listener implements JobListener {
        @Override
        public void onRestart(Throwable failure, long delayMillis) {
            restarts.add(failure.getMessage() + " " + delayMillis);
        }

        @Override
        public void onAttempt(int attempt, long checkpointId) {
            startedFrom.add(checkpointId);
        }

        @Override
        public void onCheckpointFailed(long checkpointId, Throwable failure) {
            failedCheckpoints.add(checkpointId);
        }

        @Override
        public void onStatus(JobStatus status, @Nullable Throwable failure) {
            jobFailure = failure == null ? jobFailure : failure;
        }
    }

    private void passAMillisecond() {
        world.moveClock(1);
        host.wakeAll();
        host.runUntilQuiet();
    }

    /** Lets time pass until the job is over, and returns how many tasks there were for each source. */
    private Map<String, Integer> runToTheEnd(JobMaster master) {
        Map<String, Set<OperatorTask>> seen = Map.of(
                "Steady", Collections.newSetFromMap(new IdentityHashMap<>()),
                "Failing", Collections.newSetFromMap(new IdentityHashMap<>()));
        while (!master.status().isGloballyTerminalState()) {
            master.tasks()
                    .forEach(task -> seen.forEach((name, tasks) -> {
                        if (task.stage().name().contains(name)) {
                            tasks.add(task);
                        }
                    }));
            passAMillisecond();
        }
        return Map.of(
                "Steady", seen.getOrDefault("Steady", Set.of()).size(),
                "Failing", seen.getOrDefault("Failing", Set.of()).size());
    }

    @Test
    void aPartThatFailsIsBuiltAnewFromTheNewestCheckpointWhileTheRestGoesOn() {
        stillToFail = 2;
        Map<String, Integer> tasks = runToTheEnd(start());

        assertThat(restarts).hasSize(2).allMatch(restart -> restart.endsWith("told to 30"));
        assertThat(tasks).isEqualTo(Map.of("Steady", 1, "Failing", 3));
        assertThat(startedFrom.get(0)).isEqualTo(-1);
        assertThat(startedFrom.subList(1, 3)).doesNotContain(-1L);
        assertThat(world.ledger("steady").rows()).containsExactlyElementsOf(List.copyOf(NUMBERS));
        assertThat(world.ledger("failing").rows()).containsExactlyElementsOf(List.copyOf(NUMBERS));
    }

    @Test
    void aPartThatIsJoinedToTheRestTakesItAlong() {
        stillToFail = 1;
        joined = true;
        Map<String, Integer> tasks = runToTheEnd(start());

        assertThat(tasks).isEqualTo(Map.of("Steady", 2, "Failing", 2));
        assertThat(world.ledger("steady").rows()).containsExactlyElementsOf(List.copyOf(NUMBERS));
        assertThat(world.ledger("failing").rows()).hasSize(2 * NUMBERS.size());
    }

    @Test
    void aPartThatFailsTooOftenFailsTheJob() {
        stillToFail = Integer.MAX_VALUE;
        restart = new RestartSettings.FixedDelay(3, Duration.ofMillis(5));
        JobMaster master = start();
        runToTheEnd(master);

        assertThat(master.status()).isEqualTo(JobStatus.FAILED);
        assertThat(jobFailure).hasMessageContaining("told to");
        assertThat(restarts).hasSize(3);
    }

    @Test
    void noCheckpointIsCompletedWhileAPartIsDown() {
        stillToFail = 1;
        restart = new RestartSettings.FixedDelay(3, Duration.ofMillis(10 * CHECKPOINT_MILLIS));
        JobMaster master = start();
        while (restarts.isEmpty()) {
            passAMillisecond();
        }
        long before = master.checkpointStatistics().completed();
        int readBefore = steadyRead;
        assertThat(before).isPositive();
        assertThat(master.status()).isEqualTo(JobStatus.RESTARTING);
        for (int i = 0; i < 9 * CHECKPOINT_MILLIS; i++) {
            passAMillisecond();
        }
        assertThat(master.checkpointStatistics().completed()).isEqualTo(before);
        assertThat(steadyRead).as("what the rest reads meanwhile").isGreaterThan(readBefore + 10);

        runToTheEnd(master);
        assertThat(master.checkpointStatistics().completed()).isGreaterThan(before + 1);
        assertThat(world.ledger("failing").rows()).containsExactlyElementsOf(List.copyOf(NUMBERS));
    }
}
