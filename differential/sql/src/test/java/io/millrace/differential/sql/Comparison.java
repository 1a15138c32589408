/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql;

import io.millrace.differential.sql.Answer.ChangedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says how two answers differ. */
final class Comparison {
    private static final int MOST_SHOWN = 12;

    private Comparison() {}

    /** Returns what is wrong with Millrace's rows, or null if nothing is. */
    static @Nullable String of(Answer.Rows millrace, Answer.Rows flink, boolean exact) {
        if (!millrace.types().equals(flink.types())) {
            return "types: Millrace " + millrace.types() + ", Flink " + flink.types();
        }
        String impossible = impossible(millrace.rows());
        if (impossible != null) {
            return impossible;
        }
        Map<String, Integer> difference = exact ? changes(flink.rows()) : table(flink.rows());
        (exact ? changes(millrace.rows()) : table(millrace.rows()))
                .forEach((row, count) -> difference.merge(row, -count, Integer::sum));
        difference.values().removeIf(count -> count == 0);
        return difference.isEmpty() ? null : describe(difference, exact);
    }

    /** Rows that are taken back have been there before. */
    private static @Nullable String impossible(List<ChangedRow> rows) {
        Map<String, Integer> table = new TreeMap<>();
        for (int i = 0; i < rows.size(); i++) {
            ChangedRow row = rows.get(i);
            if (table.merge(row.values(), row.adds() ? 1 : -1, Integer::sum) < 0) {
                return "change " + i + " of Millrace, " + row + ", takes back a row that is not there: " + rows;
            }
        }
        return null;
    }

    private static Map<String, Integer> table(List<ChangedRow> rows) {
        Map<String, Integer> table = new TreeMap<>();
        rows.forEach(row -> table.merge(row.values(), row.adds() ? 1 : -1, Integer::sum));
        return table;
    }

    private static Map<String, Integer> changes(List<ChangedRow> rows) {
        Map<String, Integer> changes = new TreeMap<>();
        rows.forEach(row -> changes.merge(row.toString(), 1, Integer::sum));
        return changes;
    }

    private static String describe(Map<String, Integer> difference, boolean exact) {
        List<String> missing = new ArrayList<>();
        List<String> surplus = new ArrayList<>();
        difference.forEach((row, count) -> (count > 0 ? missing : surplus).add(Math.abs(count) + " x " + row));
        return (exact ? "changelog" : "table") + ": Flink alone has " + shown(missing) + ", Millrace alone has "
                + shown(surplus);
    }

    private static String shown(List<String> rows) {
        return rows.size() <= MOST_SHOWN
                ? rows.toString()
                : rows.subList(0, MOST_SHOWN) + " and " + (rows.size() - MOST_SHOWN) + " more";
    }
}
