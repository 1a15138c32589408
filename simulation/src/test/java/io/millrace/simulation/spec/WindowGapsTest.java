/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.function.AggregateFunction;
import io.millrace.function.Aggregates;
import io.millrace.function.OutputTag;
import io.millrace.simulation.TestHarness;
import io.millrace.window.SlidingEventTimeWindows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sliding windows whose slide is longer than their size: some elements belong to no window. */
class WindowGapsTest {
    private static final OutputTag<Integer> LATE = new OutputTag<>("late") {};

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anElementBetweenTwoWindowsIsLateOnlyIfItIsItselfBehindTheWatermark(boolean merging) {
        try (TestHarness<Integer, Long> harness = TestHarness.of(
                stream -> stream.keyBy(element -> 1)
                        .window(SlidingEventTimeWindows.of(Duration.ofMillis(2), Duration.ofMillis(10)))
                        .sideOutputLateData(LATE)
                        .aggregate(merging ? Aggregates.<Integer>count() : new Count()),
                1,
                LATE)) {
            harness.processWatermark(5);
            harness.processElement(8, 8);
            harness.processElement(6, 6);
            assertThat(harness.sideOutput(LATE)).isEmpty();

            harness.processElement(5, 5);
            harness.processElement(1, 1);
            harness.endInput();

            assertThat(harness.sideOutput(LATE)).containsExactly(5, 1);
            assertThat(harness.output()).isEmpty();
        }
    }

    /** The length of a window is no multiple of the slide, so that neither is a slice of the other. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aggregatesThatCannotMergeGoWithWindowsOfAnyLengthAndSlide(boolean merging) {
        try (TestHarness<Integer, Long> harness = TestHarness.of(
                stream -> stream.keyBy(element -> 1)
                        .window(SlidingEventTimeWindows.of(Duration.ofMillis(4), Duration.ofMillis(6)))
                        .allowedLateness(Duration.ofMillis(2))
                        .sideOutputLateData(LATE)
                        .aggregate(merging ? Aggregates.<Integer>count() : new Count()),
                1,
                LATE)) {
            for (int time : List.of(0, 3, 4, 5, 6, 9)) {
                harness.processElement(time, time);
            }
            harness.processWatermark(3);
            assertThat(harness.output()).containsExactly(2L);

            harness.processElement(1, 1);
            harness.processWatermark(6);
            harness.processElement(2, 2);
            harness.endInput();

            assertThat(harness.output()).containsExactly(2L, 3L, 2L);
            assertThat(harness.sideOutput(LATE)).containsExactly(2);
        }
    }

    private static final class Count implements AggregateFunction<Integer, Long, Long> {
        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Integer value, Long accumulator) {
            return accumulator + 1;
        }

        @Override
        public Long getResult(Long accumulator) {
            return accumulator;
        }
    }
}
