/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.accumulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccumulatorsTest {
    private static Map<String, Accumulator<?, ?>> accumulators(int... values) {
        IntCounter count = new IntCounter();
        LongCounter sum = new LongCounter();
        DoubleMaximum highest = new DoubleMaximum();
        IntMinimum lowest = new IntMinimum();
        AverageAccumulator mean = new AverageAccumulator();
        ListAccumulator<Integer> list = new ListAccumulator<>();
        Histogram histogram = new Histogram();
        for (int value : values) {
            count.add(1);
            sum.add((long) value);
            highest.add((double) value);
            lowest.add(value);
            mean.add(value);
            list.add(value);
            histogram.add(value);
        }
        Map<String, Accumulator<?, ?>> all = new LinkedHashMap<>();
        all.put("count", count);
        all.put("sum", sum);
        all.put("highest", highest);
        all.put("lowest", lowest);
        all.put("mean", mean);
        all.put("list", list);
        all.put("histogram", histogram);
        return all;
    }

    @Test
    void mergesWhatSubtasksAddedUpAndLeavesTheirsAlone() {
        Map<String, Accumulator<?, ?>> first = accumulators(3, 5);
        AccumulatorResults results = new AccumulatorResults();
        results.take(first);
        results.take(accumulators(1, 3, 8));

        assertThat(results.results())
                .containsEntry("count", 5)
                .containsEntry("sum", 20L)
                .containsEntry("highest", 8.0)
                .containsEntry("lowest", 1)
                .containsEntry("mean", 4.0)
                .containsEntry("list", List.of(3, 5, 1, 3, 8))
                .containsEntry("histogram", new java.util.TreeMap<>(Map.of(1, 1, 3, 2, 5, 1, 8, 1)));
        assertThat(first.get("list").getLocalValue()).isEqualTo(List.of(3, 5));
    }

    @Test
    void accumulatorsOfDifferentClassesUnderOneNameAreAConflictThatNamesThem() {
        AccumulatorResults results = new AccumulatorResults();
        results.take(Map.of("n", new IntCounter(1)));
        results.take(Map.of("n", new LongCounter(1)));

        assertThat(results.results().get("n"))
                .isInstanceOfSatisfying(AccumulatorResults.Conflict.class, conflict -> assertThat(conflict.failure())
                        .hasMessageContaining("'n'")
                        .hasMessageContaining("IntCounter")
                        .hasMessageContaining("LongCounter"));
    }

    @Test
    void startsOverWhenReset() {
        DoubleCounter counter = new DoubleCounter(2.5);
        DoubleCounter copy = counter.clone();
        counter.resetLocal();

        assertThat(counter.getLocalValuePrimitive()).isZero();
        assertThat(copy.getLocalValue()).isEqualTo(2.5);
    }
}
