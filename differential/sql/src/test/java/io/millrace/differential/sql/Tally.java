/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts what became of queries. Used by any thread. */
final class Tally {
    private static final int MOST_REASONS = 15;

    private final Map<String, Integer> compared = new TreeMap<>();
    private final Map<String, Integer> refused = new TreeMap<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private int rows;
    private int failed;
    private int refusedByFlink;

    synchronized void compared(String shape, int rowsOfIt) {
        compared.merge(shape, 1, Integer::sum);
        rows += rowsOfIt;
    }

    synchronized void refused(String shape, String why) {
        refused.merge(shape, 1, Integer::sum);
        reasons.merge("Millrace: " + why.lines().findFirst().orElse(why), 1, Integer::sum);
    }

    synchronized void refusedByFlink(String why) {
        refusedByFlink++;
        reasons.merge("Flink: " + why, 1, Integer::sum);
    }

    synchronized void failed() {
        failed++;
    }

    synchronized int total() {
        return sum(compared) + sum(refused) + refusedByFlink + failed;
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Returns the counts, on one line. */
    synchronized String summary() {
        return String.format(
                Locale.ROOT,
                "%d compared (%d rows), %d refused by Millrace, %d by Flink alone, %d failed on both",
                sum(compared),
                rows,
                sum(refused),
                refusedByFlink,
                failed);
    }

    /** Returns the counts of each shape, and why queries were refused most often. */
    synchronized String details() {
        List<String> most = reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_REASONS)
                .map(reason -> "  " + reason.getValue() + " x " + reason.getKey())
                .collect(Collectors.toList());
        return "compared: " + compared + "\nrefused by Millrace: " + refused + "\n" + String.join("\n", most);
    }
}
