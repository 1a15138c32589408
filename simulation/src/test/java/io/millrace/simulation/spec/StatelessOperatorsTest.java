/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.data.Batch;
import io.millrace.function.Collector;
import io.millrace.function.OutputTag;
import io.millrace.process.OpenContext;
import io.millrace.process.ProcessFunction;
import io.millrace.process.RichMapFunction;
import io.millrace.simulation.EmittedRecord;
import io.millrace.simulation.TestHarness;
import io.millrace.simulation.TwoInputTestHarness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatelessOperatorsTest {
    private static final OutputTag<String> NEGATIVE = new OutputTag<>("negative") {};

    @Test
    void mapTurnsEachElementIntoOneAndKeepsItsTimestamp() {
        try (TestHarness<Integer, String> harness = TestHarness.of(stream -> stream.map(n -> "n" + n))) {
            harness.processElement(1, 10);
            harness.processElement(2);

            assertThat(harness.outputRecords())
                    .containsExactly(new EmittedRecord<>("n1", 10), new EmittedRecord<>("n2", Batch.NO_TIMESTAMP));
        }
    }

    @Test
    void filterKeepsWhatItsFunctionAccepts() {
        try (TestHarness<Integer, Integer> harness = TestHarness.of(stream -> stream.filter(n -> n % 2 == 0))) {
            for (int n = 1; n <= 5; n++) {
                harness.processElement(n, n);
            }

            assertThat(harness.output()).containsExactly(2, 4);
        }
    }

    @Test
    void flatMapEmitsAnyNumberWithTheTimestampOfTheElement() {
        try (TestHarness<Integer, Integer> harness = TestHarness.of(stream -> stream.<Integer>flatMap((n, out) -> {
            for (int i = 0; i < n; i++) {
                out.collect(i);
            }
        }))) {
            harness.processElement(0, 5);
            harness.processElement(2, 7);

            assertThat(harness.outputRecords()).containsExactly(new EmittedRecord<>(0, 7), new EmittedRecord<>(1, 7));
        }
    }

    @Test
    void watermarksPassBehindWhatCameBeforeThem() {
        try (TestHarness<Integer, Integer> harness = TestHarness.of(stream -> stream.map(n -> n))) {
            harness.processWatermark(5);
            harness.processWatermark(9);
            harness.endInput();

            assertThat(harness.watermarks()).containsExactly(5L, 9L, Long.MAX_VALUE);
            assertThat(harness.isFinished()).isTrue();
        }
    }

    @Test
    void processFunctionSeesTimeAndEmitsToSideOutputs() {
        try (TestHarness<Integer, String> harness =
                TestHarness.of(stream -> stream.process(new Splitting()), NEGATIVE)) {
            harness.setProcessingTime(1_000);
            harness.processWatermark(3);
            harness.processElement(1, 4);
            harness.processElement(-1, 5);

            assertThat(harness.output()).containsExactly("1 at 4, watermark 3, clock 1000");
            assertThat(harness.sideOutput(NEGATIVE)).containsExactly("-1");
        }
    }

    private static final class Splitting extends ProcessFunction<Integer, String> {
        @Override
        public void processElement(Integer value, Context ctx, Collector<String> out) {
            if (value < 0) {
                ctx.output(NEGATIVE, value.toString());
            } else {
                out.collect(value + " at " + ctx.timestamp() + ", watermark "
                        + ctx.timerService().currentWatermark() + ", clock "
                        + ctx.timerService().currentProcessingTime());
            }
        }
    }

    @Test
    void aSideOutputThatNobodyReadsIsDropped() {
        try (TestHarness<Integer, String> harness = TestHarness.of(stream -> stream.process(new Splitting()))) {
            harness.processElement(-1, 5);

            assertThat(harness.output()).isEmpty();
            assertThatThrownBy(() -> harness.sideOutput(NEGATIVE)).hasMessageContaining("negative");
        }
    }

    @Test
    void timersWithoutAKeyAreRefusedWithWhatToDo() {
        try (TestHarness<Integer, Integer> harness = TestHarness.of(stream -> stream.process(new TimerWithoutKey()))) {
            assertThatThrownBy(() -> harness.processElement(1, 1))
                    .hasRootCauseInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("keyBy");
        }
    }

    private static final class TimerWithoutKey extends ProcessFunction<Integer, Integer> {
        @Override
        public void processElement(Integer value, Context ctx, Collector<Integer> out) {
            ctx.timerService().registerEventTimeTimer(5);
        }
    }

    @Test
    void aFailureOfUserCodeReachesTheCaller() {
        try (TestHarness<Integer, Integer> harness = TestHarness.of(stream -> stream.map(n -> 10 / n))) {
            harness.processElement(5, 0);

            assertThatThrownBy(() -> harness.processElement(0, 1)).hasRootCauseInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    void eachTaskHasAnInstanceOfARichFunctionThatIsOpenedFirstAndClosedOnce() {
        Lifecycle.EVENTS.clear();
        try (TestHarness<Integer, Integer> harness = TestHarness.of(stream -> stream.map(new Lifecycle()), 2)) {
            harness.processElement(7, 0);
            assertThat(harness.output()).hasSize(1);
        }

        assertThat(Lifecycle.EVENTS.stream().filter(event -> event.startsWith("open")))
                .hasSize(2);
        assertThat(Lifecycle.EVENTS.stream().filter(event -> event.startsWith("close")))
                .hasSize(2);
        assertThat(Lifecycle.EVENTS.indexOf("map 1")).isGreaterThan(1);
        assertThat(Lifecycle.EVENTS).doesNotHaveDuplicates();
    }

    @Test
    void functionsAreClosedAfterAFailure() {
        Lifecycle.EVENTS.clear();
        try (TestHarness<Integer, Integer> harness = TestHarness.of(stream -> stream.map(new Lifecycle()))) {
            assertThatThrownBy(() -> harness.processElement(-1, 0)).hasMessageContaining("negative");
        }

        assertThat(Lifecycle.EVENTS).containsExactly("open 0", "close 0");
    }

    private static final class Lifecycle extends RichMapFunction<Integer, Integer> {
        static final List<String> EVENTS = Collections.synchronizedList(new ArrayList<>());

        private int seen;

        @Override
        public void open(OpenContext context) {
            EVENTS.add("open " + getRuntimeContext().getIndexOfThisSubtask());
        }

        @Override
        public Integer map(Integer value) {
            if (value < 0) {
                throw new IllegalArgumentException("negative");
            }
            EVENTS.add("map " + ++seen);
            return seen;
        }

        @Override
        public void close() {
            EVENTS.add("close " + getRuntimeContext().getIndexOfThisSubtask());
        }
    }

    @Test
    void broadcastSendsEachElementToEverySubtask() {
        try (TestHarness<Integer, Integer> harness =
                TestHarness.of(stream -> stream.broadcast().map(n -> n), 3)) {
            harness.processElement(1, 0);

            assertThat(harness.output()).containsExactly(1, 1, 1);
        }
    }

    @Test
    void aPartitionerOutOfRangeIsNamedWithItsKey() {
        try (TestHarness<Integer, Integer> harness = TestHarness.of(
                stream -> stream.<Integer>partitionCustom((key, partitions) -> 9, n -> n)
                        .map(n -> n),
                2)) {
            assertThatThrownBy(() -> harness.processElement(4, 0))
                    .hasMessageContaining("key 4")
                    .hasMessageContaining("9");
        }
    }

    @Test
    void aNullKeyIsRefusedWithWhatToDo() {
        try (TestHarness<Integer, Integer> harness =
                TestHarness.of(stream -> stream.<String>keyBy(n -> null).reduce(Integer::sum))) {
            assertThatThrownBy(() -> harness.processElement(4, 0)).hasMessageContaining("null for 4");
        }
    }

    @Test
    void unionMergesStreamsAndTakesTheLowerWatermark() {
        try (TwoInputTestHarness<Integer, Integer, Integer> harness =
                TwoInputTestHarness.of((left, right) -> left.union(right).map(n -> n))) {
            harness.processElement1(1, 0);
            harness.processElement2(2, 0);
            harness.processWatermark1(10);
            assertThat(harness.watermarks()).isEmpty();
            harness.processWatermark2(7);

            assertThat(harness.output()).containsExactly(1, 2);
            assertThat(harness.watermarks()).containsExactly(7L);
        }
    }
}
