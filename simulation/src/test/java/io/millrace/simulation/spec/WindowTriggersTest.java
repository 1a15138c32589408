/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.function.Collector;
import io.millrace.function.OutputTag;
import io.millrace.simulation.EmittedRecord;
import io.millrace.simulation.HarnessSnapshot;
import io.millrace.simulation.TestHarness;
import io.millrace.stream.DataStream;
import io.millrace.stream.WindowedStream;
import io.millrace.window.ContinuousEventTimeTrigger;
import io.millrace.window.ContinuousProcessingTimeTrigger;
import io.millrace.window.CountEvictor;
import io.millrace.window.CountTrigger;
import io.millrace.window.DeltaEvictor;
import io.millrace.window.DeltaTrigger;
import io.millrace.window.EventTimeSessionWindows;
import io.millrace.window.EventTimeTrigger;
import io.millrace.window.GlobalWindow;
import io.millrace.window.GlobalWindows;
import io.millrace.window.ProcessingTimeSessionWindows;
import io.millrace.window.ProcessingTimeTrigger;
import io.millrace.window.ProcessingTimeoutTrigger;
import io.millrace.window.PurgingTrigger;
import io.millrace.window.SlidingEventTimeWindows;
import io.millrace.window.TimeEvictor;
import io.millrace.window.TimeWindow;
import io.millrace.window.Trigger;
import io.millrace.window.TriggerResult;
import io.millrace.window.TumblingEventTimeWindows;
import io.millrace.window.TumblingProcessingTimeWindows;
import io.millrace.window.Window;
import io.millrace.window.WindowAssigner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Triggers and evictors, and what they leave behind: nothing. Elements are texts whose first letter is the key. */
class WindowTriggersTest {
    private static final OutputTag<String> LATE = new OutputTag<>("late") {};
    private static final WindowAssigner<Object, TimeWindow> TUMBLING =
            TumblingEventTimeWindows.of(Duration.ofMillis(10));
    private static final WindowAssigner<Object, TimeWindow> SESSIONS =
            EventTimeSessionWindows.withGap(Duration.ofMillis(10));

    private static Character key(String text) {
        return text.charAt(0);
    }

    private static String texts(Iterable<String> elements) {
        List<String> texts = new ArrayList<>();
        elements.forEach(texts::add);
        return String.join(",", texts);
    }

    private static String label(Window window, Iterable<String> elements) {
        return window instanceof TimeWindow time
                ? "[" + time.start() + "," + time.end() + ")" + texts(elements)
                : texts(elements);
    }

    private static <W extends Window> TestHarness<String, String> harness(
            WindowAssigner<Object, W> assigner,
            Function<WindowedStream<String, Character, W>, WindowedStream<String, Character, W>> settings) {
        return harness(stream -> settings.apply(
                        stream.keyBy(WindowTriggersTest::key).window(assigner).sideOutputLateData(LATE))
                .apply((Character key, W window, Iterable<String> elements, Collector<String> out) ->
                        out.collect(label(window, elements))));
    }

    private static TestHarness<String, String> harness(Function<DataStream<String>, DataStream<String>> segment) {
        return TestHarness.of(segment, 1, LATE);
    }

    private static void assertForgotten(TestHarness<?, ?> harness) {
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    // Counting

    @Test
    void aCountWindowHoldsSoManyElements() {
        try (TestHarness<String, String> harness = harness(
                stream -> stream.keyBy(WindowTriggersTest::key).countWindow(2).reduce((a, b) -> a + "," + b))) {
            harness.processElement("a1");
            harness.processElement("b1");
            harness.processElement("a2");
            harness.processElement("a3");
            assertThat(harness.outputRecords()).containsExactly(new EmittedRecord<>("a1,a2", Long.MAX_VALUE));

            harness.processElement("b2");
            harness.processElement("a4");
            assertThat(harness.output()).containsExactly("a1,a2", "b1,b2", "a3,a4");
            assertForgotten(harness);
        }
    }

    @Test
    void aSlidingCountWindowHoldsTheLastElements() {
        try (TestHarness<String, String> harness = harness(stream ->
                stream.keyBy(WindowTriggersTest::key).countWindow(3, 2).reduce((a, b) -> a + "," + b))) {
            for (int i = 1; i <= 6; i++) {
                harness.processElement("a" + i);
            }

            assertThat(harness.output()).containsExactly("a1,a2", "a2,a3,a4", "a4,a5,a6");
        }
    }

    @Test
    void countsOutliveARestoreAtAnotherParallelism() {
        try (TestHarness<String, String> harness = harness(
                stream -> stream.keyBy(WindowTriggersTest::key).countWindow(3).reduce((a, b) -> a + "," + b))) {
            for (String text : List.of("a1", "b1", "c1", "a2", "c2")) {
                harness.processElement(text);
            }
            HarnessSnapshot snapshot = harness.snapshot();
            try (TestHarness<String, String> restored = harness.restore(snapshot, 3)) {
                for (String text : List.of("a3", "b2", "c3", "b3")) {
                    restored.processElement(text);
                }
                assertThat(restored.output()).containsExactlyInAnyOrder("a1,a2,a3", "c1,c2,c3", "b1,b2,b3");
                assertForgotten(restored);
            }
        }
    }

    @Test
    void aCountTriggerForgetsItsCountWithTheWindow() {
        try (TestHarness<String, String> harness = harness(TUMBLING, windows -> windows.trigger(CountTrigger.of(2)))) {
            harness.processElement("a1", 1);
            harness.processElement("a2", 2);
            harness.processElement("a3", 3);
            harness.processWatermark(9);

            assertThat(harness.output()).containsExactly("[0,10)a1,a2");
            assertForgotten(harness);
        }
    }

    /** FLINK-26536 (13): state of windows that merge is merged into that of the one window, and found there. */
    @Test
    void mergedSessionsCountTogether() {
        try (TestHarness<String, String> harness =
                harness(SESSIONS, windows -> windows.trigger(PurgingTrigger.of(CountTrigger.of(3))))) {
            harness.processElement("a1", 0);
            harness.processElement("a2", 15);
            harness.processElement("a3", 8);

            assertThat(harness.output()).containsExactly("[0,25)a1,a2,a3");
            harness.processWatermark(100);
            assertForgotten(harness);
        }
    }

    // Purging

    @Test
    void aPurgedWindowGoesOnWithoutItsElements() {
        try (TestHarness<String, String> harness =
                harness(TUMBLING, windows -> windows.trigger(PurgingTrigger.of(EventTimeTrigger.create()))
                        .allowedLateness(Duration.ofMillis(20)))) {
            harness.processElement("a1", 1);
            harness.processWatermark(9);
            harness.processElement("a2", 2);
            harness.processElement("a3", 3);
            assertThat(harness.output()).containsExactly("[0,10)a1", "[0,10)a2", "[0,10)a3");

            harness.processWatermark(29);
            assertForgotten(harness);
            harness.processElement("a4", 4);
            assertThat(harness.sideOutput(LATE)).containsExactly("a4");
        }
    }

    /** FLINK-4994 (11): a purge leaves the session open, and a late element in it, not in a second one. */
    @Test
    void aPurgedSessionIsStillTheSession() {
        try (TestHarness<String, String> harness =
                harness(SESSIONS, windows -> windows.trigger(PurgingTrigger.of(EventTimeTrigger.create()))
                        .allowedLateness(Duration.ofMillis(50)))) {
            harness.processElement("a1", 0);
            harness.processElement("a2", 8);
            harness.processWatermark(17);
            assertThat(harness.output()).containsExactly("[0,18)a1,a2");

            harness.processElement("a3", 4);
            assertThat(harness.output()).containsExactly("[0,18)a1,a2", "[0,18)a3");
            harness.processWatermark(100);
            assertForgotten(harness);
        }
    }

    // Merging

    /** FLINK-4589 (9): a window that covers others takes their place. */
    @Test
    void aSessionThatCoversOthersTakesTheirPlace() {
        WindowAssigner<String, TimeWindow> dynamic =
                EventTimeSessionWindows.withDynamicGap(text -> text.length() > 2 ? 100 : 5);
        try (TestHarness<String, String> harness = harness(stream -> stream.keyBy(WindowTriggersTest::key)
                .window(dynamic)
                .apply((Character key, TimeWindow window, Iterable<String> elements, Collector<String> out) ->
                        out.collect(label(window, elements))))) {
            harness.processElement("a1", 10);
            harness.processElement("a2", 30);
            harness.processElement("along", 5);
            harness.processElement("a3", 7);
            harness.processWatermark(50);
            assertThat(harness.output()).isEmpty();

            harness.processWatermark(104);
            assertThat(harness.outputRecords()).hasSize(1);
            assertThat(harness.outputRecords().get(0).timestamp()).isEqualTo(104);
            assertThat(harness.output().get(0)).startsWith("[5,105)").contains("a1", "a2", "a3", "along");
            assertForgotten(harness);
        }
    }

    /** FLINK-4884 (10): which sessions there are is in every snapshot, also right behind a merge. */
    @Test
    void mergedSessionsOutliveARestore() {
        try (TestHarness<String, String> harness =
                harness(SESSIONS, windows -> windows.trigger(PurgingTrigger.of(EventTimeTrigger.create())))) {
            harness.processElement("a1", 0);
            harness.processElement("a2", 15);
            harness.processElement("b1", 3);
            harness.processElement("a3", 8);
            HarnessSnapshot snapshot = harness.snapshot();
            for (int parallelism : new int[] {1, 3}) {
                try (TestHarness<String, String> restored = harness.restore(snapshot, parallelism)) {
                    restored.processElement("a4", 24);
                    restored.processWatermark(1_000);
                    assertThat(restored.output()).containsExactlyInAnyOrder("[3,13)b1", "[0,34)a1,a2,a3,a4");
                    assertForgotten(restored);
                }
            }
        }
    }

    /** An element that is late by itself is in time where it bridges a session that is not. */
    @Test
    void aLateElementIsJudgedByTheSessionItBecomesPartOf() {
        try (TestHarness<String, String> harness =
                harness(SESSIONS, windows -> windows.trigger(PurgingTrigger.of(EventTimeTrigger.create()))
                        .allowedLateness(Duration.ofMillis(10)))) {
            harness.processElement("a1", 0);
            harness.processElement("a2", 18);
            harness.processWatermark(18);
            assertThat(harness.output()).containsExactly("[0,10)a1");

            harness.processElement("a3", 9);
            harness.processWatermark(25);
            harness.processElement("b1", 5);
            assertThat(harness.sideOutput(LATE)).containsExactly("b1");
            harness.processWatermark(27);
            assertThat(harness.output()).containsExactly("[0,10)a1", "[0,28)a2,a3");
            harness.processWatermark(100);
            assertForgotten(harness);
        }
    }

    /** FLINK-5717 (12): the timer of the next firing goes over to the merged session. */
    @Test
    void aContinuousTriggerFiresOnWhenSessionsMerge() {
        try (TestHarness<String, String> harness = harness(
                ProcessingTimeSessionWindows.withGap(Duration.ofMillis(30)),
                windows -> windows.trigger(ContinuousProcessingTimeTrigger.of(Duration.ofMillis(20))))) {
            harness.processElement("a1");
            harness.setProcessingTime(15);
            harness.processElement("a2");
            harness.setProcessingTime(20);
            assertThat(harness.output()).containsExactly("[0,45)a1,a2");

            harness.setProcessingTime(40);
            harness.setProcessingTime(44);
            assertThat(harness.output()).containsExactly("[0,45)a1,a2", "[0,45)a1,a2", "[0,45)a1,a2");
            assertForgotten(harness);
        }
    }

    @Test
    void aContinuousEventTimeTriggerFiresOnWhenSessionsMerge() {
        try (TestHarness<String, String> harness =
                harness(SESSIONS, windows -> windows.trigger(ContinuousEventTimeTrigger.of(Duration.ofMillis(5))))) {
            harness.processElement("a1", 1);
            harness.processElement("a2", 14);
            harness.processElement("a3", 8);
            harness.processWatermark(5);
            assertThat(harness.output()).containsExactly("[1,24)a1,a2,a3");
            harness.processWatermark(10);
            harness.processWatermark(23);
            assertThat(harness.output()).hasSize(5).containsOnly("[1,24)a1,a2,a3");
            assertForgotten(harness);
        }
    }

    @Test
    void aTriggerThatCannotMergeIsRefusedForSessions() {
        assertThatThrownBy(() -> harness(
                        SESSIONS,
                        windows -> windows.trigger(DeltaTrigger.of(1, (a, b) -> a.hashCode() - b.hashCode()))))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("merge");
    }

    // Leaks

    /** Never fires, and emits nothing: what it holds goes all the same. */
    private static final class Silent extends Trigger<Object, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public TriggerResult onElement(Object element, long timestamp, TimeWindow window, TriggerContext ctx) {
            ctx.registerEventTimeTimer(window.maxTimestamp() + 1_000_000);
            ctx.registerProcessingTimeTimer(1_000_000);
            return TriggerResult.FIRE_AND_PURGE;
        }

        @Override
        public TriggerResult onEventTime(long time, TimeWindow window, TriggerContext ctx) {
            return TriggerResult.CONTINUE;
        }

        @Override
        public TriggerResult onProcessingTime(long time, TimeWindow window, TriggerContext ctx) {
            return TriggerResult.CONTINUE;
        }

        @Override
        public void clear(TimeWindow window, TriggerContext ctx) {}
    }

    /** FLINK-33192 (14): a window is cleaned up whether it emitted something or not, with the timers it left. */
    @Test
    void aWindowThatIsOverLeavesNothingBehind() {
        try (TestHarness<String, String> harness =
                harness(TUMBLING, windows -> windows.trigger(new Silent()).evictor(CountEvictor.of(0)))) {
            harness.processElement("a1", 1);
            assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
            harness.processWatermark(9);
            assertForgotten(harness);
        }
    }

    /** FLINK-26498 (15): within the allowed lateness no element waits for a firing that never comes. */
    @Test
    void eachLateElementFiresItsWindow() {
        try (TestHarness<String, String> harness =
                harness(TUMBLING, windows -> windows.trigger(ContinuousEventTimeTrigger.of(Duration.ofMillis(4)))
                        .allowedLateness(Duration.ofMillis(5)))) {
            harness.processElement("a1", 1);
            harness.processWatermark(12);
            harness.clearOutput();
            harness.processElement("a2", 2);
            assertThat(harness.output()).containsExactly("[0,10)a1,a2");
            harness.processElement("b1", 2);
            assertThat(harness.output()).containsExactly("[0,10)a1,a2", "[0,10)b1");
            harness.processWatermark(14);
            assertForgotten(harness);
        }
    }

    @Test
    void anAllowedLatenessWithoutEndOverflowsNothing() {
        try (TestHarness<String, String> harness = harness(TUMBLING, windows -> windows.evictor(CountEvictor.of(9))
                .allowedLateness(Duration.ofMillis(Long.MAX_VALUE)))) {
            harness.processElement("a1", 1);
            harness.processWatermark(1_000_000);
            harness.processElement("a2", 1);
            assertThat(harness.output()).containsExactly("[0,10)a1", "[0,10)a1,a2");
            assertThat(harness.sideOutput(LATE)).isEmpty();
        }
    }

    @Test
    void anElementMayBeLateForOneSlidingWindowAndInTimeForAnother() {
        try (TestHarness<String, String> harness = harness(
                SlidingEventTimeWindows.of(Duration.ofMillis(10), Duration.ofMillis(5)),
                windows -> windows.evictor(CountEvictor.of(9)))) {
            harness.processWatermark(9);
            harness.processElement("a1", 7);
            harness.endInput();
            assertThat(harness.output()).containsExactly("[5,15)a1");
            assertThat(harness.sideOutput(LATE)).isEmpty();
        }
    }

    // Other triggers

    @Test
    void aContinuousTriggerFiresEarlyAndAtTheEnd() {
        try (TestHarness<String, String> harness =
                harness(TUMBLING, windows -> windows.trigger(ContinuousEventTimeTrigger.of(Duration.ofMillis(4))))) {
            harness.processElement("a1", 1);
            harness.processWatermark(3);
            assertThat(harness.output()).isEmpty();
            harness.processWatermark(4);
            harness.processElement("a2", 6);
            harness.processWatermark(8);
            harness.processWatermark(9);
            assertThat(harness.output()).containsExactly("[0,10)a1", "[0,10)a1,a2", "[0,10)a1,a2");
            assertForgotten(harness);
        }
    }

    /** 65: intervals before the epoch round down, as windows do. */
    @Test
    void aContinuousTriggerKnowsTimesBeforeTheEpoch() {
        try (TestHarness<String, String> harness =
                harness(TUMBLING, windows -> windows.trigger(ContinuousEventTimeTrigger.of(Duration.ofMillis(4))))) {
            harness.processElement("a1", -7);
            harness.processWatermark(-5);
            assertThat(harness.output()).isEmpty();
            harness.processWatermark(-4);
            assertThat(harness.output()).containsExactly("[-10,0)a1");
        }
    }

    @Test
    void aContinuousTriggerOfAWindowWithoutEndComesToAnEnd() {
        try (TestHarness<String, String> harness = harness(
                GlobalWindows.create(),
                windows -> windows.trigger(ContinuousEventTimeTrigger.of(Duration.ofMillis(10))))) {
            harness.processElement("a1", 1);
            harness.processWatermark(25);
            assertThat(harness.output()).containsExactly("a1", "a1");
            harness.endInput();
            assertThat(harness.isFinished()).isTrue();
            assertThat(harness.output()).containsExactly("a1", "a1", "a1", "a1");
        }
    }

    @Test
    void aContinuousProcessingTimeTriggerOfAPastWindowFiresOnceAnInterval() {
        try (TestHarness<String, String> harness = harness(
                TUMBLING, windows -> windows.trigger(ContinuousProcessingTimeTrigger.of(Duration.ofMillis(100))))) {
            harness.setProcessingTime(1_050);
            harness.processElement("a1", 1);
            harness.setProcessingTime(1_100);
            harness.setProcessingTime(1_200);
            assertThat(harness.output()).containsExactly("[0,10)a1", "[0,10)a1");
            harness.processWatermark(9);
            assertForgotten(harness);
        }
    }

    @Test
    void aDeltaTriggerFiresWhenElementsDrawApart() {
        try (TestHarness<String, String> harness = harness(
                GlobalWindows.create(),
                windows -> windows.trigger(DeltaTrigger.of(3, (a, b) -> number(b) - number(a))))) {
            for (String text : List.of("a1", "a4", "a5", "a7", "a9")) {
                harness.processElement(text);
            }
            assertThat(harness.output()).containsExactly("a1,a4,a5", "a1,a4,a5,a7,a9");
        }
    }

    private static double number(String text) {
        return Integer.parseInt(text.substring(1));
    }

    @Test
    void aTimeoutFiresWhatACountKeepsWaiting() {
        try (TestHarness<String, String> harness = harness(
                GlobalWindows.create(),
                windows -> windows.trigger(
                        PurgingTrigger.of(ProcessingTimeoutTrigger.of(CountTrigger.of(3), Duration.ofMillis(50)))))) {
            harness.processElement("a1");
            harness.processElement("a2");
            harness.setProcessingTime(49);
            assertThat(harness.output()).isEmpty();
            harness.setProcessingTime(50);
            assertThat(harness.output()).containsExactly("a1,a2");
            for (String text : List.of("a3", "a4", "a5")) {
                harness.processElement(text);
            }
            assertThat(harness.output()).containsExactly("a1,a2", "a3,a4,a5");
            assertForgotten(harness);
        }
    }

    @Test
    void aTimeoutMayStartAnewWithEachElement() {
        try (TestHarness<String, String> harness = harness(
                GlobalWindows.create(),
                windows -> windows.trigger(PurgingTrigger.of(
                        ProcessingTimeoutTrigger.of(CountTrigger.of(9), Duration.ofMillis(50), true, true))))) {
            harness.processElement("a1");
            harness.setProcessingTime(40);
            harness.processElement("a2");
            harness.setProcessingTime(80);
            assertThat(harness.output()).isEmpty();
            harness.setProcessingTime(90);
            assertThat(harness.output()).containsExactly("a1,a2");
            assertForgotten(harness);
        }
    }

    @Test
    void globalWindowsFireAtTheEndOfTheInputWhereAsked() {
        try (TestHarness<String, String> harness =
                harness(GlobalWindows.createWithEndOfStreamTrigger(), windows -> windows)) {
            harness.processElement("a1");
            harness.processElement("b1");
            harness.processElement("a2");
            harness.processWatermark(1_000);
            assertThat(harness.output()).isEmpty();
            harness.endInput();
            assertThat(harness.output()).containsExactly("a1,a2", "b1");
        }
    }

    @Test
    void globalWindowsKeepSilentWithoutATrigger() {
        try (TestHarness<String, String> harness =
                harness(GlobalWindows.create(), (WindowedStream<String, Character, GlobalWindow> windows) -> windows)) {
            harness.processElement("a1", 1);
            harness.endInput();
            assertThat(harness.output()).isEmpty();
        }
    }

    @Test
    void anEventTimeWindowMayFireInProcessingTime() {
        try (TestHarness<String, String> harness =
                harness(TUMBLING, windows -> windows.trigger(ProcessingTimeTrigger.create()))) {
            harness.processElement("a1", 1);
            harness.setProcessingTime(9);
            assertThat(harness.output()).containsExactly("[0,10)a1");
            harness.processWatermark(9);
            assertForgotten(harness);
            assertThat(harness.output()).hasSize(1);
        }
    }

    // Processing time

    @Test
    void aWindowOfProcessingTimeFiresWhenItsTimeIsOver() {
        try (TestHarness<String, String> harness =
                harness(TumblingProcessingTimeWindows.of(Duration.ofMillis(100)), windows -> windows)) {
            harness.setProcessingTime(130);
            harness.processElement("a1");
            harness.processElement("b1", 5);
            harness.setProcessingTime(198);
            assertThat(harness.output()).isEmpty();
            harness.setProcessingTime(199);
            assertThat(harness.outputRecords())
                    .containsExactly(new EmittedRecord<>("[100,200)a1", 199), new EmittedRecord<>("[100,200)b1", 199));
            assertForgotten(harness);
        }
    }

    /** 65: what the clock puts into a window that is over comes out all the same. */
    @Test
    void aClockThatJumpsBackLosesNothing() {
        try (TestHarness<String, String> harness =
                harness(TumblingProcessingTimeWindows.of(Duration.ofMillis(100)), windows -> windows)) {
            harness.setProcessingTime(150);
            harness.processElement("a1");
            harness.setProcessingTime(199);
            harness.setProcessingTime(120);
            harness.processElement("a2");
            harness.setProcessingTime(5_000);
            assertThat(harness.output()).containsExactly("[100,200)a1", "[100,200)a2");
            assertForgotten(harness);
        }
    }

    // Evictors

    @Test
    void anEvictorMayWorkBehindTheFunction() {
        try (TestHarness<String, String> harness =
                harness(GlobalWindows.create(), windows -> windows.trigger(CountTrigger.of(2))
                        .evictor(CountEvictor.of(1, true)))) {
            for (int i = 1; i <= 4; i++) {
                harness.processElement("a" + i);
            }
            assertThat(harness.output()).containsExactly("a1,a2", "a2,a3,a4");
        }
    }

    @Test
    void aTimeEvictorKeepsWhatIsNearTheLatest() {
        try (TestHarness<String, String> harness =
                harness(TUMBLING, windows -> windows.evictor(TimeEvictor.of(Duration.ofMillis(4))))) {
            harness.processElement("a1", 5);
            harness.processElement("a2", 8);
            harness.processElement("a3", 4);
            harness.processElement("a4", 7);
            harness.processWatermark(9);
            assertThat(harness.output()).containsExactly("[0,10)a1,a2,a4");
            assertForgotten(harness);
        }
    }

    @Test
    void aDeltaEvictorKeepsWhatIsNearTheLast() {
        try (TestHarness<String, String> harness = harness(
                TUMBLING, windows -> windows.evictor(DeltaEvictor.of(3, (a, b) -> Math.abs(number(a) - number(b)))))) {
            for (String text : List.of("a1", "a5", "a9", "a6", "a4")) {
                harness.processElement(text, 1);
            }
            harness.processWatermark(9);
            assertThat(harness.output()).containsExactly("[0,10)a5,a6,a4");
        }
    }

    @Test
    void anEvictorThatLeavesNothingLeavesAFoldWithoutResult() {
        try (TestHarness<String, String> harness = harness(stream -> stream.keyBy(WindowTriggersTest::key)
                .window(TUMBLING)
                .evictor(CountEvictor.of(0))
                .reduce((a, b) -> a + b))) {
            harness.processElement("a1", 1);
            harness.processWatermark(9);
            assertThat(harness.output()).isEmpty();
            assertForgotten(harness);
        }
    }
}
