/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.function.AggregateFunction;
import io.millrace.function.Collector;
import io.millrace.function.OutputTag;
import io.millrace.simulation.EmittedRecord;
import io.millrace.simulation.HarnessSnapshot;
import io.millrace.simulation.TestHarness;
import io.millrace.simulation.TwoInputTestHarness;
import io.millrace.stream.DataStream;
import io.millrace.stream.SingleOutputStreamOperator;
import io.millrace.stream.WindowedStream;
import io.millrace.window.CountEvictor;
import io.millrace.window.EventTimeSessionWindows;
import io.millrace.window.ProcessWindowFunction;
import io.millrace.window.SlidingEventTimeWindows;
import io.millrace.window.TimeEvictor;
import io.millrace.window.TimeWindow;
import io.millrace.window.TumblingEventTimeWindows;
import io.millrace.window.WindowAssigner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WindowsTest {
    private static final OutputTag<String> LATE = new OutputTag<>("late") {};
    private static final WindowAssigner<Object, TimeWindow> TUMBLING =
            TumblingEventTimeWindows.of(Duration.ofMillis(10));
    private static final WindowAssigner<Object, TimeWindow> SLIDING =
            SlidingEventTimeWindows.of(Duration.ofMillis(10), Duration.ofMillis(5));
    private static final WindowAssigner<Object, TimeWindow> SESSIONS =
            EventTimeSessionWindows.withGap(Duration.ofMillis(10));

    /** Elements are texts; the first letter is the key. */
    private static Character key(String text) {
        return text.charAt(0);
    }

    /** The ways to compute the same: the texts of a window, joined. */
    enum Way {
        /** Partial results are shared by overlapping windows. */
        MERGING_AGGREGATE,
        /** Each window has partial results of its own. */
        PLAIN_AGGREGATE,
        REDUCE,
        PROCESS,
        APPLY,
        /** In the operator that takes every kind of window. */
        GENERAL_AGGREGATE,
        GENERAL_PROCESS,
        /** With an evictor that removes nothing. */
        EVICTING_AGGREGATE,
        EVICTING_PROCESS;

        SingleOutputStreamOperator<String> apply(WindowedStream<String, Character, TimeWindow> windows) {
            return switch (this) {
                case MERGING_AGGREGATE -> windows.aggregate(new MergingJoin(), new Label());
                case PLAIN_AGGREGATE -> windows.aggregate(new Join(), new Label());
                case REDUCE -> windows.reduce((a, b) -> a + "," + b, new Label());
                case PROCESS -> windows.process(new JoinAll());
                case APPLY ->
                    windows.apply(
                            (key, window, texts, out) -> out.collect(label(key, window, String.join(",", texts))));
                case GENERAL_AGGREGATE -> windows.aggregate(new MergingJoin(), new ClearingLabel());
                case GENERAL_PROCESS -> windows.process(new ClearingJoinAll());
                case EVICTING_AGGREGATE ->
                    windows.evictor(CountEvictor.of(1_000)).aggregate(new Join(), new Label());
                case EVICTING_PROCESS ->
                    windows.evictor(TimeEvictor.of(Duration.ofDays(1))).process(new JoinAll());
            };
        }
    }

    private static class Join implements AggregateFunction<String, String, String> {
        @Override
        public String createAccumulator() {
            return "";
        }

        @Override
        public String add(String value, String accumulator) {
            return accumulator.isEmpty() ? value : accumulator + "," + value;
        }

        @Override
        public String getResult(String accumulator) {
            return accumulator;
        }
    }

    private static final class MergingJoin extends Join {
        @Override
        public String merge(String a, String b) {
            return a.isEmpty() ? b : b.isEmpty() ? a : a + "," + b;
        }
    }

    private static class Label extends ProcessWindowFunction<String, String, Character, TimeWindow> {
        @Override
        public void process(Character key, Context context, Iterable<String> elements, Collector<String> out) {
            for (String text : elements) {
                out.collect(label(key, context.window(), text));
            }
        }
    }

    /** Cleans up behind windows, which only the general operator does. */
    private static final class ClearingLabel extends Label {
        @Override
        public void clear(Context context) {}
    }

    private static final class ClearingJoinAll extends JoinAll {
        @Override
        public void clear(Context context) {}
    }

    private static class JoinAll extends ProcessWindowFunction<String, String, Character, TimeWindow> {
        @Override
        public void process(Character key, Context context, Iterable<String> elements, Collector<String> out) {
            List<String> texts = new ArrayList<>();
            elements.forEach(texts::add);
            out.collect(label(key, context.window(), String.join(",", texts)));
        }
    }

    private static String label(Character key, TimeWindow window, String texts) {
        return key + "[" + window.start() + "," + window.end() + ")" + texts;
    }

    private static TestHarness<String, String> harness(
            WindowAssigner<Object, TimeWindow> assigner, Way way, long lateness) {
        Function<DataStream<String>, DataStream<String>> segment = stream -> way.apply(stream.keyBy(WindowsTest::key)
                .window(assigner)
                .allowedLateness(Duration.ofMillis(lateness))
                .sideOutputLateData(LATE));
        return TestHarness.of(segment, 1, LATE);
    }

    // Tumbling

    @ParameterizedTest
    @EnumSource
    void aWindowFiresWhenTheWatermarkReachesItsLastMillisecond(Way way) {
        try (TestHarness<String, String> harness = harness(TUMBLING, way, 0)) {
            harness.processElement("a1", 0);
            harness.processElement("a2", 9);
            harness.processElement("a3", 10);
            harness.processWatermark(8);
            assertThat(harness.output()).isEmpty();

            harness.processWatermark(9);
            assertThat(harness.outputRecords()).containsExactly(new EmittedRecord<>("a[0,10)a1,a2", 9));

            harness.processWatermark(19);
            assertThat(harness.output()).containsExactly("a[0,10)a1,a2", "a[10,20)a3");
        }
    }

    @ParameterizedTest
    @EnumSource
    void windowsOfNegativeTimesAreRoundedDown(Way way) {
        try (TestHarness<String, String> harness = harness(TUMBLING, way, 0)) {
            harness.processElement("a1", -1);
            harness.processElement("a2", -10);
            harness.processElement("a3", -11);
            harness.processWatermark(-1);

            assertThat(harness.output()).containsExactly("a[-20,-10)a3", "a[-10,0)a1,a2");
        }
    }

    @Test
    void anOffsetShiftsWindows() {
        WindowAssigner<Object, TimeWindow> shifted =
                TumblingEventTimeWindows.of(Duration.ofMillis(10), Duration.ofMillis(3));
        try (TestHarness<String, String> harness = harness(shifted, Way.PROCESS, 0)) {
            harness.processElement("a1", 2);
            harness.processElement("a2", 3);
            harness.endInput();

            assertThat(harness.output()).containsExactly("a[-7,3)a1", "a[3,13)a2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachKeyHasWindowsOfItsOwn(Way way) {
        try (TestHarness<String, String> harness = harness(TUMBLING, way, 0)) {
            harness.processElement("a1", 1);
            harness.processElement("b1", 2);
            harness.processElement("a2", 3);
            harness.processWatermark(9);

            assertThat(harness.output()).containsExactlyInAnyOrder("a[0,10)a1,a2", "b[0,10)b1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void allWindowsFireAtTheEndOfTheInput(Way way) {
        for (WindowAssigner<Object, TimeWindow> assigner : List.of(TUMBLING, SLIDING, SESSIONS)) {
            if (assigner == SESSIONS && way == Way.PLAIN_AGGREGATE) {
                continue;
            }
            try (TestHarness<String, String> harness = harness(assigner, way, 0)) {
                harness.processElement("a1", 7);
                harness.endInput();

                assertThat(harness.output())
                        .hasSize(assigner == SLIDING ? 2 : 1)
                        .allMatch(row -> row.endsWith("a1"));
                assertThat(harness.isFinished()).isTrue();
            }
        }
    }

    @Test
    void anElementWithoutATimestampIsRefusedWithWhatToDo() {
        try (TestHarness<String, String> harness = harness(TUMBLING, Way.REDUCE, 0)) {
            assertThatThrownBy(() -> harness.processElement("a1")).hasMessageContaining("WatermarkStrategy");
        }
    }

    /** 65: a window that would end behind the end of time would fire at its beginning, or for ever. */
    @ParameterizedTest
    @EnumSource
    void anElementNearAnEndOfTimeIsRefusedWithWhatToDo(Way way) {
        for (WindowAssigner<Object, TimeWindow> assigner : List.of(TUMBLING, SLIDING, SESSIONS)) {
            for (long timestamp : new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 5, Long.MIN_VALUE + 5}) {
                try (TestHarness<String, String> harness = harness(assigner, way, 0)) {
                    assertThatThrownBy(() -> harness.processElement("a1", timestamp))
                            .hasMessageContaining("timestamp " + timestamp)
                            .hasMessageContaining("assignTimestampsAndWatermarks");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWindowFiresHoweverFarFromTheEpoch(Way way) {
        for (long base : new long[] {Long.MIN_VALUE / 10 * 9, Long.MAX_VALUE / 10 * 9}) {
            try (TestHarness<String, String> harness = harness(TUMBLING, way, 0)) {
                harness.processElement("a1", base);
                harness.processElement("a2", 5);
                harness.endInput();

                assertThat(harness.output()).hasSize(2);
                assertThat(harness.isFinished()).isTrue();
            }
        }
    }

    // Late elements

    @ParameterizedTest
    @EnumSource
    void anElementBehindTheWatermarkGoesToTheLateOutput(Way way) {
        try (TestHarness<String, String> harness = harness(TUMBLING, way, 0)) {
            harness.processElement("a1", 1);
            harness.processWatermark(9);
            harness.processElement("a2", 2);
            harness.processElement("a3", 10);
            harness.processWatermark(30);

            assertThat(harness.output()).containsExactly("a[0,10)a1", "a[10,20)a3");
            assertThat(harness.sideOutput(LATE)).containsExactly("a2");
        }
    }

    @Test
    void lateElementsAreCountedWhereNobodyWantsThem() {
        try (TestHarness<String, String> harness = TestHarness.of(
                stream -> stream.keyBy(WindowsTest::key).window(TUMBLING).reduce((a, b) -> a + b))) {
            harness.processWatermark(100);
            harness.processElement("a1", 1);
            harness.processElement("a2", 2);

            assertThat(harness.output()).isEmpty();
            assertThat(harness.counter("numLateRecordsDropped")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anElementInTimeForAWindowThatIsStillOpenIsNotLateThoughBehindTheWatermark(Way way) {
        try (TestHarness<String, String> harness = harness(TUMBLING, way, 0)) {
            harness.processWatermark(8);
            harness.processElement("a1", 1);
            harness.processWatermark(9);

            assertThat(harness.output()).containsExactly("a[0,10)a1");
            assertThat(harness.sideOutput(LATE)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void allowedLatenessFiresTheWindowAgainWithAllItsElements(Way way) {
        try (TestHarness<String, String> harness = harness(TUMBLING, way, 5)) {
            harness.processElement("a1", 1);
            harness.processElement("b1", 1);
            harness.processWatermark(13);
            harness.clearOutput();
            harness.processElement("a2", 2);
            assertThat(harness.output()).containsExactly("a[0,10)a1,a2");

            harness.processWatermark(14);
            harness.processElement("a3", 3);
            assertThat(harness.output()).containsExactly("a[0,10)a1,a2");
            assertThat(harness.sideOutput(LATE)).containsExactly("a3");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLateElementMayOpenAWindowThatHadNone(Way way) {
        try (TestHarness<String, String> harness = harness(TUMBLING, way, 5)) {
            harness.processWatermark(12);
            harness.processElement("a1", 1);

            assertThat(harness.output()).containsExactly("a[0,10)a1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLeftWhenTheAllowedLatenessIsOver(Way way) {
        try (TestHarness<String, String> harness = harness(TUMBLING, way, 5)) {
            harness.processElement("a1", 1);
            harness.processWatermark(9);
            harness.processWatermark(14);
            harness.clearOutput();
            harness.processWatermark(1_000);

            assertThat(harness.output()).isEmpty();
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAllowedLatenessWithoutEndOverflowsNothing(Way way) {
        for (WindowAssigner<Object, TimeWindow> assigner : List.of(TUMBLING, SLIDING, SESSIONS)) {
            if (assigner == SESSIONS && way == Way.PLAIN_AGGREGATE) {
                continue;
            }
            try (TestHarness<String, String> harness = harness(assigner, way, Long.MAX_VALUE)) {
                int windows = assigner == SLIDING ? 2 : 1;
                harness.processElement("a1", 1);
                harness.processWatermark(1_000_000);
                assertThat(harness.output()).hasSize(windows).allMatch(row -> row.endsWith(")a1"));

                harness.clearOutput();
                harness.processElement("a2", 1);
                assertThat(harness.output()).hasSize(windows).allMatch(row -> row.endsWith(")a1,a2"));
                assertThat(harness.sideOutput(LATE)).isEmpty();
            }
        }
    }

    // Sliding

    @ParameterizedTest
    @EnumSource
    void anElementBelongsToEverySlidingWindowThatCoversIt(Way way) {
        try (TestHarness<String, String> harness = harness(SLIDING, way, 0)) {
            harness.processElement("a1", 4);
            harness.processElement("a2", 5);
            harness.processElement("a3", 9);
            harness.processElement("a4", 10);
            harness.endInput();

            assertThat(harness.output())
                    .containsExactly("a[-5,5)a1", "a[0,10)a1,a2,a3", "a[5,15)a2,a3,a4", "a[10,20)a4");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anElementMayBeLateForOneSlidingWindowAndInTimeForAnother(Way way) {
        try (TestHarness<String, String> harness = harness(SLIDING, way, 0)) {
            harness.processElement("a1", 3);
            harness.processWatermark(4);
            harness.processElement("a2", 4);
            harness.processWatermark(9);
            harness.processElement("a3", 4);

            assertThat(harness.output()).containsExactly("a[-5,5)a1", "a[0,10)a1,a2");
            assertThat(harness.sideOutput(LATE)).containsExactly("a3");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSlidingWindowFiresAgainForLateElementsOnlyWhileItIsKept(Way way) {
        try (TestHarness<String, String> harness = harness(SLIDING, way, 3)) {
            harness.processElement("a1", 1);
            harness.processWatermark(6);
            harness.clearOutput();
            harness.processElement("a2", 2);
            assertThat(harness.output()).containsExactly("a[-5,5)a1,a2");

            harness.processWatermark(7);
            harness.clearOutput();
            harness.processElement("a3", 3);
            assertThat(harness.output()).isEmpty();

            harness.processWatermark(9);
            assertThat(harness.output()).containsExactly("a[0,10)a1,a2,a3");
        }
    }

    @ParameterizedTest
    @EnumSource
    void gapsBetweenSparseSlidingWindowsHoldNothing(Way way) {
        WindowAssigner<Object, TimeWindow> sparse =
                SlidingEventTimeWindows.of(Duration.ofMillis(4), Duration.ofMillis(10));
        try (TestHarness<String, String> harness = harness(sparse, way, 0)) {
            harness.processElement("a1", 3);
            harness.processElement("a2", 4);
            harness.processElement("a3", 10);
            harness.endInput();

            assertThat(harness.output()).containsExactly("a[0,4)a1", "a[10,14)a3");
            assertThat(harness.sideOutput(LATE)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void slidesThatDoNotDivideTheSizeWork(Way way) {
        WindowAssigner<Object, TimeWindow> uneven =
                SlidingEventTimeWindows.of(Duration.ofMillis(10), Duration.ofMillis(4));
        try (TestHarness<String, String> harness = harness(uneven, way, 0)) {
            harness.processElement("a1", 1);
            harness.processElement("a2", 8);
            harness.endInput();

            assertThat(harness.output())
                    .containsExactly("a[-8,2)a1", "a[-4,6)a1", "a[0,10)a1,a2", "a[4,14)a2", "a[8,18)a2");
        }
    }

    @Test
    void aMergeThatChangesItsArgumentsDoesNotSpoilLaterWindows() {
        try (TestHarness<String, List<String>> harness = TestHarness.of(
                stream -> stream.keyBy(WindowsTest::key).window(SLIDING).aggregate(new MutableList()))) {
            harness.processElement("a1", 1);
            harness.processElement("a2", 6);
            harness.processElement("a3", 11);
            harness.endInput();

            assertThat(harness.output())
                    .containsExactly(List.of("a1"), List.of("a1", "a2"), List.of("a2", "a3"), List.of("a3"));
        }
    }

    private static final class MutableList implements AggregateFunction<String, ArrayList<String>, List<String>> {
        @Override
        public ArrayList<String> createAccumulator() {
            return new ArrayList<>();
        }

        @Override
        public ArrayList<String> add(String value, ArrayList<String> accumulator) {
            accumulator.add(value);
            return accumulator;
        }

        @Override
        public List<String> getResult(ArrayList<String> accumulator) {
            return List.copyOf(accumulator);
        }

        @Override
        public ArrayList<String> merge(ArrayList<String> a, ArrayList<String> b) {
            a.addAll(b);
            return a;
        }
    }

    /** FLINK-24501, FLINK-21305 (6): the windows that an element is late for are the same after a restore. */
    @ParameterizedTest
    @EnumSource
    void anElementThatIsLateForOneSlidingWindowCountsInTheNextAfterARestoreToo(Way way) {
        try (TestHarness<String, String> harness = harness(SLIDING, way, 0)) {
            harness.processElement("a1", 6);
            harness.processWatermark(9);
            assertThat(harness.output()).containsExactly("a[0,10)a1");
            HarnessSnapshot snapshot = harness.snapshot();

            for (int parallelism : new int[] {1, 2}) {
                try (TestHarness<String, String> restored = harness.restore(snapshot, parallelism)) {
                    restored.processElement("a2", 7);
                    restored.processElement("a3", 4);
                    restored.processWatermark(14);
                    assertThat(restored.output()).containsExactly("a[5,15)a1,a2");
                    assertThat(restored.sideOutput(LATE)).containsExactly("a3");
                }
            }
        }
    }

    // Sessions

    private static final List<Way> SESSION_WAYS = List.of(
            Way.MERGING_AGGREGATE,
            Way.REDUCE,
            Way.PROCESS,
            Way.APPLY,
            Way.GENERAL_AGGREGATE,
            Way.GENERAL_PROCESS,
            Way.EVICTING_AGGREGATE,
            Way.EVICTING_PROCESS);

    @Test
    void aSessionEndsAGapAfterItsLastElement() {
        for (Way way : SESSION_WAYS) {
            try (TestHarness<String, String> harness = harness(SESSIONS, way, 0)) {
                harness.processElement("a1", 0);
                harness.processElement("a2", 9);
                harness.processElement("a3", 30);
                harness.processWatermark(17);
                assertThat(harness.output()).isEmpty();

                harness.processWatermark(18);
                assertThat(harness.outputRecords()).containsExactly(new EmittedRecord<>("a[0,19)a1,a2", 18));
                harness.endInput();
                assertThat(harness.output()).containsExactly("a[0,19)a1,a2", "a[30,40)a3");
            }
        }
    }

    @Test
    void anElementBetweenTwoSessionsMergesThem() {
        for (Way way : SESSION_WAYS) {
            try (TestHarness<String, String> harness = harness(SESSIONS, way, 0)) {
                harness.processElement("a1", 0);
                harness.processElement("a2", 18);
                harness.processElement("a3", 9);
                harness.endInput();

                assertThat(harness.output()).hasSize(1);
                assertThat(harness.output().get(0)).startsWith("a[0,28)").contains("a1", "a2", "a3");
            }
        }
    }

    @Test
    void anElementInTimeForAnOpenSessionIsNotLateThoughItsOwnSessionWouldBe() {
        for (Way way : SESSION_WAYS) {
            try (TestHarness<String, String> harness = harness(SESSIONS, way, 0)) {
                harness.processElement("a1", 20);
                harness.processWatermark(22);
                harness.processElement("a2", 12);
                harness.processElement("a3", 1);
                harness.endInput();

                assertThat(harness.output()).containsExactly("a[12,30)a1,a2");
                assertThat(harness.sideOutput(LATE)).containsExactly("a3");
            }
        }
    }

    @Test
    void aLateElementExtendsASessionThatIsKeptAndFiresItAgain() {
        for (Way way : SESSION_WAYS) {
            try (TestHarness<String, String> harness = harness(SESSIONS, way, 20)) {
                harness.processElement("a1", 0);
                harness.processWatermark(15);
                assertThat(harness.output()).containsExactly("a[0,10)a1");

                harness.clearOutput();
                harness.processElement("a2", 3);
                assertThat(harness.output()).containsExactly("a[0,13)a1,a2");

                harness.clearOutput();
                harness.processElement("a3", 8);
                harness.processWatermark(17);
                assertThat(harness.output()).containsExactly("a[0,18)a1,a2,a3");

                harness.processWatermark(37);
                harness.processElement("a4", 1);
                assertThat(harness.sideOutput(LATE)).containsExactly("a4");
                assertThat(harness.numKeyedStateEntries()).isZero();
            }
        }
    }

    @Test
    void sessionsNeedAnAggregateThatCanMerge() {
        assertThatThrownBy(() -> {
                    try (TestHarness<String, String> harness = harness(SESSIONS, Way.PLAIN_AGGREGATE, 0)) {
                        harness.processElement("a1", 0);
                        harness.processElement("a2", 18);
                        harness.processElement("a3", 9);
                    }
                })
                .hasMessageContaining("merge");
    }

    // Restores

    @ParameterizedTest
    @EnumSource
    void openWindowsSurviveARestoreAtAnotherParallelism(Way way) {
        for (WindowAssigner<Object, TimeWindow> assigner : List.of(TUMBLING, SLIDING, SESSIONS)) {
            if (assigner == SESSIONS && way == Way.PLAIN_AGGREGATE) {
                continue;
            }
            try (TestHarness<String, String> harness = harness(assigner, way, 0)) {
                for (char key = 'a'; key <= 'z'; key++) {
                    harness.processElement(key + "1", 6);
                }
                harness.processWatermark(5);
                HarnessSnapshot snapshot = harness.snapshot();

                try (TestHarness<String, String> restored = harness.restore(snapshot, 3)) {
                    restored.processElement("m2", 7);
                    restored.endInput();

                    assertThat(restored.output()).hasSize(assigner == SLIDING ? 52 : 26);
                    assertThat(restored.output().stream().filter(row -> row.endsWith("m1,m2")))
                            .hasSize(assigner == SLIDING ? 2 : 1);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWindowThatHasFiredDoesNotFireAgainAfterARestore(Way way) {
        for (WindowAssigner<Object, TimeWindow> assigner : List.of(TUMBLING, SLIDING)) {
            try (TestHarness<String, String> harness = harness(assigner, way, 100)) {
                harness.processElement("a1", 1);
                harness.processWatermark(20);
                HarnessSnapshot snapshot = harness.snapshot();

                for (int parallelism : new int[] {1, 2}) {
                    try (TestHarness<String, String> restored = harness.restore(snapshot, parallelism)) {
                        restored.processWatermark(15);
                        restored.processWatermark(30);
                        assertThat(restored.output()).isEmpty();

                        restored.processElement("a2", 2);
                        assertThat(restored.output())
                                .hasSize(assigner == SLIDING ? 2 : 1)
                                .allMatch(row -> row.endsWith("a1,a2"));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void lateElementsAreLateAfterARestoreToo(Way way) {
        try (TestHarness<String, String> harness = harness(TUMBLING, way, 0)) {
            harness.processElement("a1", 1);
            harness.processWatermark(9);
            HarnessSnapshot snapshot = harness.snapshot();

            for (int parallelism : new int[] {1, 2}) {
                try (TestHarness<String, String> restored = harness.restore(snapshot, parallelism)) {
                    restored.processElement("a2", 2);
                    assertThat(restored.output()).isEmpty();
                    assertThat(restored.sideOutput(LATE)).containsExactly("a2");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anElementOfAnInputThatWakesUpIsLateWhereTheOthersWentOn(Way way) {
        for (int parallelism : new int[] {1, 2}) {
            try (TwoInputTestHarness<String, String, String> harness = TwoInputTestHarness.of(
                    (left, right) -> way.apply(left.union(right)
                            .keyBy(WindowsTest::key)
                            .window(TUMBLING)
                            .sideOutputLateData(LATE)),
                    parallelism,
                    LATE)) {
                harness.processElement2("a1", 1);
                harness.processIdle2(true);
                harness.processWatermark1(50);
                assertThat(harness.output()).containsExactly("a[0,10)a1");

                harness.processIdle2(false);
                harness.processElement2("a2", 2);
                harness.processWatermark2(60);
                harness.processWatermark1(60);
                harness.endInput1();
                harness.endInput2();

                assertThat(harness.output()).containsExactly("a[0,10)a1");
                assertThat(harness.sideOutput(LATE)).containsExactly("a2");
            }
        }
    }
}
