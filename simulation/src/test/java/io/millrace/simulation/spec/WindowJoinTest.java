/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.function.Collector;
import io.millrace.function.FlatJoinFunction;
import io.millrace.process.OpenContext;
import io.millrace.process.RichCoGroupFunction;
import io.millrace.process.RichJoinFunction;
import io.millrace.simulation.EmittedRecord;
import io.millrace.simulation.HarnessSnapshot;
import io.millrace.simulation.TwoInputTestHarness;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.stream.DataStream;
import io.millrace.window.CountTrigger;
import io.millrace.window.EventTimeSessionWindows;
import io.millrace.window.GlobalWindows;
import io.millrace.window.PurgingTrigger;
import io.millrace.window.SlidingEventTimeWindows;
import io.millrace.window.TimeWindow;
import io.millrace.window.TumblingEventTimeWindows;
import io.millrace.window.WindowAssigner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowJoinTest {
    private static final WindowAssigner<Object, TimeWindow> TUMBLING =
            TumblingEventTimeWindows.of(Duration.ofMillis(10));

    /** The first letter is the key, on both sides. */
    private static Character key(String text) {
        return text.charAt(0);
    }

    private static DataStream<String> joined(
            DataStream<String> left, DataStream<String> right, WindowAssigner<Object, TimeWindow> assigner) {
        return left.join(right)
                .where(WindowJoinTest::key)
                .equalTo(WindowJoinTest::key)
                .window(assigner)
                .apply((first, second) -> first + "-" + second);
    }

    private static String grouped(Iterable<String> first, Iterable<String> second) {
        List<String> one = new ArrayList<>();
        List<String> two = new ArrayList<>();
        first.forEach(one::add);
        second.forEach(two::add);
        return one + "-" + two;
    }

    private static DataStream<String> coGrouped(DataStream<String> left, DataStream<String> right) {
        return left.coGroup(right)
                .where(WindowJoinTest::key)
                .equalTo(WindowJoinTest::key)
                .window(TUMBLING)
                .apply((Iterable<String> first, Iterable<String> second, Collector<String> out) ->
                        out.collect(grouped(first, second)));
    }

    private static void end(TwoInputTestHarness<?, ?, ?> harness) {
        harness.endInput1();
        harness.endInput2();
    }

    @Test
    void aJoinPairsEachWithEachOfOneKeyAndWindow() {
        try (TwoInputTestHarness<String, String, String> harness =
                TwoInputTestHarness.of((left, right) -> joined(left, right, TUMBLING))) {
            harness.processElement1("a1", 1);
            harness.processElement2("a2", 2);
            harness.processElement2("a3", 9);
            harness.processElement1("a4", 4);
            harness.processElement2("b5", 5);
            harness.processElement2("a6", 10);
            harness.processWatermark1(9);
            assertThat(harness.output()).isEmpty();

            harness.processWatermark2(9);
            assertThat(harness.outputRecords())
                    .containsExactly(
                            new EmittedRecord<>("a1-a2", 9),
                            new EmittedRecord<>("a1-a3", 9),
                            new EmittedRecord<>("a4-a2", 9),
                            new EmittedRecord<>("a4-a3", 9));
            end(harness);
            assertThat(harness.output()).hasSize(4);
        }
    }

    @Test
    void aJoinInSlidingWindowsPairsInEachWindow() {
        try (TwoInputTestHarness<String, String, String> harness = TwoInputTestHarness.of((left, right) ->
                joined(left, right, SlidingEventTimeWindows.of(Duration.ofMillis(10), Duration.ofMillis(5))))) {
            harness.processElement1("a1", 6);
            harness.processElement2("a2", 8);
            end(harness);

            assertThat(harness.outputRecords())
                    .containsExactly(new EmittedRecord<>("a1-a2", 9), new EmittedRecord<>("a1-a2", 14));
        }
    }

    @Test
    void elementsOfBothSidesKeepASessionOpen() {
        try (TwoInputTestHarness<String, String, String> harness = TwoInputTestHarness.of(
                (left, right) -> joined(left, right, EventTimeSessionWindows.withGap(Duration.ofMillis(10))))) {
            harness.processElement1("a1", 0);
            harness.processElement2("a2", 8);
            harness.processElement1("a3", 16);
            harness.processElement2("a4", 40);
            end(harness);

            assertThat(harness.outputRecords())
                    .containsExactly(new EmittedRecord<>("a1-a2", 25), new EmittedRecord<>("a3-a2", 25));
        }
    }

    @Test
    void aFlatJoinEmitsAnyNumberForAPair() {
        FlatJoinFunction<String, String, String> twice = (first, second, out) -> {
            out.collect(first);
            out.collect(second);
        };
        try (TwoInputTestHarness<String, String, String> harness =
                TwoInputTestHarness.of((left, right) -> left.join(right)
                        .where(WindowJoinTest::key)
                        .equalTo(WindowJoinTest::key)
                        .window(TUMBLING)
                        .apply(twice))) {
            harness.processElement1("a1", 1);
            harness.processElement2("a2", 2);
            end(harness);

            assertThat(harness.output()).containsExactly("a1", "a2");
        }
    }

    @Test
    void aCoGroupSeesElementsWithoutPartners() {
        try (TwoInputTestHarness<String, String, String> harness = TwoInputTestHarness.of(WindowJoinTest::coGrouped)) {
            harness.processElement1("a1", 1);
            harness.processElement2("a2", 2);
            harness.processElement1("a3", 3);
            harness.processElement1("b1", 1);
            harness.processElement2("c1", 1);
            end(harness);

            assertThat(harness.output()).containsExactly("[a1, a3]-[a2]", "[b1]-[]", "[]-[c1]");
        }
    }

    @Test
    void aLateElementWithinTheAllowedLatenessPairsAgain() {
        try (TwoInputTestHarness<String, String, String> harness =
                TwoInputTestHarness.of((left, right) -> left.join(right)
                        .where(WindowJoinTest::key)
                        .equalTo(WindowJoinTest::key)
                        .window(TUMBLING)
                        .allowedLateness(Duration.ofMillis(5))
                        .apply((first, second) -> first + "-" + second))) {
            harness.processElement1("a1", 1);
            harness.processWatermark1(12);
            harness.processWatermark2(12);
            harness.processElement2("a2", 2);
            assertThat(harness.output()).containsExactly("a1-a2");

            harness.processWatermark1(14);
            harness.processWatermark2(14);
            harness.processElement2("a3", 2);
            assertThat(harness.output()).hasSize(1);
            assertThat(harness.counter("numLateRecordsDropped")).isEqualTo(1);
        }
    }

    @Test
    void triggersSeeTheElementsOfBothSides() {
        try (TwoInputTestHarness<String, String, String> harness =
                TwoInputTestHarness.of((left, right) -> left.coGroup(right)
                        .where(WindowJoinTest::key)
                        .equalTo(WindowJoinTest::key)
                        .window(GlobalWindows.create())
                        .trigger(PurgingTrigger.of(CountTrigger.of(2)))
                        .apply((Iterable<String> first, Iterable<String> second, Collector<String> out) ->
                                out.collect(grouped(first, second))))) {
            harness.processElement1("a1", 1);
            harness.processElement2("a2", 2);
            harness.processElement2("a3", 3);
            harness.processElement2("a4", 4);

            assertThat(harness.output()).containsExactly("[a1]-[a2]", "[]-[a3, a4]");
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void joinedElementsOutliveARestoreAtAnotherParallelism() {
        try (TwoInputTestHarness<String, String, String> harness =
                TwoInputTestHarness.of((left, right) -> joined(left, right, TUMBLING))) {
            harness.processElement1("a1", 1);
            harness.processElement2("b1", 1);
            HarnessSnapshot snapshot = harness.snapshot();

            try (TwoInputTestHarness<String, String, String> restored = harness.restore(snapshot, 3)) {
                restored.processElement2("a2", 2);
                restored.processElement1("b2", 2);
                end(restored);
                assertThat(restored.output()).containsExactlyInAnyOrder("a1-a2", "b2-b1");
            }
        }
    }

    /** Numbers the pairs of a key. */
    private static final class Numbering extends RichJoinFunction<String, String, String> {
        private static final long serialVersionUID = 1L;

        private transient ValueState<Integer> count;

        @Override
        public void open(OpenContext openContext) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Integer.class));
        }

        @Override
        public String join(String first, String second) {
            Integer before = count.value();
            int number = before == null ? 1 : before + 1;
            count.update(number);
            return number + ":" + first + "-" + second;
        }
    }

    @Test
    void aRichJoinHasStateOfTheKey() {
        try (TwoInputTestHarness<String, String, String> harness =
                TwoInputTestHarness.of((left, right) -> left.join(right)
                        .where(WindowJoinTest::key)
                        .equalTo(WindowJoinTest::key)
                        .window(TUMBLING)
                        .apply(new Numbering()))) {
            for (long time : new long[] {1, 11}) {
                harness.processElement1("a1", time);
                harness.processElement2("a2", time);
                harness.processElement1("b1", time);
                harness.processElement2("b2", time);
            }
            end(harness);

            assertThat(harness.output()).containsExactly("1:a1-a2", "1:b1-b2", "2:a1-a2", "2:b1-b2");
        }
    }

    /** Fails unless it was opened. */
    private static final class Opened extends RichCoGroupFunction<String, String, String> {
        private static final long serialVersionUID = 1L;

        private boolean opened;

        @Override
        public void open(OpenContext openContext) {
            opened = true;
        }

        @Override
        public void coGroup(Iterable<String> first, Iterable<String> second, Collector<String> out) {
            out.collect(opened ? grouped(first, second) : "not opened");
        }
    }

    @Test
    void aRichCoGroupIsOpened() {
        try (TwoInputTestHarness<String, String, String> harness =
                TwoInputTestHarness.of((left, right) -> left.coGroup(right)
                        .where(WindowJoinTest::key)
                        .equalTo(WindowJoinTest::key)
                        .window(TUMBLING)
                        .apply(new Opened()))) {
            harness.processElement1("a1", 1);
            end(harness);

            assertThat(harness.output()).containsExactly("[a1]-[]");
        }
    }

    @Test
    void anElementWithoutATimestampIsRefused() {
        try (TwoInputTestHarness<String, String, String> harness =
                TwoInputTestHarness.of((left, right) -> joined(left, right, TUMBLING))) {
            assertThatThrownBy(() -> harness.processElement1("a1", Long.MIN_VALUE))
                    .hasMessageContaining("has no timestamp")
                    .hasMessageContaining("WatermarkStrategy");
        }
    }
}
