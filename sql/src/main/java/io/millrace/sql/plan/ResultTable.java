/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import java.util.List;

/** What a statement that runs no job has to show: rows of text. */
public record ResultTable(List<String> columns, List<List<String>> rows) {

    /** What a statement shows that has done what it says, and has no more to tell. */
    public static final ResultTable OK = new ResultTable(List.of("result"), List.of(List.of("OK")));

    /** Copies the lists. */
    public ResultTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** A table of one column. */
    public static ResultTable ofNames(String column, List<String> names) {
        return new ResultTable(List.of(column), names.stream().map(List::of).toList());
    }
}
