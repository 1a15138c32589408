/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.function.Collector;
import io.millrace.process.KeyedBroadcastProcessFunction;
import io.millrace.process.KeyedCoProcessFunction;
import io.millrace.process.RichCoMapFunction;
import io.millrace.simulation.TestHarness;
import io.millrace.simulation.TwoInputTestHarness;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.ReducingStateDescriptor;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions over two streams that know the key. */
class KeyedConnectTest {
    private static final class Knowing extends KeyedCoProcessFunction<Integer, Integer, String, String> {
        @Override
        public void processElement1(Integer value, Context ctx, Collector<String> out) {
            ctx.timerService().registerEventTimeTimer(10);
            out.collect("first of " + ctx.getCurrentKey());
        }

        @Override
        public void processElement2(String value, Context ctx, Collector<String> out) {
            ctx.timerService().registerProcessingTimeTimer(100);
            out.collect("second of " + ctx.getCurrentKey() + " at " + ctx.timestamp());
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext ctx, Collector<String> out) {
            out.collect(ctx.timeDomain() + " " + timestamp + " of " + ctx.getCurrentKey());
        }
    }

    @Test
    void aKeyedCoProcessFunctionKnowsTheKeyAndTheKindOfTimer() {
        try (TwoInputTestHarness<Integer, String, String> harness = TwoInputTestHarness.of((left, right) ->
                left.connect(right).keyBy(number -> number % 10, String::length).process(new Knowing()))) {
            harness.processElement1(13, 1);
            harness.processElement2("four", 2);
            harness.processWatermark1(10);
            harness.processWatermark2(10);
            harness.setProcessingTime(100);

            assertThat(harness.output())
                    .containsExactly(
                            "first of 3", "second of 4 at 2", "EVENT_TIME 10 of 3", "PROCESSING_TIME 100 of 4");
        }
    }

    @Test
    void aKeyedCoProcessFunctionNeedsTwoKeyedStreams() {
        assertThatThrownBy(() -> TwoInputTestHarness.<Integer, String, String>of((left, right) ->
                        left.keyBy(number -> number).connect(right).process(new Knowing())))
                .hasMessageContaining("needs two keyed streams. Call keyBy(..., ...) after connect(...)");
    }

    private static final class Counting extends RichCoMapFunction<Integer, Integer, Integer> {
        @Override
        public Integer map1(Integer value) throws Exception {
            ValueState<Integer> count =
                    getRuntimeContext().getState(new ValueStateDescriptor<>("count", Integer.class));
            count.update(count.value() == null ? 1 : count.value() + 1);
            return count.value();
        }

        @Override
        public Integer map2(Integer value) throws Exception {
            return -map1(value);
        }
    }

    @Test
    void aRichCoMapFunctionSharesKeyedStateBetweenTheStreams() {
        try (TwoInputTestHarness<Integer, Integer, Integer> harness =
                TwoInputTestHarness.of((left, right) -> left.connect(right)
                        .keyBy(number -> number % 2, number -> number % 2)
                        .map(new Counting()))) {
            harness.processElement1(1, 0);
            harness.processElement2(3, 0);
            harness.processElement2(2, 0);

            assertThat(harness.output()).containsExactly(1, -2, -1);
        }
    }

    /** Sums by key; a broadcast number is added to every key that has a sum, or clears them all if it is 0. */
    private static final class Adding extends KeyedBroadcastProcessFunction<Integer, Integer, Integer, String> {
        private static final ReducingStateDescriptor<Integer> SUM =
                new ReducingStateDescriptor<>("sum", Integer::sum, Integer.class);

        @Override
        public void processElement(Integer value, ReadOnlyContext ctx, Collector<String> out) throws Exception {
            if (value > 0) {
                getRuntimeContext().getReducingState(SUM).add(value);
            }
            out.collect(ctx.getCurrentKey() + "="
                    + getRuntimeContext().getReducingState(SUM).get());
        }

        @Override
        public void processBroadcastElement(Integer value, Context ctx, Collector<String> out) throws Exception {
            ctx.applyToKeyedState(SUM, (key, sum) -> {
                out.collect("apply to " + key + "=" + sum.get());
                if (value == 0) {
                    sum.clear();
                } else {
                    sum.add(value);
                }
            });
        }
    }

    @Test
    void theBroadcastSideReachesTheStateOfEveryKeyThatHasIt() {
        try (TwoInputTestHarness<Integer, Integer, String> harness =
                TwoInputTestHarness.of((left, right) -> left.keyBy(number -> number % 10)
                        .connect(right.broadcast(new MapStateDescriptor<>("unused", Integer.class, Integer.class)))
                        .process(new Adding()))) {
            harness.processElement1(11, 0);
            harness.processElement1(22, 0);
            harness.processElement1(-7, 0);
            harness.clearOutput();
            harness.processElement2(100, 0);
            harness.processElement1(-8, 0);
            harness.processElement1(1, 0);

            assertThat(harness.output()).containsExactly("apply to 1=11", "apply to 2=22", "-8=null", "1=112");
            assertThat(harness.numKeyedStateEntries()).isEqualTo(2);

            harness.processElement2(0, 0);
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void everySubtaskAppliesToItsOwnKeys() {
        List<String> applied;
        try (TwoInputTestHarness<Integer, Integer, String> harness = TwoInputTestHarness.of(
                (left, right) -> left.keyBy(number -> number % 10)
                        .connect(right.broadcast(new MapStateDescriptor<>("unused", Integer.class, Integer.class)))
                        .process(new Adding()),
                3)) {
            for (int number = 1; number < 10; number++) {
                harness.processElement1(number, 0);
            }
            harness.clearOutput();
            harness.processElement2(1, 0);
            applied = harness.output().stream().sorted().toList();
        }
        assertThat(applied).hasSize(9).doesNotHaveDuplicates().contains("apply to 9=9");
    }

    @Test
    void aReducerMayBeRich() {
        try (TestHarness<Integer, Integer> harness =
                TestHarness.of(stream -> stream.keyBy(number -> 0).reduce(new OffsetSum()))) {
            harness.processElement(1);
            harness.processElement(2);

            assertThat(harness.output()).containsExactly(1, 103);
        }
    }

    private static final class OffsetSum extends io.millrace.process.RichReduceFunction<Integer> {
        private int offset;

        @Override
        public void open(io.millrace.process.OpenContext openContext) {
            offset = 100;
        }

        @Override
        public Integer reduce(Integer a, Integer b) {
            return a + b + offset;
        }
    }
}
