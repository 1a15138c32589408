/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.async.AsyncFunction;
import io.millrace.async.ResultFuture;
import io.millrace.connector.basic.CollectingSink;
import io.millrace.connector.basic.SequenceSource;
import io.millrace.graph.RestartSettings;
import io.millrace.runner.JobClient;
import io.millrace.runner.JobExecutionResult;
import io.millrace.stream.AsyncDataStream;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are completed by threads of their own. */
@Timeout(60)
class AsyncRequestsTest {
    private static final long RECORDS = 20_000;

    private final ExecutorService clients = Executors.newFixedThreadPool(4);

    @TempDir
    private Path directory;

    @AfterEach
    void stopClients() {
        clients.shutdownNow();
    }

    private StreamExecutionEnvironment environment(int parallelism) {
        return StreamExecutionEnvironment.withRunner(new LocalEngine())
                .setParallelism(parallelism)
                .setCheckpointDirectory(directory.toString())
                .enableCheckpointing(10)
                .setRestartStrategy(new RestartSettings.FixedDelay(3, Duration.ofMillis(1)));
    }

    private static DataStream<Long> numbers(StreamExecutionEnvironment env, long count) {
        return env.fromSource(new SequenceSource(0, count - 1), WatermarkStrategy.noWatermarks(), "Numbers")
                .uid("numbers");
    }

    private AsyncFunction<Long, Long> squares() {
        ExecutorService executor = clients;
        return (input, future) -> executor.execute(() -> future.complete(List.of(input * input)));
    }

    private static List<Long> expectedSquares() {
        return LongStream.range(0, RECORDS).map(n -> n * n).boxed().toList();
    }

    @Test
    void orderedAnswersOfManyThreadsComeInOrder() throws Exception {
        CollectingSink<Long> sink = new CollectingSink<>();
        StreamExecutionEnvironment env = environment(1);
        AsyncDataStream.orderedWait(numbers(env, RECORDS), squares(), 30, TimeUnit.SECONDS, 64)
                .sinkTo(sink);

        env.execute("ordered");

        assertThat(sink.results()).isEqualTo(expectedSquares());
    }

    @Test
    void eachAnswerIsCommittedOnceThoughTheJobFails() throws Exception {
        CollectingSink<Long> sink = new CollectingSink<>();
        StreamExecutionEnvironment env = environment(2);
        AtomicBoolean failed = new AtomicBoolean();
        AsyncDataStream.unorderedWait(numbers(env, RECORDS).rebalance(), squares(), 30, TimeUnit.SECONDS, 16)
                .uid("squares")
                .map(square -> {
                    if (square > RECORDS * RECORDS / 4 && failed.compareAndSet(false, true)) {
                        throw new IllegalStateException("once");
                    }
                    return square;
                })
                .uid("fails")
                .sinkTo(sink)
                .uid("sink");

        JobExecutionResult result = env.execute("fails-once");

        assertThat(failed).isTrue();
        assertThat(result.metrics().attempt()).isEqualTo(1);
        assertThat(sink.results()).containsExactlyInAnyOrderElementsOf(expectedSquares());
    }

    @Test
    void noMoreRequestsAreUnderWayThanTheCapacityAllows() throws Exception {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService executor = clients;
        StreamExecutionEnvironment env = environment(1);
        CollectingSink<Long> sink = new CollectingSink<>();
        AsyncFunction<Long, Long> counting = (input, future) -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            executor.execute(() -> {
                underWay.decrementAndGet();
                future.complete(List.of(input));
            });
        };
        AsyncDataStream.unorderedWait(numbers(env, RECORDS), counting, 30, TimeUnit.SECONDS, 7)
                .sinkTo(sink);

        env.execute("capacity");

        assertThat(sink.results()).hasSize((int) RECORDS);
        assertThat(most.get()).isBetween(1, 7);
    }

    @Test
    void aCheckpointIsCompleteWhileTheEndOfTheInputWaitsForAnAnswer() throws Exception {
        StreamExecutionEnvironment env = environment(2);
        CollectingSink<Long> sink = new CollectingSink<>();
        ExecutorService executor = clients;
        Gate gate = new Gate();
        AsyncFunction<Long, Long> held = (input, future) -> {
            if (input == 9) {
                gate.future = future;
                gate.asked.set(true);
            } else {
                executor.execute(() -> future.complete(List.of(input)));
            }
        };
        AsyncDataStream.unorderedWait(numbers(env, 10).rebalance(), held, 0, TimeUnit.SECONDS)
                .sinkTo(sink);

        JobClient job = env.executeAsync("held");
        LocalEngineTest.awaitThat(gate.asked::get);
        assertThat(job.triggerCheckpoint().get(30, TimeUnit.SECONDS)).isPositive();
        assertThat(job.triggerCheckpoint().get(30, TimeUnit.SECONDS)).isPositive();
        ResultFuture<Long> future = gate.future;
        executor.execute(() -> future.complete(List.of(9L)));
        job.getJobExecutionResult().get(30, TimeUnit.SECONDS);

        assertThat(sink.results()).hasSize(10);
    }

    private static final class Gate {
        private final AtomicBoolean asked = new AtomicBoolean();
        private volatile ResultFuture<Long> future;
    }

    @Test
    void anAnswerThatDoesNotComeInTimeFailsTheJob() {
        StreamExecutionEnvironment env = environment(1).setRestartStrategy(new RestartSettings.None());
        AsyncDataStream.<Long, Long>orderedWait(numbers(env, 10), (input, future) -> {}, 20, TimeUnit.MILLISECONDS)
                .sinkTo(new CollectingSink<>());

        assertThatThrownBy(() -> env.execute("silent"))
                .hasStackTraceContaining("for 0 failed")
                .hasRootCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void anErrorOfAClientsThreadFailsTheJob() {
        StreamExecutionEnvironment env = environment(1).setRestartStrategy(new RestartSettings.None());
        ExecutorService executor = clients;
        AsyncDataStream.<Long, Long>orderedWait(
                        numbers(env, 10),
                        (input, future) ->
                                executor.execute(() -> future.completeExceptionally(new IOException("no route"))),
                        20,
                        TimeUnit.SECONDS)
                .sinkTo(new CollectingSink<>());

        assertThatThrownBy(() -> env.execute("broken")).hasRootCauseMessage("no route");
    }
}
