/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.SinkWriter;
import io.millrace.connector.basic.CollectingSink;
import io.millrace.connector.basic.SequenceSource;
import io.millrace.function.Collector;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.runner.JobClient;
import io.millrace.runner.JobException;
import io.millrace.runner.JobExecutionResult;
import io.millrace.runner.Runner;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.task.JobStatus;
import io.millrace.time.WatermarkStrategy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LocalEngineTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static StreamExecutionEnvironment environment(int parallelism) {
        return StreamExecutionEnvironment.withRunner(new LocalEngine()).setParallelism(parallelism);
    }

    private static List<Long> numbers(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void isFoundOnTheClassPath() {
        assertThat(Runner.find()).isInstanceOf(LocalEngine.class);
    }

    @Test
    void passesAllRecordsThrough() throws Exception {
        StreamExecutionEnvironment env = environment(1);
        CollectingSink<Long> sink = new CollectingSink<>();
        env.fromSequence(1, 100_000)
                .map(number -> number * 2)
                .filter(number -> number % 4 == 0)
                .sinkTo(sink);

        JobExecutionResult result = env.execute("pass");

        assertThat(sink.results()).hasSize(50_000).startsWith(4L, 8L).endsWith(200_000L);
        assertThat(result.jobName()).isEqualTo("pass");
    }

    @Test
    void countsEveryKeyOnceAtParallelismFour() throws Exception {
        StreamExecutionEnvironment env = environment(4);
        CollectingSink<Count> sink = new CollectingSink<>();
        env.fromSequence(0, 99_999)
                .map(number -> new Count(number % 97, 1))
                .keyBy(Count::key)
                .reduce((left, right) -> new Count(left.key(), left.count() + right.count()))
                .sinkTo(sink);

        env.execute("counts");

        Map<Long, Long> expected = new HashMap<>();
        numbers(0, 99_999).forEach(number -> expected.merge(number % 97, 1L, Long::sum));
        Map<Long, Long> found = new HashMap<>();
        sink.results().forEach(count -> found.merge(count.key(), count.count(), Math::max));
        assertThat(found).isEqualTo(expected);
        assertThat(sink.results()).doesNotHaveDuplicates().hasSize(100_000);
    }

    record Count(long key, long count) {}

    @Test
    void failsWhenASinkCannotBeClosed() {
        StreamExecutionEnvironment env = environment(1);
        env.fromSequence(1, 10).sinkTo(context -> new SinkWriter<Long>() {
            @Override
            public void write(Long element, long timestamp) {}

            @Override
            public void close() throws IOException {
                throw new IOException("the last bytes are lost");
            }
        });

        assertThatThrownBy(() -> env.execute("close"))
                .isInstanceOf(JobException.class)
                .hasMessageContaining("the last bytes are lost");
    }

    @Test
    void uniteStreamsOfSeveralTasks() throws Exception {
        StreamExecutionEnvironment env = environment(2);
        CollectingSink<Long> sink = new CollectingSink<>();
        DataStream<Long> low = env.fromSequence(1, 5_000);
        DataStream<Long> high = env.fromSequence(5_001, 9_000).rebalance();
        low.union(high).rebalance().map(number -> number).sinkTo(sink);

        env.execute("union");

        assertThat(sink.results()).containsExactlyInAnyOrderElementsOf(numbers(1, 9_000));
    }

    @Test
    void passesSmallBatchesOnThoughTheyAreNotFull() throws Exception {
        StreamExecutionEnvironment env = environment(1);
        CountDownLatch seen = new CountDownLatch(3);
        env.fromSource(new SequenceSource(1, 1_000_000).rateLimit(100), WatermarkStrategy.noWatermarks(), "Slow")
                .keyBy(number -> number)
                .map(number -> {
                    seen.countDown();
                    return number;
                })
                .setParallelism(2)
                .sinkTo(new CollectingSink<>());

        JobClient job = env.executeAsync("slow");

        assertThat(seen.await(20, TimeUnit.SECONDS)).isTrue();
        job.cancel().get(20, TimeUnit.SECONDS);
    }

    @Test
    void failsWithWhatTheUsersFunctionThrew() throws Exception {
        StreamExecutionEnvironment env = environment(2);
        env.fromSequence(1, 10_000)
                .rebalance()
                .map(number -> {
                    if (number == 4_321) {
                        throw new IllegalArgumentException("4321 is not welcome");
                    }
                    return number;
                })
                .sinkTo(new CollectingSink<>());

        JobClient job = env.executeAsync("failing");

        assertThatThrownBy(() -> job.getJobExecutionResult().get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(JobException.class)
                .hasMessageContaining("failing")
                .hasMessageContaining("4321 is not welcome")
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThat(job.getJobStatus()).isEqualTo(JobStatus.FAILED);
    }

    @Test
    void cancelsAJobThatNeverEnds() throws Exception {
        JobClient job = endless("endless");

        assertThat(job.await(Duration.ofMillis(1))).isFalse();
        job.cancel().get(20, TimeUnit.SECONDS);

        assertThat(job.getJobStatus()).isEqualTo(JobStatus.CANCELED);
        assertThat(job.await(SOON)).isTrue();
        assertThatThrownBy(() -> job.getJobExecutionResult().get(1, TimeUnit.SECONDS))
                .hasMessageContaining("endless")
                .hasMessageContaining("cancelled");
    }

    private static JobClient endless(String name) throws Exception {
        StreamExecutionEnvironment env = environment(2);
        CountDownLatch running = new CountDownLatch(1);
        env.fromSequence(0, Long.MAX_VALUE - 1)
                .rebalance()
                .map(number -> {
                    running.countDown();
                    return number;
                })
                .filter(number -> number < 0)
                .sinkTo(new CollectingSink<>());
        JobClient job = env.executeAsync(name);
        assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
        return job;
    }

    @Test
    void cancelsAFunctionThatWaitsForEver() throws Exception {
        StreamExecutionEnvironment env = environment(1);
        CountDownLatch waiting = new CountDownLatch(1);
        env.fromSequence(1, 10)
                .map(number -> {
                    waiting.countDown();
                    new CountDownLatch(1).await();
                    return number;
                })
                .sinkTo(new CollectingSink<>());
        JobClient job = env.executeAsync("stuck");
        assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();

        job.cancel().get(20, TimeUnit.SECONDS);

        assertThat(job.getJobStatus()).isEqualTo(JobStatus.CANCELED);
    }

    @Test
    void refusesACheckpointWhereThereIsNowhereToPutIt() throws Exception {
        JobClient job = endless("no-directory");
        assertThatThrownBy(() -> job.triggerCheckpoint().get(20, TimeUnit.SECONDS))
                .hasMessageContaining("setCheckpointDirectory");
        job.cancel().get(20, TimeUnit.SECONDS);
        assertThatThrownBy(() -> job.triggerCheckpoint().get(20, TimeUnit.SECONDS))
                .hasMessageContaining("over");
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        List<JobClient> jobs = new ArrayList<>();
        StreamExecutionEnvironment finishing = environment(4);
        finishing
                .fromSequence(1, 1_000)
                .keyBy(number -> number % 3)
                .map(number -> number)
                .sinkTo(new CollectingSink<>());
        jobs.add(finishing.executeAsync("leak-finished"));
        JobClient cancelled = endless("leak-cancelled");
        assertThat(threadsOf("leak-cancelled")).isNotEmpty().allMatch(Thread::isDaemon);
        CompletableFuture<Void> ended = cancelled.cancel();
        jobs.add(cancelled);
        StreamExecutionEnvironment failing = environment(4);
        failing.fromSequence(1, 1_000).map(number -> 100 / (number / 1_000 - 1)).sinkTo(new CollectingSink<>());
        jobs.add(failing.executeAsync("leak-failed"));

        for (JobClient job : jobs) {
            assertThat(job.await(SOON)).isTrue();
        }
        assertThat(ended).succeedsWithin(SOON);

        for (Thread thread : threadsOf("leak-")) {
            thread.join(SOON.toMillis());
        }
        assertThat(threadsOf("leak-")).isEmpty();
    }

    static List<Thread> threadsOf(String jobPrefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("millrace-" + jobPrefix))
                .toList();
    }

    @Test
    void holdsAFastWriterBackForASlowReader() throws Exception {
        StreamExecutionEnvironment env = environment(1);
        AtomicLong written = new AtomicLong();
        AtomicLong read = new AtomicLong();
        AtomicLong furthestAhead = new AtomicLong();
        env.fromSequence(1, 300_000)
                .map(number -> {
                    written.incrementAndGet();
                    return number;
                })
                .keyBy(number -> number)
                .map(number -> {
                    furthestAhead.accumulateAndGet(written.get() - read.incrementAndGet(), Math::max);
                    return SlowWork.on(number);
                })
                .setParallelism(2)
                .sinkTo(new CollectingSink<>());
        JobClient job = env.executeAsync("backpressure");

        assertThat(job.await(SOON)).isTrue();
        JobExecutionResult result = job.getJobExecutionResult().get();

        assertThat(read).hasValue(300_000);
        assertThat(result.metrics().tasks().get(0).backpressuredShare()).isPositive();
        // Two channels up to their mark with batches that are not full, and what the tasks hold in their hands.
        assertThat(furthestAhead).hasValueLessThan(40 * 1_024L);
    }

    /** Burns a microsecond or so. */
    private static final class SlowWork {
        static long on(long number) {
            double value = number;
            for (int i = 0; i < 200; i++) {
                value = Math.sqrt(value + i);
            }
            return value < 0 ? 0 : number;
        }
    }

    static void awaitThat(java.util.function.BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
            if (Thread.interrupted()) {
                throw new AssertionError("The time limit of the test is over");
            }
        }
    }

    @Test
    void tellsWhatTasksCount() throws Exception {
        StreamExecutionEnvironment env = environment(2);
        env.fromSequence(1, 10_000)
                .keyBy(number -> number % 10)
                .map(number -> number)
                .sinkTo(new CollectingSink<>());

        JobExecutionResult result = env.execute("metrics");

        assertThat(result.metrics().status()).isEqualTo(JobStatus.FINISHED);
        assertThat(result.metrics().tasks()).hasSize(4);
        assertThat(result.metrics().tasks().stream()
                        .mapToLong(task -> task.recordsIn())
                        .sum())
                .isEqualTo(10_000);
        assertThat(result.metrics().tasks().stream()
                        .mapToLong(task -> task.recordsOut())
                        .sum())
                .isEqualTo(10_000);
        assertThat(result.metrics().tasks()).allSatisfy(task -> {
            assertThat(task.busyShare()).isBetween(0.0, 1.0);
            assertThat(task.busyShare() + task.idleShare() + task.backpressuredShare())
                    .isBetween(0.99, 1.01);
        });
    }

    @Test
    void firesTimersOfProcessingTimeThoughNothingElseHappens() throws Exception {
        StreamExecutionEnvironment env = environment(2);
        CountDownLatch fired = new CountDownLatch(1);
        BlockingQueue<String> oneLine = new LinkedBlockingQueue<>(List.of("remind me"));
        env.fromSource(new OffloadedReaderTest.WaitingSource(oneLine), WatermarkStrategy.noWatermarks(), "One")
                .keyBy(line -> line)
                .process(new Reminder())
                .map(line -> {
                    fired.countDown();
                    return line;
                })
                .sinkTo(new CollectingSink<>());
        JobClient job = env.executeAsync("timers");

        assertThat(fired.await(30, TimeUnit.SECONDS)).isTrue();
        job.cancel().get(20, TimeUnit.SECONDS);
    }

    private static final class Reminder extends KeyedProcessFunction<String, String, String> {
        @Override
        public void processElement(String value, Context ctx, Collector<String> out) {
            ctx.timerService().registerProcessingTimeTimer(ctx.timerService().currentProcessingTime() + 50);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext ctx, Collector<String> out) {
            out.collect(ctx.getCurrentKey());
        }
    }
}
