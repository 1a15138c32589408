/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Distinct aggregates of one column share tables of its values: one for every 64 of them. */
class ManyDistinctAggregatesTest {
    private static final int AGGREGATES = 150;

    @Test
    void eachCountsTheValuesOfItsOwnRows() {
        StreamTableEnvironment tables = Programs.tables();
        tables.getConfig().set("execution.runtime-mode", "batch");
        String values = IntStream.range(0, 400)
                .mapToObj(i -> "(" + i * 7 % 200 + ", " + i % AGGREGATES + ")")
                .collect(Collectors.joining(", "));
        String counts = IntStream.range(0, AGGREGATES)
                .mapToObj(i -> "COUNT(DISTINCT v) FILTER (WHERE w <= " + i + ")")
                .collect(Collectors.joining(", "));

        List<String> rows =
                Programs.rows(tables.executeSql("SELECT " + counts + " FROM (VALUES " + values + ") AS t(v, w)"));

        String expected = IntStream.range(0, AGGREGATES)
                .mapToObj(most -> Long.toString(IntStream.range(0, 400)
                        .filter(i -> i % AGGREGATES <= most)
                        .map(i -> i * 7 % 200)
                        .distinct()
                        .count()))
                .collect(Collectors.joining(", ", "+I[", "]"));
        assertThat(rows).containsExactly(expected);
    }
}
