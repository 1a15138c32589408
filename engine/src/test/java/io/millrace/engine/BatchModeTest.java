/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.basic.CollectingSink;
import io.millrace.function.Collector;
import io.millrace.graph.RestartSettings;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.runner.JobClient;
import io.millrace.runner.JobException;
import io.millrace.runner.JobExecutionResult;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.stream.RuntimeExecutionMode;
import io.millrace.stream.StreamExecutionEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BatchModeTest {
    private static final int LITTLE_MEMORY = 200_000;

    @TempDir
    Path temporary;

    private String before = "";

    @BeforeEach
    void putTemporaryFilesWhereTheyCanBeSeen() {
        before = System.getProperty("java.io.tmpdir");
        System.setProperty("java.io.tmpdir", temporary.toString());
    }

    @AfterEach
    void putThemBack() {
        System.setProperty("java.io.tmpdir", before);
    }

    private static StreamExecutionEnvironment environment(int parallelism) {
        return StreamExecutionEnvironment.withRunner(new LocalEngine())
                .setParallelism(parallelism)
                .setRuntimeMode(RuntimeExecutionMode.BATCH)
                .setBatchMemory(LITTLE_MEMORY);
    }

    private static long spilled(JobExecutionResult result) {
        return result.metrics().tasks().stream()
                .flatMap(task -> task.counters().entrySet().stream())
                .filter(counter -> counter.getKey().endsWith(".spilledBytes"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private List<Path> filesLeft() throws IOException {
        try (Stream<Path> all = Files.list(temporary)) {
            return all.toList();
        }
    }

    record Item(long key, long number, String ballast) {
        static Item of(long number) {
            return new Item(number % 1_000, number, "some ballast that takes memory, with " + number);
        }
    }

    /** Emits how many records the key had, at the end of time. */
    private static final class Counts extends KeyedProcessFunction<Long, Item, String> {
        @Override
        public void processElement(Item value, Context ctx, Collector<String> out) {
            items().add(value);
            ctx.timerService().registerEventTimeTimer(0);
        }

        private ListState<Item> items() {
            return getRuntimeContext().getListState(new ListStateDescriptor<>("items", Item.class));
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext ctx, Collector<String> out) {
            int count = 0;
            for (Item item : items().get()) {
                count += item.key() == ctx.getCurrentKey() ? 1 : 0;
            }
            out.collect(ctx.getCurrentKey() + "=" + count);
        }
    }

    private static List<String> expectedCounts() {
        return LongStream.range(0, 1_000).mapToObj(key -> key + "=50").toList();
    }

    private static CollectingSink<String> counting(StreamExecutionEnvironment environment, Runnable atResult) {
        CollectingSink<String> sink = new CollectingSink<>();
        environment
                .fromSequence(0, 49_999)
                .map(Item::of)
                .keyBy(Item::key)
                .process(new Counts())
                .map(count -> {
                    atResult.run();
                    return count;
                })
                .sinkTo(sink);
        return sink;
    }

    @Test
    void writesToDiskWhatMemoryHasNoRoomForAndLeavesNothingBehind() throws Exception {
        StreamExecutionEnvironment environment = environment(2);
        AtomicInteger mostFiles = new AtomicInteger();
        CollectingSink<String> sink = counting(environment, () -> mostFiles.accumulateAndGet(countFiles(), Math::max));

        JobExecutionResult result = environment.execute("spills");

        assertThat(sink.results()).containsExactlyInAnyOrderElementsOf(expectedCounts());
        assertThat(spilled(result)).isGreaterThan(1_000_000);
        assertThat(mostFiles).hasValueGreaterThan(10);
        assertThat(filesLeft()).isEmpty();
    }

    private int countFiles() {
        try (Stream<Path> all = Files.walk(temporary)) {
            return (int) all.filter(Files::isRegularFile).count();
        } catch (UncheckedIOException | IOException deletedMeanwhile) {
            return 0;
        }
    }

    @Test
    void leavesNothingBehindWhenItFails() throws Exception {
        StreamExecutionEnvironment environment = environment(2);
        CollectingSink<String> sink = counting(environment, () -> {
            assertThat(countFiles()).isPositive();
            throw new IllegalStateException("in the middle");
        });

        assertThatThrownBy(() -> environment.execute("fails"))
                .isInstanceOf(JobException.class)
                .hasMessageContaining("in the middle");

        assertThat(sink.results()).isEmpty();
        assertThat(filesLeft()).isEmpty();
    }

    @Test
    void startsFromTheBeginningAfterAFailureAndCommitsEachResultOnce() throws Exception {
        StreamExecutionEnvironment environment = environment(2)
                .enableCheckpointing(1)
                .setRestartStrategy(new RestartSettings.FixedDelay(1, Duration.ZERO));
        AtomicLong fired = new AtomicLong();
        CollectingSink<String> sink = counting(environment, () -> {
            if (fired.incrementAndGet() == 700) {
                throw new IllegalStateException("once");
            }
        });

        JobExecutionResult result = environment.execute("restarts");

        assertThat(result.metrics().attempt()).isEqualTo(1);
        assertThat(result.metrics().checkpoints().completed()).isZero();
        assertThat(fired).hasValueGreaterThan(1_000);
        assertThat(sink.results()).containsExactlyInAnyOrderElementsOf(expectedCounts());
        assertThat(filesLeft()).isEmpty();
    }

    @Test
    void emitsTheLastValueOfARollingReductionAlone() throws Exception {
        StreamExecutionEnvironment environment = environment(1);
        CollectingSink<Long> sink = new CollectingSink<>();
        environment
                .fromSequence(1, 100)
                .keyBy(number -> number % 2)
                .reduce(Long::sum)
                .sinkTo(sink);

        environment.execute("sums");

        assertThat(sink.results()).containsExactlyInAnyOrder(2_500L, 2_550L);
    }

    @Test
    void refusesACheckpointOnTheWay() throws Exception {
        StreamExecutionEnvironment environment = environment(1);
        CountDownLatch asked = new CountDownLatch(1);
        counting(environment, () -> {
            try {
                asked.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        JobClient job = environment.executeAsync("asked");

        assertThatThrownBy(() -> job.triggerCheckpoint().get(30, TimeUnit.SECONDS))
                .hasMessageContaining("BATCH mode");

        asked.countDown();
        job.await();
    }
}
