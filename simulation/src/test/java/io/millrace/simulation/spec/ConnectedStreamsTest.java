/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.function.CoMapFunction;
import io.millrace.function.Collector;
import io.millrace.process.BroadcastProcessFunction;
import io.millrace.process.CoProcessFunction;
import io.millrace.process.KeyedBroadcastProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.simulation.HarnessSnapshot;
import io.millrace.simulation.TwoInputTestHarness;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import org.junit.jupiter.api.Test;

class ConnectedStreamsTest {
    private static final MapStateDescriptor<String, Integer> TABLE =
            new MapStateDescriptor<>("table", String.class, Integer.class);

    @Test
    void coMapKnowsWhichInputAnElementCameFrom() {
        try (TwoInputTestHarness<Integer, String, String> harness =
                TwoInputTestHarness.of((left, right) -> left.connect(right).map(new Name()))) {
            harness.processElement1(1, 0);
            harness.processElement2("x", 0);

            assertThat(harness.output()).containsExactly("number 1", "text x");
        }
    }

    private static final class Name implements CoMapFunction<Integer, String, String> {
        @Override
        public String map1(Integer value) {
            return "number " + value;
        }

        @Override
        public String map2(String value) {
            return "text " + value;
        }
    }

    /** Counts the first input by key, and tells the count when the second asks, or a timer fires. */
    private static final class CountAndAsk extends CoProcessFunction<String, String, String> {
        private transient ValueState<Integer> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Integer.class));
        }

        @Override
        public void processElement1(String value, Context ctx, Collector<String> out) {
            Integer before = count.value();
            count.update(before == null ? 1 : before + 1);
        }

        @Override
        public void processElement2(String value, Context ctx, Collector<String> out) {
            out.collect(value + " " + count.value());
            Long timestamp = ctx.timestamp();
            if (timestamp != null) {
                ctx.timerService().registerEventTimeTimer(timestamp);
            }
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext ctx, Collector<String> out) {
            out.collect("timer " + timestamp + " " + count.value());
        }
    }

    private static TwoInputTestHarness<String, String, String> counting(int parallelism) {
        return TwoInputTestHarness.of(
                (left, right) ->
                        left.connect(right).keyBy(text -> text, text -> text).process(new CountAndAsk()),
                parallelism);
    }

    @Test
    void bothInputsOfAKeyedConnectionShareState() {
        try (TwoInputTestHarness<String, String, String> harness = counting(1)) {
            harness.processElement1("a", 0);
            harness.processElement1("a", 0);
            harness.processElement2("a", 0);
            harness.processElement2("b", 0);

            assertThat(harness.output()).containsExactly("a 2", "b null");
        }
    }

    @Test
    void aTimerWaitsForTheWatermarksOfBothInputs() {
        try (TwoInputTestHarness<String, String, String> harness = counting(1)) {
            harness.processElement2("a", 10);
            harness.processWatermark2(50);
            harness.processElement1("a", 9);
            assertThat(harness.output()).containsExactly("a null");

            harness.processWatermark1(10);
            assertThat(harness.output()).containsExactly("a null", "timer 10 1");
        }
    }

    @Test
    void oneInputThatEndsLeavesTheOther() {
        try (TwoInputTestHarness<String, String, String> harness = counting(2)) {
            harness.processElement1("a", 0);
            harness.endInput1();
            assertThat(harness.isFinished()).isFalse();
            harness.processElement2("a", 7);
            harness.processWatermark2(7);

            assertThat(harness.output()).containsExactly("a 1", "timer 7 1");
            harness.endInput2();
            assertThat(harness.isFinished()).isTrue();
        }
    }

    @Test
    void stateOfAConnectionSurvivesARestoreAtAnotherParallelism() {
        try (TwoInputTestHarness<String, String, String> harness = counting(2)) {
            harness.processElement1("a", 0);
            harness.processElement1("b", 0);
            harness.processElement2("b", 20);
            HarnessSnapshot snapshot = harness.snapshot();

            try (TwoInputTestHarness<String, String, String> restored = harness.restore(snapshot, 3)) {
                restored.processElement1("a", 0);
                restored.processElement2("a", 30);
                restored.processWatermark1(20);
                restored.processWatermark2(20);
                assertThat(restored.output()).containsExactly("a 2", "timer 20 1");
            }
        }
    }

    @Test
    void aSnapshotMayBeTakenAfterOneInputHasEnded() {
        try (TwoInputTestHarness<String, String, String> harness = counting(2)) {
            harness.processElement1("a", 0);
            harness.endInput1();
            HarnessSnapshot snapshot = harness.snapshot();

            try (TwoInputTestHarness<String, String, String> restored = harness.restore(snapshot, 1)) {
                restored.processElement2("a", 0);
                assertThat(restored.output()).containsExactly("a 1");
            }
        }
    }

    // Broadcast state

    private static final class LookUp extends BroadcastProcessFunction<String, String, String> {
        @Override
        public void processElement(String value, ReadOnlyContext ctx, Collector<String> out) {
            out.collect(value + "=" + ctx.getBroadcastState(TABLE).get(value));
        }

        @Override
        public void processBroadcastElement(String value, Context ctx, Collector<String> out) {
            if (value.startsWith("-")) {
                ctx.getBroadcastState(TABLE).remove(value.substring(1));
            } else {
                ctx.getBroadcastState(TABLE).put(value, value.length());
            }
        }
    }

    private static TwoInputTestHarness<String, String, String> lookingUp(int parallelism) {
        return TwoInputTestHarness.of(
                (left, right) -> left.connect(right.broadcast(TABLE)).process(new LookUp()), parallelism);
    }

    @Test
    void everySubtaskSeesWhatWasBroadcast() {
        try (TwoInputTestHarness<String, String, String> harness = lookingUp(3)) {
            harness.processElement2("abc", 0);
            for (int i = 0; i < 6; i++) {
                harness.processElement1("abc", 0);
            }
            harness.processElement2("-abc", 0);
            harness.processElement1("abc", 0);

            assertThat(harness.output())
                    .containsExactly("abc=3", "abc=3", "abc=3", "abc=3", "abc=3", "abc=3", "abc=null");
        }
    }

    @Test
    void broadcastStateSurvivesARestoreAtAnyParallelism() {
        try (TwoInputTestHarness<String, String, String> harness = lookingUp(2)) {
            harness.processElement2("abc", 0);
            HarnessSnapshot snapshot = harness.snapshot();

            for (int parallelism : new int[] {1, 2, 5}) {
                try (TwoInputTestHarness<String, String, String> restored = harness.restore(snapshot, parallelism)) {
                    for (int i = 0; i < 10; i++) {
                        restored.processElement1("abc", 0);
                    }
                    assertThat(restored.output()).hasSize(10).containsOnly("abc=3");
                }
            }
        }
    }

    /** Holds elements back until both inputs have reached their time. */
    private static final class WaitAndLookUp extends KeyedBroadcastProcessFunction<String, String, String, String> {
        private transient ListState<String> waiting;

        @Override
        public void open(OpenContext context) {
            waiting = getRuntimeContext().getListState(new ListStateDescriptor<>("waiting", String.class));
        }

        @Override
        public void processElement(String value, ReadOnlyContext ctx, Collector<String> out) {
            waiting.add(value);
            Long timestamp = ctx.timestamp();
            ctx.timerService().registerEventTimeTimer(timestamp == null ? 0 : timestamp);
        }

        @Override
        public void processBroadcastElement(String value, Context ctx, Collector<String> out) {
            ctx.getBroadcastState(TABLE).put(value, value.length());
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext ctx, Collector<String> out) {
            for (String value : waiting.get()) {
                out.collect(value + "=" + ctx.getBroadcastState(TABLE).get(value));
            }
            waiting.clear();
        }
    }

    @Test
    void aKeyedElementCanWaitForTheWatermarkOfTheBroadcastSide() {
        try (TwoInputTestHarness<String, String, String> harness = TwoInputTestHarness.of(
                (left, right) ->
                        left.keyBy(text -> text).connect(right.broadcast(TABLE)).process(new WaitAndLookUp()),
                2)) {
            harness.processElement1("abc", 10);
            harness.processWatermark1(100);
            HarnessSnapshot snapshot = harness.snapshot();

            try (TwoInputTestHarness<String, String, String> restored = harness.restore(snapshot, 3)) {
                restored.processWatermark1(100);
                restored.processElement2("abc", 0);
                assertThat(restored.output()).isEmpty();
                restored.endInput2();
                assertThat(restored.output()).containsExactly("abc=3");
            }
        }
    }
}
