/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows without an order. */
final class Rows {
    private Rows() {}

    /** Returns how much too often each row is there, negative for what is missing; those that are right are left out. */
    static Map<String, Integer> difference(List<String> actual, List<String> expected) {
        Map<String, Integer> difference = new TreeMap<>();
        actual.forEach(row -> difference.merge(row, 1, Integer::sum));
        expected.forEach(row -> difference.merge(row, -1, Integer::sum));
        difference.values().removeIf(count -> count == 0);
        return difference;
    }
}
