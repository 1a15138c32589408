/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.basic.CollectingSink;
import io.millrace.connector.basic.SequenceSource;
import io.millrace.function.OutputTag;
import io.millrace.stream.SingleOutputStreamOperator;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.TumblingEventTimeWindows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LateRowsTest {
    private static final OutputTag<Long> LATE = new OutputTag<>("late") {};
    private static final long RECORDS = 50_000;
    private static final long DISORDER_MILLIS = 4_000;

    /** Up to {@link #DISORDER_MILLIS} behind its place, in a pattern that does not repeat soon. */
    private static long timestamp(long number) {
        return 10 * number - number * number % DISORDER_MILLIS;
    }

    private static List<Long> lateRows(int parallelism) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.withRunner(new LocalEngine()).setParallelism(parallelism);
        CollectingSink<Long> sums = new CollectingSink<>();
        CollectingSink<Long> late = new CollectingSink<>();
        SingleOutputStreamOperator<Long> windows = environment
                .fromSource(
                        new SequenceSource(0, RECORDS - 1),
                        WatermarkStrategy.<Long>forBoundedOutOfOrderness(Duration.ofMillis(DISORDER_MILLIS / 2))
                                .withTimestampAssigner((number, timestamp) -> timestamp(number)),
                        "numbers")
                .setParallelism(1)
                .keyBy(number -> number % 13)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(500)))
                .sideOutputLateData(LATE)
                .reduce(Long::sum);
        windows.sinkTo(sums);
        windows.getSideOutput(LATE).sinkTo(late);
        environment.execute("late");

        long all = RECORDS * (RECORDS - 1) / 2;
        assertThat(sum(sums.results()) + sum(late.results())).isEqualTo(all);
        return late.results().stream().sorted().toList();
    }

    private static long sum(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum();
    }

    /** Watermarks come behind counts of records, and not with the clock: chance decides on nothing. */
    @Test
    void theSameInputHasTheSameLateRowsInEveryRun() throws Exception {
        List<Long> first = lateRows(1);
        assertThat(first).hasSizeBetween(100, (int) RECORDS / 2);

        for (int parallelism : new int[] {1, 2, 3, 4, 4}) {
            assertThat(lateRows(parallelism))
                    .as("at parallelism %d", parallelism)
                    .isEqualTo(first);
        }
    }
}
