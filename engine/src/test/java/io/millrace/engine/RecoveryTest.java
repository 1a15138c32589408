/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.basic.CollectingSink;
import io.millrace.connector.basic.SequenceSource;
import io.millrace.graph.JobConfiguration.ResumeMode;
import io.millrace.graph.RestartSettings;
import io.millrace.process.OpenContext;
import io.millrace.process.RichMapFunction;
import io.millrace.runner.JobClient;
import io.millrace.runner.JobExecutionResult;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.task.JobStatus;
import io.millrace.time.WatermarkStrategy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecoveryTest {
    private static final long RECORDS = 200_000;
    private static final long KEYS = 50;

    @TempDir
    private Path directory;

    record Count(long key, long count) {}

    private StreamExecutionEnvironment environment(int parallelism) {
        return StreamExecutionEnvironment.withRunner(new LocalEngine())
                .setParallelism(parallelism)
                .setCheckpointDirectory(directory.toString())
                .enableCheckpointing(20)
                .setRestartStrategy(new RestartSettings.FixedDelay(3, Duration.ofMillis(1)));
    }

    /** Counts per key; {@code gate} is shown each record first. */
    private static void counts(StreamExecutionEnvironment env, CollectingSink<Count> sink, Gate gate) {
        counts(env, sink, gate, 400_000);
    }

    private static void counts(
            StreamExecutionEnvironment env, CollectingSink<Count> sink, Gate gate, double recordsPerSecond) {
        env.fromSource(
                        new SequenceSource(0, RECORDS - 1).rateLimit(recordsPerSecond),
                        WatermarkStrategy.noWatermarks(),
                        "Numbers")
                .uid("numbers")
                .map(number -> {
                    gate.pass(number);
                    return new Count(number % KEYS, 1);
                })
                .uid("ones")
                .keyBy(Count::key)
                .reduce((left, right) -> new Count(left.key(), left.count() + right.count()))
                .uid("counts")
                .sinkTo(sink)
                .uid("sink");
    }

    interface Gate extends java.io.Serializable {
        void pass(long number);
    }

    private static void assertEachCountOnce(List<Count> counts) {
        Map<Long, List<Long>> byKey = new HashMap<>();
        counts.forEach(count -> byKey.computeIfAbsent(count.key(), key -> new java.util.ArrayList<>())
                .add(count.count()));
        assertThat(byKey).hasSize((int) KEYS);
        List<Long> expected = LongStream.rangeClosed(1, RECORDS / KEYS).boxed().toList();
        byKey.values().forEach(found -> assertThat(found).containsExactlyInAnyOrderElementsOf(expected));
    }

    @Test
    void commitsEachRecordOnceThoughAnOperatorFails() throws Exception {
        StreamExecutionEnvironment env = environment(2);
        CollectingSink<Count> sink = new CollectingSink<>();
        AtomicBoolean failed = new AtomicBoolean();
        counts(env, sink, number -> {
            if (number == RECORDS / 2 && failed.compareAndSet(false, true)) {
                throw new IllegalStateException("once");
            }
        });

        JobExecutionResult result = env.execute("fails-once");

        assertThat(failed).isTrue();
        assertThat(result.metrics().attempt()).isEqualTo(1);
        assertThat(result.metrics().checkpoints().completed()).isPositive();
        assertEachCountOnce(sink.results());
    }

    /** One of its two subtasks hangs in user code when the other fails, and is interrupted, or nothing would go on. */
    @Test
    void buildsAPipelineAnewAloneWhereNoneOfItsRecordsReachesTheOther() throws Exception {
        StreamExecutionEnvironment env = environment(2);
        CollectingSink<Count> failing = new CollectingSink<>();
        CollectingSink<Long> steady = new CollectingSink<>();
        AtomicBoolean failed = new AtomicBoolean();
        AtomicBoolean hung = new AtomicBoolean();
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch hanging = new CountDownLatch(1);
        CountingOpens.OPENED.set(0);
        counts(env, failing, number -> {
            if (number == RECORDS / 2 && failed.compareAndSet(false, true)) {
                awaitOther(hanging);
                throw new IllegalStateException("once");
            }
            if (number % 2 == 1 && failed.get() && hung.compareAndSet(false, true)) {
                hanging.countDown();
                awaitInterrupt(interrupted);
            }
        });
        env.fromSource(
                        new SequenceSource(0, RECORDS - 1).rateLimit(100_000),
                        WatermarkStrategy.noWatermarks(),
                        "Steady")
                .map(new CountingOpens())
                .sinkTo(steady);

        JobExecutionResult result = env.execute("fails-in-a-part");

        assertThat(interrupted).isTrue();
        assertThat(result.metrics().attempt()).isEqualTo(1);
        assertThat(CountingOpens.OPENED).hasValue(2);
        assertEachCountOnce(failing.results());
        assertThat(steady.results()).hasSize((int) RECORDS).doesNotHaveDuplicates();
    }

    private static void awaitOther(CountDownLatch hanging) {
        try {
            assertThat(hanging.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException("stopped", stopped);
        }
    }

    private static void awaitInterrupt(AtomicBoolean interrupted) {
        try {
            new CountDownLatch(1).await(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            interrupted.set(true);
            throw new IllegalStateException("stopped", stopped);
        }
    }

    private static final class CountingOpens extends RichMapFunction<Long, Long> {
        private static final long serialVersionUID = 1;

        static final AtomicLong OPENED = new AtomicLong(); // of all subtasks

        @Override
        public void open(OpenContext context) {
            OPENED.incrementAndGet();
        }

        @Override
        public Long map(Long number) {
            return number;
        }
    }

    @Test
    void goesOnInANewJobAtAnotherParallelism() throws Exception {
        CollectingSink<Count> sink = new CollectingSink<>();
        StreamExecutionEnvironment first = environment(1);
        AtomicLong furthest = new AtomicLong();
        // so slow that it does not come to its end before it is cancelled
        counts(first, sink, number -> furthest.accumulateAndGet(number, Math::max), 20_000);
        JobClient cancelled = first.executeAsync("first");
        LocalEngineTest.awaitThat(() -> furthest.get() > RECORDS / 20);
        assertThat(cancelled.triggerCheckpoint().get(30, TimeUnit.SECONDS)).isPositive();
        cancelled.cancel().get(30, TimeUnit.SECONDS);
        assertThat(cancelled.getJobStatus()).isEqualTo(JobStatus.CANCELED);
        assertThat(sink.results()).hasSizeBetween(1, (int) RECORDS - 1);

        AtomicLong lowest = new AtomicLong(Long.MAX_VALUE);
        StreamExecutionEnvironment second = environment(3).setResumeMode(ResumeMode.NEWEST);
        counts(second, sink, number -> lowest.accumulateAndGet(number, Math::min));
        second.execute("second");

        assertThat(lowest).hasPositiveValue();
        assertEachCountOnce(sink.results());
    }

    @RepeatedTest(20)
    void cancelsBetweenAnyTwoAttempts() throws Exception {
        StreamExecutionEnvironment env =
                environment(2).setRestartStrategy(new RestartSettings.FixedDelay(Integer.MAX_VALUE, Duration.ZERO));
        AtomicLong failures = new AtomicLong();
        counts(env, new CollectingSink<>(), number -> {
            failures.incrementAndGet();
            throw new IllegalStateException("always");
        });
        JobClient job = env.executeAsync("always-failing");
        LocalEngineTest.awaitThat(() -> failures.get() > 5);

        job.cancel().get(30, TimeUnit.SECONDS);

        assertThat(job.getJobStatus()).isEqualTo(JobStatus.CANCELED);
        for (Thread thread : LocalEngineTest.threadsOf("always-failing")) {
            thread.join(20_000);
        }
        assertThat(LocalEngineTest.threadsOf("always-failing")).isEmpty();
    }
}
