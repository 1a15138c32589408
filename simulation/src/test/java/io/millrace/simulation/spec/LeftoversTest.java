/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.function.Collector;
import io.millrace.process.ProcessJoinFunction;
import io.millrace.simulation.TestHarness;
import io.millrace.simulation.TwoInputTestHarness;
import io.millrace.stream.DataStream;
import io.millrace.stream.WindowedStream;
import io.millrace.window.ContinuousEventTimeTrigger;
import io.millrace.window.CountTrigger;
import io.millrace.window.EventTimeSessionWindows;
import io.millrace.window.PurgingTrigger;
import io.millrace.window.SlidingEventTimeWindows;
import io.millrace.window.TimeWindow;
import io.millrace.window.TumblingEventTimeWindows;
import io.millrace.window.WindowAssigner;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * FLINK-23314, FLINK-10996, FLINK-40237 (60): operators that remember for a time forget when it is over. Elements come in
 * random order, some late; a key may be hit once, or often.
 */
class LeftoversTest {
    private static final long LENGTH = 10;
    private static final long LATENESS = 7;
    private static final int ELEMENTS = 2_000;

    private static int key(Long element) {
        return (int) (element % 50);
    }

    private static WindowAssigner<Object, TimeWindow> sessions() {
        return EventTimeSessionWindows.withGap(Duration.ofMillis(LENGTH));
    }

    private static WindowAssigner<Object, TimeWindow> sliding() {
        return SlidingEventTimeWindows.of(Duration.ofMillis(LENGTH), Duration.ofMillis(4));
    }

    private static Function<DataStream<Long>, DataStream<Long>> windows(
            WindowAssigner<Object, TimeWindow> assigner, boolean early) {
        return stream -> {
            WindowedStream<Long, Integer, TimeWindow> windows =
                    stream.keyBy(LeftoversTest::key).window(assigner).allowedLateness(Duration.ofMillis(LATENESS));
            return (early ? windows.trigger(ContinuousEventTimeTrigger.of(Duration.ofMillis(3))) : windows)
                    .reduce(Long::sum);
        };
    }

    static Stream<Arguments> windowed() {
        return Stream.of(
                Arguments.of("tumbling", windows(TumblingEventTimeWindows.of(Duration.ofMillis(LENGTH)), false)),
                Arguments.of("sliding", windows(sliding(), false)),
                Arguments.of("sessions", windows(sessions(), false)),
                Arguments.of("sliding, firing early", windows(sliding(), true)),
                Arguments.of("sessions, firing early", windows(sessions(), true)),
                Arguments.of("sessions that count", (Function<DataStream<Long>, DataStream<Long>>)
                        stream -> stream.keyBy(LeftoversTest::key)
                                .window(sessions())
                                .trigger(PurgingTrigger.of(CountTrigger.of(2)))
                                .reduce(Long::sum)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("windowed")
    void windowsLeaveNothingBehindTheirTime(String name, Function<DataStream<Long>, DataStream<Long>> windows) {
        Random random = new Random(7);
        try (TestHarness<Long, Long> harness = TestHarness.of(windows, 2)) {
            for (long i = 0; i < ELEMENTS; i++) {
                harness.processElement(i, i / 4 + random.nextInt(40));
                if (i % 16 == 0) {
                    harness.processWatermark(i / 4);
                }
            }
            assertThat(harness.numKeyedStateEntries()).isPositive();

            harness.processWatermark(ELEMENTS / 4 + 40 + 2 * LENGTH + LATENESS);
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    static Stream<Arguments> joins() {
        Map<String, BiFunction<DataStream<Long>, DataStream<Long>, DataStream<Long>>> joins = Map.of(
                "interval join",
                (left, right) -> left.keyBy(LeftoversTest::key)
                        .intervalJoin(right.keyBy(LeftoversTest::key))
                        .between(Duration.ofMillis(-LENGTH), Duration.ofMillis(LENGTH))
                        .process(new Pairs()),
                "join of sliding windows",
                (left, right) -> left.join(right)
                        .where(LeftoversTest::key)
                        .equalTo(LeftoversTest::key)
                        .window(sliding())
                        .allowedLateness(Duration.ofMillis(LATENESS))
                        .apply(Long::sum),
                "join of sessions",
                (left, right) -> left.join(right)
                        .where(LeftoversTest::key)
                        .equalTo(LeftoversTest::key)
                        .window(sessions())
                        .apply(Long::sum));
        return joins.entrySet().stream().map(join -> Arguments.of(join.getKey(), join.getValue()));
    }

    private static final class Pairs extends ProcessJoinFunction<Long, Long, Long> {
        @Override
        public void processElement(Long left, Long right, Context context, Collector<Long> out) {
            out.collect(left + right);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("joins")
    void joinsLeaveNothingBehindTheirTime(
            String name, BiFunction<DataStream<Long>, DataStream<Long>, DataStream<Long>> join) {
        Random random = new Random(7);
        try (TwoInputTestHarness<Long, Long, Long> harness = TwoInputTestHarness.of(join, 2)) {
            for (long i = 0; i < ELEMENTS; i++) {
                long timestamp = i / 4 + random.nextInt(40);
                if (random.nextBoolean()) {
                    harness.processElement1(i, timestamp);
                } else {
                    harness.processElement2(i, timestamp);
                }
                if (i % 16 == 0) {
                    harness.processWatermark1(i / 4);
                    harness.processWatermark2(i / 5);
                }
            }
            assertThat(harness.numKeyedStateEntries()).isPositive();

            harness.processWatermark1(ELEMENTS / 4 + 40 + 2 * LENGTH + LATENESS);
            harness.processWatermark2(ELEMENTS / 4 + 40 + 2 * LENGTH + LATENESS);
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }
}
