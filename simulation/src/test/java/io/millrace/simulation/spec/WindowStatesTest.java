/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.function.Collector;
import io.millrace.function.OutputTag;
import io.millrace.process.RichReduceFunction;
import io.millrace.simulation.EmittedRecord;
import io.millrace.simulation.HarnessSnapshot;
import io.millrace.simulation.TestHarness;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.stream.DataStream;
import io.millrace.stream.WindowedStream;
import io.millrace.window.CountTrigger;
import io.millrace.window.CumulativeEventTimeWindows;
import io.millrace.window.EventTimeSessionWindows;
import io.millrace.window.ProcessAllWindowFunction;
import io.millrace.window.ProcessWindowFunction;
import io.millrace.window.PurgingTrigger;
import io.millrace.window.SlidingEventTimeWindows;
import io.millrace.window.TimeWindow;
import io.millrace.window.Trigger;
import io.millrace.window.TriggerResult;
import io.millrace.window.TumblingEventTimeWindows;
import io.millrace.window.Window;
import io.millrace.window.WindowAssigner;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** State of windows and of their keys, windows of programs' own, and windows of whole streams. */
class WindowStatesTest {
    private static final OutputTag<String> LATE = new OutputTag<>("late") {};
    private static final WindowAssigner<Object, TimeWindow> TUMBLING =
            TumblingEventTimeWindows.of(Duration.ofMillis(10));
    private static final WindowAssigner<Object, TimeWindow> SLIDING =
            SlidingEventTimeWindows.of(Duration.ofMillis(10), Duration.ofMillis(5));
    private static final WindowAssigner<Object, TimeWindow> SESSIONS =
            EventTimeSessionWindows.withGap(Duration.ofMillis(10));

    private static Character key(String text) {
        return text.charAt(0);
    }

    private static TestHarness<String, String> harness(
            WindowAssigner<Object, TimeWindow> assigner,
            Function<WindowedStream<String, Character, TimeWindow>, DataStream<String>> function) {
        return TestHarness.of(
                stream -> function.apply(
                        stream.keyBy(WindowStatesTest::key).window(assigner).sideOutputLateData(LATE)),
                1,
                LATE);
    }

    private static int next(ValueState<Integer> count) {
        Integer before = count.value();
        int after = before == null ? 1 : before + 1;
        count.update(after);
        return after;
    }

    /** Counts firings per window and per key. */
    private static class Counting extends ProcessWindowFunction<String, String, Character, TimeWindow> {
        private static final long serialVersionUID = 1L;
        static final ValueStateDescriptor<Integer> COUNT = new ValueStateDescriptor<>("count", Integer.class);

        @Override
        public void process(Character key, Context context, Iterable<String> elements, Collector<String> out) {
            int ofWindow = next(context.windowState().getState(COUNT));
            int ofKey = next(context.globalState().getState(COUNT));
            out.collect(key + "@" + context.window().start() + ": " + ofWindow + " of " + ofKey);
        }
    }

    private static final class ClearingCounting extends Counting {
        private static final long serialVersionUID = 1L;

        @Override
        public void clear(Context context) {
            context.windowState().getState(COUNT).clear();
        }
    }

    /** Puts things into the window's state, and forgets to remove them. */
    private static final class Careless extends ProcessWindowFunction<String, String, Character, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(Character key, Context context, Iterable<String> elements, Collector<String> out) {
            elements.forEach(context.windowState().getListState(new ListStateDescriptor<>("all", String.class))::add);
        }

        @Override
        public void clear(Context context) {}
    }

    @Test
    void theStateOfAWindowOutlivesItsFirings() {
        try (TestHarness<String, String> harness =
                harness(TUMBLING, windows -> windows.allowedLateness(Duration.ofMillis(20))
                        .process(new ClearingCounting()))) {
            harness.processElement("a1", 1);
            harness.processElement("a2", 11);
            harness.processWatermark(9);
            harness.processElement("a3", 2);
            harness.processWatermark(19);
            HarnessSnapshot snapshot = harness.snapshot();
            assertThat(harness.output()).containsExactly("a@0: 1 of 1", "a@0: 2 of 2", "a@10: 1 of 3");

            try (TestHarness<String, String> restored = harness.restore(snapshot, 2)) {
                restored.processElement("a4", 3);
                restored.processElement("a5", 12);
                assertThat(restored.output()).containsExactly("a@0: 3 of 4", "a@10: 2 of 5");
                restored.processWatermark(39);
                assertThat(restored.numKeyedStateEntries()).isEqualTo(1); // the count of the key
            }
        }
    }

    @Test
    void stateThatAFunctionForgetsToClearGoesWithTheWindow() {
        try (TestHarness<String, String> harness = harness(TUMBLING, windows -> windows.process(new Careless()))) {
            harness.processElement("a1", 1);
            harness.processWatermark(9);
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void theStateOfAWindowIsRefusedWhereNothingClearsIt() {
        try (TestHarness<String, String> harness = harness(TUMBLING, windows -> windows.process(new Counting()))) {
            harness.processElement("a1", 1);
            assertThatThrownBy(() -> harness.processWatermark(9))
                    .hasMessageContaining("Override clear(Context)")
                    .hasMessageContaining("Counting");
        }
    }

    @Test
    void windowsThatMergeHaveNoStateOfTheirOwn() {
        try (TestHarness<String, String> harness =
                harness(SESSIONS, windows -> windows.process(new ClearingCounting()))) {
            harness.processElement("a1", 1);
            assertThatThrownBy(() -> harness.processWatermark(10)).hasMessageContaining("globalState()");
        }
    }

    /** Numbers the windows of a key, with state that is declared when it is first needed. */
    private static final class Numbering extends ProcessWindowFunction<String, String, Character, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(Character key, Context context, Iterable<String> elements, Collector<String> out) {
            out.collect(key + "" + next(getRuntimeContext().getState(Counting.COUNT)));
        }
    }

    @Test
    void functionsOfFastWindowsHaveStateOfTheKey() {
        for (WindowAssigner<Object, TimeWindow> assigner : List.of(TUMBLING, SLIDING, SESSIONS)) {
            try (TestHarness<String, String> harness = harness(assigner, windows -> windows.process(new Numbering()))) {
                harness.processElement("a1", 5);
                harness.processElement("b1", 5);
                harness.processWatermark(20);
                int windows = assigner == SLIDING ? 2 : 1;
                assertThat(harness.output()).hasSize(2 * windows).contains("a" + windows, "b" + windows);
                HarnessSnapshot snapshot = harness.snapshot();

                for (int parallelism : new int[] {1, 3}) {
                    try (TestHarness<String, String> restored = harness.restore(snapshot, parallelism)) {
                        HarnessSnapshot again = restored.snapshot(); // before the function has asked for the state
                        try (TestHarness<String, String> twice = restored.restore(again, 2)) {
                            twice.processElement("b2", 55);
                            twice.processWatermark(100);
                            assertThat(twice.output())
                                    .contains("b" + 2 * windows)
                                    .doesNotContain("b1");
                        }
                    }
                }
            }
        }
    }

    @Test
    void aFoldOfWindowsCannotBeARichFunction() {
        RichReduceFunction<String> rich = new RichReduceFunction<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public String reduce(String a, String b) {
                return a + b;
            }
        };
        assertThatThrownBy(() -> harness(TUMBLING, windows -> windows.reduce(rich)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("rich");
    }

    @Test
    void aSnapshotOfWindowsOfAnotherKindIsRefusedNotMisread() {
        AtomicBoolean general = new AtomicBoolean();
        for (boolean first : new boolean[] {false, true}) {
            for (WindowAssigner<Object, TimeWindow> assigner : List.of(TUMBLING, SESSIONS)) {
                general.set(first);
                try (TestHarness<String, String> harness = harness(
                        assigner,
                        windows -> general.get()
                                ? windows.trigger(CountTrigger.of(9)).reduce((a, b) -> a + b)
                                : windows.reduce((a, b) -> a + b))) {
                    harness.processElement("a1", 1);
                    HarnessSnapshot snapshot = harness.snapshot();
                    general.set(!first);
                    assertThatThrownBy(() -> harness.restore(snapshot, 1)).hasMessageContaining("another uid");
                }
            }
        }
    }

    // Cumulative windows

    private static String label(TimeWindow window, Iterable<String> elements) {
        List<String> texts = new ArrayList<>();
        elements.forEach(texts::add);
        return "[" + window.start() + "," + window.end() + ")" + String.join(",", texts);
    }

    private static TestHarness<String, String> cumulative() {
        return harness(
                CumulativeEventTimeWindows.of(Duration.ofMillis(30), Duration.ofMillis(10)),
                windows ->
                        windows.apply((Character key, TimeWindow window, Iterable<String> in, Collector<String> out) ->
                                out.collect(label(window, in))));
    }

    @Test
    void cumulativeWindowsGrowByTheirStep() {
        try (TestHarness<String, String> harness = cumulative()) {
            harness.processElement("a1", 1);
            harness.processElement("a2", 25);
            harness.processElement("a3", 30);
            harness.processElement("a4", -1);
            harness.processWatermark(39);
            assertThat(harness.output())
                    .containsExactly("[-30,0)a4", "[0,10)a1", "[0,20)a1", "[0,30)a1,a2", "[30,40)a3");
        }
    }

    /** FLINK-24501 (6): an element that is late for the first of its windows counts in the others, before and after a restore. */
    @Test
    void anElementThatIsLateForAStepCountsInTheNextAfterARestoreToo() {
        try (TestHarness<String, String> harness = cumulative()) {
            harness.processElement("a1", 1);
            harness.processWatermark(9);
            HarnessSnapshot snapshot = harness.snapshot();
            harness.processElement("a2", 2);
            harness.processWatermark(19);
            try (TestHarness<String, String> restored = harness.restore(snapshot, 2)) {
                restored.processElement("a2", 2);
                restored.processWatermark(19);
                assertThat(harness.output()).containsExactly("[0,10)a1", "[0,20)a1,a2");
                assertThat(restored.output()).containsExactly("[0,20)a1,a2");
                assertThat(restored.sideOutput(LATE)).isEmpty();
            }
        }
    }

    /** FLINK-36663 (5): a window that fired before the snapshot does not fire again after it. */
    @Test
    void whatHasFiredDoesNotFireAgainAfterARestore() {
        try (TestHarness<String, String> harness =
                harness(SLIDING, windows -> windows.trigger(PurgingTrigger.of(new EndTrigger<TimeWindow>()))
                        .apply((Character key, TimeWindow window, Iterable<String> in, Collector<String> out) ->
                                out.collect(label(window, in))))) {
            harness.processElement("a1", 6);
            harness.processWatermark(9);
            assertThat(harness.output()).containsExactly("[0,10)a1");
            try (TestHarness<String, String> restored = harness.restore(harness.snapshot(), 2)) {
                restored.processWatermark(8);
                restored.processElement("a2", 7);
                restored.endInput();
                assertThat(restored.output()).containsExactly("[5,15)a1,a2");
            }
        }
    }

    /** FLINK-7280 (57): elements of one timestamp come in the order of their arrival. */
    @Test
    void elementsOfOneTimestampKeepTheirOrder() {
        try (TestHarness<String, String> harness = cumulative()) {
            for (int i = 9; i > 0; i--) {
                harness.processElement("a" + i, 7);
            }
            HarnessSnapshot snapshot = harness.snapshot();
            try (TestHarness<String, String> restored = harness.restore(snapshot, 2)) {
                restored.processElement("a0", 7);
                restored.processWatermark(9);
                assertThat(restored.output()).containsExactly("[0,10)a9,a8,a7,a6,a5,a4,a3,a2,a1,a0");
            }
        }
    }

    // Windows of a program's own

    /** A day of a calendar. */
    record Day(LocalDate date, long maxTimestamp) implements Window {}

    /** Days as people in a time zone know them: of 23 or 25 hours when clocks change. */
    private static final class Days extends WindowAssigner<Object, Day> {
        private static final long serialVersionUID = 1L;

        private final String zone;

        Days(String zone) {
            this.zone = zone;
        }

        @Override
        public Collection<Day> assignWindows(Object element, long timestamp, WindowAssignerContext context) {
            ZoneId zoneId = ZoneId.of(zone);
            LocalDate date = Instant.ofEpochMilli(timestamp).atZone(zoneId).toLocalDate();
            long end = date.plusDays(1).atStartOfDay(zoneId).toInstant().toEpochMilli();
            return List.of(new Day(date, end - 1));
        }

        @Override
        public Trigger<Object, Day> getDefaultTrigger() {
            return new EndTrigger<>();
        }

        @Override
        public boolean isEventTime() {
            return true;
        }
    }

    /** Fires at the end of any window. */
    private static final class EndTrigger<W extends Window> extends Trigger<Object, W> {
        private static final long serialVersionUID = 1L;

        @Override
        public TriggerResult onElement(Object element, long timestamp, W window, TriggerContext ctx) {
            ctx.registerEventTimeTimer(window.maxTimestamp());
            return TriggerResult.CONTINUE;
        }

        @Override
        public TriggerResult onEventTime(long time, W window, TriggerContext ctx) {
            return time == window.maxTimestamp() ? TriggerResult.FIRE : TriggerResult.CONTINUE;
        }

        @Override
        public TriggerResult onProcessingTime(long time, W window, TriggerContext ctx) {
            return TriggerResult.CONTINUE;
        }

        @Override
        public void clear(W window, TriggerContext ctx) {
            ctx.deleteEventTimeTimer(window.maxTimestamp());
        }
    }

    /** 65: days on which clocks change, and days before 1970. */
    @Test
    void aProgramMakesWindowsOfDaysThatClocksShortenAndLengthen() {
        Function<DataStream<String>, DataStream<String>> segment = stream -> stream.keyBy(WindowStatesTest::key)
                .window(new Days("Europe/Berlin"))
                .apply((Character key, Day day, Iterable<String> in, Collector<String> out) -> {
                    List<String> texts = new ArrayList<>();
                    in.forEach(texts::add);
                    out.collect(day.date() + " " + texts);
                });
        try (TestHarness<String, String> harness = TestHarness.of(segment)) {
            harness.processElement("a1", at("1960-02-28T23:30:00Z")); // half past midnight there
            harness.processElement("a2", at("2024-03-30T23:00:00Z"));
            harness.processElement("a3", at("2024-03-31T21:59:59Z")); // the last second of 23 hours
            harness.processElement("a4", at("2024-03-31T22:00:00Z"));
            harness.processElement("a5", at("2024-10-26T22:00:00Z"));
            HarnessSnapshot snapshot = harness.snapshot();

            try (TestHarness<String, String> restored = harness.restore(snapshot, 3)) {
                restored.processElement("a6", at("2024-10-27T22:59:59Z")); // the last second of 25 hours
                restored.processWatermark(at("2024-03-31T22:00:00Z") - 1);
                assertThat(restored.outputRecords())
                        .containsExactly(
                                new EmittedRecord<>("1960-02-29 [a1]", at("1960-02-29T23:00:00Z") - 1),
                                new EmittedRecord<>("2024-03-31 [a2, a3]", at("2024-03-31T22:00:00Z") - 1));
                restored.processWatermark(at("2024-12-01T00:00:00Z"));
                assertThat(restored.output()).endsWith("2024-04-01 [a4]", "2024-10-27 [a5, a6]");
                assertThat(restored.numKeyedStateEntries()).isZero();
            }
        }
    }

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    // Whole streams

    private static final class JoinAll extends ProcessAllWindowFunction<String, String, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(Context context, Iterable<String> elements, Collector<String> out) {
            int number = next(context.globalState().getState(Counting.COUNT));
            context.output(LATE, "side");
            out.collect(number + label(context.window(), elements));
        }
    }

    @Test
    void windowsOfAWholeStreamHoldAllKeys() {
        Function<DataStream<String>, DataStream<String>> segment =
                stream -> stream.windowAll(TUMBLING).process(new JoinAll());
        try (TestHarness<String, String> harness = TestHarness.of(segment, 3, LATE)) {
            harness.processElement("a1", 1);
            harness.processElement("b1", 2);
            harness.processElement("c1", 12);
            harness.processWatermark(30);
            assertThat(harness.output()).containsExactly("1[0,10)a1,b1", "2[10,20)c1");
            assertThat(harness.sideOutput(LATE)).hasSize(2);
        }
    }

    @Test
    void windowsOfAWholeStreamCountAndFold() {
        try (TestHarness<String, String> harness =
                TestHarness.of(stream -> stream.countWindowAll(2).reduce((a, b) -> a + b), 3)) {
            for (String text : List.of("a", "b", "c", "d")) {
                harness.processElement(text);
            }
            assertThat(harness.output()).containsExactly("ab", "cd");
        }
    }

    @Test
    void windowsOfAWholeStreamAreForOneSubtask() {
        assertThatThrownBy(() -> TestHarness.<String, String>of(stream ->
                        stream.windowAll(TUMBLING).reduce((a, b) -> a + b).setParallelism(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one subtask");
    }
}
