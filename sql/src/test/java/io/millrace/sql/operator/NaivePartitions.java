/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Sorts rows into partitions by a key and a value, from scratch. */
final class NaivePartitions {
    private NaivePartitions() {}

    /** Returns partitions by the column 0, sorted by the column 1, null as the smallest; ties as they came. */
    static List<List<List<Object>>> of(List<List<Object>> rows, boolean descending) {
        Map<Object, List<List<Object>>> partitions = new LinkedHashMap<>();
        rows.forEach(row ->
                partitions.computeIfAbsent(row.get(0), key -> new ArrayList<>()).add(row));
        Comparator<List<Object>> order = Comparator.comparing(
                row -> (Integer) row.get(1), Comparator.nullsFirst(Comparator.<Integer>naturalOrder()));
        partitions.values().forEach(partition -> partition.sort(descending ? order.reversed() : order));
        return new ArrayList<>(partitions.values());
    }

    /** Returns the ranks of the rows of a partition. */
    static long[] ranks(List<List<Object>> partition, Ranking ranking) {
        long[] ranks = new long[partition.size()];
        for (int row = 0; row < ranks.length; row++) {
            boolean tie = row > 0
                    && Objects.equals(
                            partition.get(row).get(1), partition.get(row - 1).get(1));
            ranks[row] = switch (ranking) {
                case ROW_NUMBER -> row + 1;
                case RANK -> tie ? ranks[row - 1] : row + 1;
                case DENSE_RANK -> row == 0 ? 1 : tie ? ranks[row - 1] : ranks[row - 1] + 1;
            };
        }
        return ranks;
    }
}
