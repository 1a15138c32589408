/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Changelogs as texts, a row each, such as {@code +I[7, bread]}. */
final class Changelog {
    private Changelog() {}

    /** Returns the rows of the table that a changelog amounts to, sorted, without what they did. */
    static List<String> applied(List<String> changes) {
        Map<String, Integer> table = new TreeMap<>();
        for (String change : changes) {
            table.merge(change.substring(2), change.startsWith("+") ? 1 : -1, Integer::sum);
        }
        List<String> rows = new ArrayList<>();
        table.forEach((row, times) -> {
            if (times < 0) {
                throw new AssertionError("Row " + row + " was taken back " + -times + " times more than it came");
            }
            for (int i = 0; i < times; i++) {
                rows.add(row);
            }
        });
        return rows;
    }
}
