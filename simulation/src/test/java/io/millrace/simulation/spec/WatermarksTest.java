/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.data.Watermark;
import io.millrace.function.Collector;
import io.millrace.process.ProcessFunction;
import io.millrace.simulation.HarnessSnapshot;
import io.millrace.simulation.TestHarness;
import io.millrace.simulation.TwoInputTestHarness;
import io.millrace.time.WatermarkGenerator;
import io.millrace.time.WatermarkOutput;
import io.millrace.time.WatermarkStrategy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatermarksTest {
    private static TwoInputTestHarness<Integer, Integer, Integer> union() {
        return TwoInputTestHarness.of((left, right) -> left.union(right).map(n -> n));
    }

    @Test
    void anIdleInputTakesNoPartInTheMinimum() {
        try (TwoInputTestHarness<Integer, Integer, Integer> harness = union()) {
            harness.processWatermark1(10);
            harness.processIdle2(true);

            assertThat(harness.watermarks()).containsExactly(10L);
        }
    }

    @Test
    void anInputThatWakesUpDoesNotPullTheWatermarkBack() {
        try (TwoInputTestHarness<Integer, Integer, Integer> harness = union()) {
            harness.processWatermark1(10);
            harness.processIdle2(true);
            harness.processIdle2(false);
            harness.processWatermark2(3);
            harness.processWatermark1(12);

            assertThat(harness.watermarks()).isSorted();
            assertThat(harness.watermarks()).containsExactly(10L, 12L);

            harness.processWatermark2(11);
            harness.processWatermark2(20);
            harness.processWatermark1(15);
            assertThat(harness.watermarks()).isSorted().endsWith(15L);
        }
    }

    @Test
    void whenAllInputsAreIdleTheLastWatermarkStands() {
        try (TwoInputTestHarness<Integer, Integer, Integer> harness = union()) {
            harness.processWatermark1(10);
            harness.processWatermark2(5);
            harness.processIdle1(true);
            harness.processIdle2(true);

            assertThat(harness.watermarks()).containsExactly(5L);
        }
    }

    @Test
    void anInputThatEndsNoLongerHoldsTheWatermarkBack() {
        try (TwoInputTestHarness<Integer, Integer, Integer> harness = union()) {
            harness.processWatermark1(10);
            harness.endInput2();
            assertThat(harness.watermarks()).containsExactly(10L);

            harness.endInput1();
            assertThat(harness.watermarks()).containsExactly(10L, Long.MAX_VALUE);
        }
    }

    @Test
    void theWatermarkOfTheSlowerInputStandsAfterARestore() {
        try (TwoInputTestHarness<Integer, Integer, Integer> harness = union()) {
            harness.processWatermark1(10);
            harness.processWatermark2(7);
            HarnessSnapshot snapshot = harness.snapshot();

            try (TwoInputTestHarness<Integer, Integer, Integer> restored = harness.restore(snapshot, 1)) {
                restored.processWatermark1(20);
                restored.processWatermark2(6);
                assertThat(restored.watermarks()).isEmpty();

                restored.processWatermark2(15);
                assertThat(restored.watermarks()).containsExactly(15L);
            }
        }
    }

    @Test
    void boundedOutOfOrdernessStaysOneMillisecondBehindTheBound() {
        try (TestHarness<Integer, Integer> harness = TestHarness.of(stream -> stream.assignTimestampsAndWatermarks(
                WatermarkStrategy.<Integer>forBoundedOutOfOrderness(Duration.ofMillis(5))
                        .withTimestampAssigner((n, timestamp) -> n)))) {
            harness.processElement(100);
            harness.processElement(90);
            harness.processElement(107);

            assertThat(harness.watermarks()).containsExactly(94L, 101L);
            assertThat(harness.outputRecords())
                    .extracting(record -> record.timestamp())
                    .containsExactly(100L, 90L, 107L);
        }
    }

    @Test
    void watermarksAssignedMidStreamReplaceThoseFromUpstreamButTheLast() {
        try (TestHarness<Integer, Integer> harness = TestHarness.of(stream -> stream.assignTimestampsAndWatermarks(
                WatermarkStrategy.<Integer>forMonotonousTimestamps().withTimestampAssigner((n, timestamp) -> n)))) {
            harness.processWatermark(1_000);
            harness.processElement(5);
            assertThat(harness.watermarks()).containsExactly(4L);

            harness.endInput();
            assertThat(harness.watermarks()).containsExactly(4L, Long.MAX_VALUE);
        }
    }

    @Test
    void watermarksAssignedMidStreamDoNotFallAfterARestore() {
        try (TestHarness<Integer, Integer> harness = TestHarness.of(stream -> stream.assignTimestampsAndWatermarks(
                        WatermarkStrategy.<Integer>forMonotonousTimestamps().withTimestampAssigner((n, timestamp) -> n))
                .map(n -> n))) {
            harness.processElement(100);
            HarnessSnapshot snapshot = harness.snapshot();

            try (TestHarness<Integer, Integer> restored = harness.restore(snapshot, 3)) {
                restored.processElement(50);
                restored.processElement(50);
                restored.processElement(50);
                assertThat(restored.watermarks()).allMatch(watermark -> watermark >= 99);
            }
        }
    }

    @Test
    void aSourceIsIdleMidStreamWhenNothingCameForTheTimeout() {
        try (TwoInputTestHarness<Integer, Integer, Integer> harness = TwoInputTestHarness.of((left, right) ->
                left.union(right.assignTimestampsAndWatermarks(WatermarkStrategy.<Integer>forMonotonousTimestamps()
                                .withTimestampAssigner((n, timestamp) -> n)
                                .withIdleness(Duration.ofMillis(1_000))))
                        .map(n -> n))) {
            harness.processElement2(10, 0);
            harness.processWatermark1(50);
            assertThat(harness.watermarks()).containsExactly(9L);

            harness.setProcessingTime(2_000);
            assertThat(harness.watermarks()).containsExactly(9L, 50L);

            harness.processElement2(20, 0);
            assertThat(harness.watermarks()).isSorted();
        }
    }

    /** FLINK-40504, FLINK-22926 (2): readers hear that an input is awake before its first record. */
    @Test
    void anInputIsAwakeBeforeItsFirstRecordIsPassedOn() {
        try (TwoInputTestHarness<Integer, Integer, Integer> harness =
                TwoInputTestHarness.of((left, right) -> left.union(right.assignTimestampsAndWatermarks(
                                WatermarkStrategy.<Integer>forGenerator(context -> new IdleAtOnce())
                                        .withTimestampAssigner((n, timestamp) -> n)))
                        .map(n -> n))) {
            harness.processElement2(10, 0);
            harness.processWatermark1(50);
            harness.processElement2(60, 0);
            harness.processWatermark1(100);

            assertThat(harness.watermarks()).containsExactly(50L, 59L);
        }
    }

    /** Is idle after its first element, and follows timestamps from then on. */
    private static final class IdleAtOnce implements WatermarkGenerator<Integer> {
        private boolean first = true;

        @Override
        public void onEvent(Integer event, long timestamp, WatermarkOutput output) {
            if (first) {
                output.markIdle();
            } else {
                output.emitWatermark(new Watermark(timestamp - 1));
            }
            first = false;
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }

    @Test
    void aPunctuatedWatermarkGoesOutRightBehindItsRecord() {
        try (TestHarness<Integer, Long> harness = TestHarness.of(stream -> stream.assignTimestampsAndWatermarks(
                        WatermarkStrategy.<Integer>forGenerator(context -> new Tens())
                                .withTimestampAssigner((n, timestamp) -> n))
                .process(new WatermarkSeen()))) {
            for (int n : new int[] {10, 11, 20, 21}) {
                harness.processElement(n);
            }

            assertThat(harness.output()).containsExactly(Long.MIN_VALUE, 10L, 10L, 20L);
        }
    }

    private static final class WatermarkSeen extends ProcessFunction<Integer, Long> {
        @Override
        public void processElement(Integer value, Context context, Collector<Long> out) {
            out.collect(context.timerService().currentWatermark());
        }
    }

    /** Emits at multiples of ten. */
    private static final class Tens implements WatermarkGenerator<Integer> {
        @Override
        public void onEvent(Integer event, long timestamp, WatermarkOutput output) {
            if (timestamp % 10 == 0) {
                output.emitWatermark(new Watermark(timestamp));
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }

    @Test
    void anAssignerIsMadeForEachSubtask() {
        try (TestHarness<Integer, Integer> harness = TestHarness.of(
                stream -> stream.assignTimestampsAndWatermarks(WatermarkStrategy.<Integer>forMonotonousTimestamps()
                        .withTimestampAssigner(context -> (n, timestamp) -> context.currentProcessingTime() + n)))) {
            harness.setProcessingTime(1_000);
            harness.processElement(5);

            assertThat(harness.watermarks()).containsExactly(1_004L);
        }
    }
}
