/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.sql;

import java.io.Serializable;
import java.util.List;

/**
 * What of the rows of a query is the same in every run, and can be checked. Of nearly all queries that is every column.
 *
 * @param columns their positions
 * @param weight the position of the column that says how often a row counts; -1 where each counts once
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record CheckedColumns(int[] columns, int weight) implements Serializable {

    /**
     * Returns what is checked of a query.
     *
     * @param label of the query
     * @param names of all columns
     */
    public static CheckedColumns of(String label, List<String> names) {
        return switch (SqlQuery.of(label)) {
            // Which of a pair's bids of one millisecond is the last depends on how parallel parts meet.
            case Q18 -> named(names, List.of("auction", "bidder", "dateTime"));
            // Bids of one price share places in any order.
            case Q19 -> named(names, List.of("auction", "price", "place"));
            // Which window a bid falls into is up to the clock, but it falls into one.
            case Q12 -> new CheckedColumns(new int[] {names.indexOf("bidder")}, names.indexOf("bid_count"));
            default -> named(names, names);
        };
    }

    private static CheckedColumns named(List<String> names, List<String> checked) {
        return new CheckedColumns(checked.stream().mapToInt(names::indexOf).toArray(), -1);
    }
}
