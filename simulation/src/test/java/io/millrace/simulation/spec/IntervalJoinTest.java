/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.function.Collector;
import io.millrace.function.OutputTag;
import io.millrace.process.ProcessJoinFunction;
import io.millrace.simulation.EmittedRecord;
import io.millrace.simulation.HarnessSnapshot;
import io.millrace.simulation.TwoInputTestHarness;
import io.millrace.stream.DataStream;
import io.millrace.stream.KeyedStream;
import io.millrace.stream.KeyedStream.IntervalJoined;
import io.millrace.stream.StreamExecutionEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class IntervalJoinTest {
    private static final OutputTag<String> LATE_LEFT = new OutputTag<>("late left") {};
    private static final OutputTag<String> LATE_RIGHT = new OutputTag<>("late right") {};
    private static final OutputTag<String> SEEN = new OutputTag<>("seen") {};

    /** Writes a pair down; keys are first letters. */
    private static final class Pair extends ProcessJoinFunction<String, String, String> {
        @Override
        public void processElement(String left, String right, Context ctx, Collector<String> out) {
            out.collect(left + "+" + right);
            ctx.output(SEEN, ctx.getLeftTimestamp() + "," + ctx.getRightTimestamp() + "," + ctx.getTimestamp());
        }
    }

    private static TwoInputTestHarness<String, String, String> join(
            long lower, long upper, UnaryOperator<IntervalJoined<String, String, Character>> settings) {
        return TwoInputTestHarness.of(
                (left, right) -> settings.apply(key(left)
                                .intervalJoin(key(right))
                                .between(Duration.ofMillis(lower), Duration.ofMillis(upper)))
                        .process(new Pair()),
                LATE_LEFT,
                LATE_RIGHT,
                SEEN);
    }

    private static TwoInputTestHarness<String, String, String> join(long lower, long upper) {
        return join(lower, upper, joined -> joined);
    }

    private static KeyedStream<String, Character> key(DataStream<String> stream) {
        return stream.keyBy(text -> text.charAt(0));
    }

    private static void watermarks(TwoInputTestHarness<?, ?, ?> harness, long timestamp) {
        harness.processWatermark1(timestamp);
        harness.processWatermark2(timestamp);
    }

    @Test
    void joinsElementsOfOneKeyWithinBothBoundsInclusive() {
        try (TwoInputTestHarness<String, String, String> harness = join(-2, 3)) {
            harness.processElement1("a", 10);
            for (int time = 7; time <= 14; time++) {
                harness.processElement2("a" + time, time);
            }
            harness.processElement2("b", 10);

            assertThat(harness.output()).containsExactly("a+a8", "a+a9", "a+a10", "a+a11", "a+a12", "a+a13");
        }
    }

    @Test
    void findsPairsWhicheverElementComesFirst() {
        try (TwoInputTestHarness<String, String, String> harness = join(-2, 3)) {
            for (int time = 7; time <= 14; time++) {
                harness.processElement2("a" + time, time);
            }
            harness.processElement1("a", 10);

            assertThat(harness.output()).containsExactly("a+a8", "a+a9", "a+a10", "a+a11", "a+a12", "a+a13");
        }
    }

    @Test
    void leavesExclusiveBoundsOut() {
        try (TwoInputTestHarness<String, String, String> harness =
                join(-2, 3, joined -> joined.lowerBoundExclusive().upperBoundExclusive())) {
            harness.processElement1("a", 10);
            for (int time = 7; time <= 14; time++) {
                harness.processElement2("a" + time, time);
            }

            assertThat(harness.output()).containsExactly("a+a9", "a+a10", "a+a11", "a+a12");
        }
    }

    @Test
    void boundsMayLieOnOneSide() {
        try (TwoInputTestHarness<String, String, String> after = join(2, 3);
                TwoInputTestHarness<String, String, String> before = join(-3, -2)) {
            for (int time = 5; time <= 15; time++) {
                after.processElement2("a" + time, time);
                before.processElement2("a" + time, time);
            }
            after.processElement1("a", 10);
            before.processElement1("a", 10);

            assertThat(after.output()).containsExactly("a+a12", "a+a13");
            assertThat(before.output()).containsExactly("a+a7", "a+a8");
        }
    }

    @Test
    void givesAPairTheLaterOfItsTimestamps() {
        try (TwoInputTestHarness<String, String, String> harness = join(-5, 5)) {
            harness.processElement1("a", 10);
            harness.processElement2("a", 7);
            harness.processElement2("a", 12);

            assertThat(harness.outputRecords())
                    .extracting(EmittedRecord::timestamp)
                    .containsExactly(10L, 12L);
            assertThat(harness.sideOutput(SEEN)).containsExactly("10,7,10", "10,12,12");
        }
    }

    /** FLINK-40171 (8): a pair is emitted when it is found, once, and never taken back. */
    @Test
    void joinsEqualElementsOnceEach() {
        try (TwoInputTestHarness<String, String, String> harness = join(0, 0)) {
            harness.processElement1("a", 1);
            harness.processElement1("a", 1);
            harness.processElement2("ax", 1);
            harness.processElement2("ay", 1);

            assertThat(harness.output()).containsExactly("a+ax", "a+ax", "a+ay", "a+ay");
        }
    }

    @Test
    void dropsAndCountsElementsBehindTheWatermark() {
        try (TwoInputTestHarness<String, String, String> harness = join(-10, 10)) {
            watermarks(harness, 20);
            harness.processElement1("a", 19);
            harness.processElement2("a", 19);
            harness.processElement1("a20", 20);
            harness.processElement2("a25", 25);

            assertThat(harness.output()).containsExactly("a20+a25");
            assertThat(harness.counter("numLateRecordsDropped")).isEqualTo(2);
        }
    }

    /** FLINK-39719 (7): what is late is not kept, and meets nothing. */
    @Test
    void sendsLateElementsOfEachSideToItsSideOutput() {
        try (TwoInputTestHarness<String, String, String> harness =
                join(-10, 10, joined -> joined.sideOutputLeftLateData(LATE_LEFT).sideOutputRightLateData(LATE_RIGHT))) {
            watermarks(harness, 20);
            harness.processElement1("a1", 19);
            harness.processElement2("a2", 18);

            assertThat(harness.sideOutput(LATE_LEFT)).containsExactly("a1");
            assertThat(harness.sideOutput(LATE_RIGHT)).containsExactly("a2");
            assertThat(harness.counter("numLateRecordsDropped")).isZero();
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void forgetsEachSideWhenNothingOnTimeCanMeetItAnyMore() {
        try (TwoInputTestHarness<String, String, String> harness = join(-2, 5)) {
            harness.processElement1("l", 10); // may meet up to 15
            harness.processElement2("r", 10); // may meet up to 12
            assertThat(harness.numKeyedStateEntries()).isEqualTo(2);

            watermarks(harness, 11);
            assertThat(harness.numKeyedStateEntries()).isEqualTo(2);
            watermarks(harness, 12);
            assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
            watermarks(harness, 14);
            assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
            watermarks(harness, 15);
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void forgetsAtItsOwnTimestampWhatCanMeetNothingLater() {
        try (TwoInputTestHarness<String, String, String> harness = join(-5, -2)) {
            harness.processElement1("l", 10);
            watermarks(harness, 9);
            assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
            watermarks(harness, 10);
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void keepsElementsApartByKeyAndForgetsThemOneByOne() {
        try (TwoInputTestHarness<String, String, String> harness = join(0, 10)) {
            harness.processElement1("a30", 30);
            harness.processElement1("a10", 10);
            harness.processElement1("a20", 20);
            watermarks(harness, 20);
            harness.processElement2("a", 20);
            watermarks(harness, 30);
            harness.processElement2("a", 30);
            watermarks(harness, 40);
            harness.processElement2("a", 40);

            assertThat(harness.output()).containsExactly("a20+a", "a30+a");
        }
    }

    @Test
    void keepsEverythingWithinUnboundedIntervals() {
        try (TwoInputTestHarness<String, String, String> harness = join(-Long.MAX_VALUE, Long.MAX_VALUE)) {
            harness.processElement1("a1", -1_000_000_000_000L);
            harness.processElement2("a2", 1_000_000_000_000L);
            watermarks(harness, 1_000_000_000_000L);
            harness.processElement1("a3", 2_000_000_000_000L);
            assertThat(harness.output()).containsExactly("a1+a2", "a3+a2");

            harness.endInput1();
            harness.endInput2();
            assertThat(harness.isFinished()).isTrue();
        }
    }

    @Test
    void goesOnFromASnapshotAtAnotherParallelism() {
        try (TwoInputTestHarness<String, String, String> harness = join(-10, 10)) {
            for (char key = 'a'; key <= 'p'; key++) {
                harness.processElement1(key + "1", 5);
                harness.processElement1(key + "0", 3);
            }
            watermarks(harness, 2);
            HarnessSnapshot snapshot = harness.snapshot();
            harness.processElement1("a2", 6);

            try (TwoInputTestHarness<String, String, String> restored = harness.restore(snapshot, 3)) {
                restored.processElement1("a-late", 1);
                for (char key = 'a'; key <= 'p'; key++) {
                    restored.processElement2(key + "r", 13);
                }

                List<String> expected = new ArrayList<>();
                for (char key = 'a'; key <= 'p'; key++) {
                    expected.add(key + "0+" + key + "r");
                    expected.add(key + "1+" + key + "r");
                }
                assertThat(restored.output()).containsExactlyInAnyOrderElementsOf(expected);
                assertThat(restored.counter("numLateRecordsDropped")).isEqualTo(1);
                restored.endInput1();
                restored.endInput2();
                assertThat(restored.isFinished()).isTrue();
            }
        }
    }

    @Test
    void refusesElementsWithoutATimestamp() {
        try (TwoInputTestHarness<String, String, String> harness = join(0, 10)) {
            assertThatThrownBy(() -> harness.processElement1("a", Long.MIN_VALUE))
                    .hasStackTraceContaining("Interval Join")
                    .hasStackTraceContaining("without a timestamp");
        }
    }

    @Test
    void refusesProcessingTimeAndBoundsInTheWrongOrder() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        KeyedStream<String, Character> stream = key(environment.fromData("a"));

        assertThatThrownBy(() ->
                        stream.intervalJoin(stream).inProcessingTime().between(Duration.ZERO, Duration.ofMillis(1)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("event time");
        assertThatThrownBy(() ->
                        stream.intervalJoin(stream).inEventTime().between(Duration.ofMillis(2), Duration.ofMillis(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0.002S");
    }

    /** What happened, told again naively: every pair of elements that were on time and in the interval. */
    @Test
    void findsWhatANaiveJoinFinds() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            long lower = (long) random.nextInt(60) - 40;
            long upper = lower + random.nextInt(40);
            List<String> expected = new ArrayList<>();
            List<List<String>> sides = List.of(new ArrayList<>(), new ArrayList<>());
            TwoInputTestHarness<String, String, String> harness = join(lower, upper);
            long watermark = Long.MIN_VALUE;
            long late = 0;
            for (int step = 0; step < 300; step++) {
                int choice = random.nextInt(20);
                if (choice == 0) {
                    watermark = Math.max(watermark, step - random.nextInt(20));
                    watermarks(harness, watermark);
                } else if (choice == 1 && random.nextBoolean()) {
                    HarnessSnapshot snapshot = harness.snapshot();
                    assertThat(harness.output()).as("seed " + seed).containsExactlyInAnyOrderElementsOf(expected);
                    harness.close();
                    harness = harness.restore(snapshot, 1 + random.nextInt(3));
                    expected.clear();
                    late = 0;
                } else {
                    // Strictly above the watermark, as what is on time is: at the watermark itself partners may be
                    // gone.
                    long time = (long) step - random.nextInt(30);
                    time = time == watermark ? time + 1 : time;
                    String element = (char) ('a' + random.nextInt(3)) + ":" + step + ":" + time;
                    boolean left = random.nextBoolean();
                    if (left) {
                        harness.processElement1(element, time);
                    } else {
                        harness.processElement2(element, time);
                    }
                    if (time < watermark) {
                        late++;
                        continue;
                    }
                    for (String other : sides.get(left ? 1 : 0)) {
                        long distance = left ? time(other) - time : time - time(other);
                        if (other.charAt(0) == element.charAt(0) && distance >= lower && distance <= upper) {
                            expected.add(left ? element + "+" + other : other + "+" + element);
                        }
                    }
                    sides.get(left ? 0 : 1).add(element);
                }
            }
            assertThat(harness.output()).as("seed " + seed).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(harness.counter("numLateRecordsDropped")).isEqualTo(late);
            watermarks(harness, 1_000);
            assertThat(harness.numKeyedStateEntries()).as("seed " + seed).isZero();
            harness.close();
        }
    }

    private static long time(String element) {
        return Long.parseLong(element.substring(element.lastIndexOf(':') + 1));
    }
}
