/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.process.RichMapFunction;
import io.millrace.simulation.TestHarness;
import io.millrace.stream.DataStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Which subtask an element goes to. */
class PartitioningTest {
    private static final class Passing extends RichMapFunction<String, String> {
        @Override
        public String map(String value) {
            return value + getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        }
    }

    /** Returns the ways that elements went: the index of the first subtask, and that of the second, and how often. */
    private static Map<String, Integer> ways(
            int from, UnaryOperator<DataStream<String>> exchange, int to, int elements) {
        try (TestHarness<String, String> harness = TestHarness.of(
                stream -> exchange.apply(stream.rebalance().map(new Passing()).setParallelism(from))
                        .map(new Passing())
                        .setParallelism(to))) {
            for (int i = 0; i < elements; i++) {
                harness.processElement("");
            }
            Map<String, Integer> ways = new LinkedHashMap<>();
            harness.output().stream().sorted().forEach(way -> ways.merge(way, 1, Integer::sum));
            return ways;
        }
    }

    @Test
    void rescaleGivesEachSubtaskAFewReadersOfItsOwn() {
        assertThat(ways(2, DataStream::rescale, 4, 8)).isEqualTo(Map.of("00", 2, "01", 2, "12", 2, "13", 2));
    }

    @Test
    void rescaleGivesSeveralSubtasksOneReader() {
        assertThat(ways(4, DataStream::rescale, 2, 8)).isEqualTo(Map.of("00", 2, "10", 2, "21", 2, "31", 2));
    }

    @Test
    void rescaleReachesEveryReaderOfAnyNumber() {
        assertThat(ways(2, DataStream::rescale, 5, 60).keySet()).containsExactly("00", "01", "12", "13", "14");
        assertThat(ways(5, DataStream::rescale, 2, 60).keySet()).containsExactly("00", "10", "20", "31", "41");
    }

    @Test
    void globalSendsAllToTheFirst() {
        assertThat(ways(2, DataStream::global, 3, 6)).isEqualTo(Map.of("00", 3, "10", 3));
    }

    @Test
    void shuffleScattersEqualElementsEvenlyAndAlikeInEveryRun() {
        Map<String, Integer> ways = ways(2, DataStream::shuffle, 3, 600);

        assertThat(ways).hasSize(6).allSatisfy((way, count) -> assertThat(count).isBetween(70, 130));
        assertThat(ways(2, DataStream::shuffle, 3, 600)).isEqualTo(ways);
    }

    @Test
    void streamsKnowTheirOperator() {
        try (TestHarness<String, String> harness = TestHarness.of(stream -> {
            DataStream<String> three = stream.map(new Passing()).setParallelism(3);
            assertThat(List.of(
                            three.getParallelism(),
                            three.getId(),
                            three.rebalance().getId()))
                    .isEqualTo(Arrays.asList(3, stream.getId() + 1, stream.getId() + 1));
            assertThat(three.getExecutionConfig().getParallelism()).isEqualTo(1);
            return three;
        })) {
            harness.processElement("x");

            assertThat(harness.output()).hasSize(1);
        }
    }
}
