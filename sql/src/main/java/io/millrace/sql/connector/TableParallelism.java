/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector;

import io.millrace.sql.catalog.TableDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How many subtasks read or write a table, if its options say so. That is no matter of its connector. */
public final class TableParallelism {
    private static final String SCAN = "scan.parallelism";
    private static final String SINK = "sink.parallelism";

    /** The options, of any table. */
    static final Set<String> OPTIONS = Set.of(SCAN, SINK);

    private TableParallelism() {}

    /** @throws io.millrace.sql.parser.SqlException if the option is no number above 0 */
    public static Optional<Integer> ofScan(TableDefinition table) {
        return of(table, SCAN);
    }

    /** @throws io.millrace.sql.parser.SqlException if the option is no number above 0 */
    public static Optional<Integer> ofSink(TableDefinition table) {
        return of(table, SINK);
    }

    private static Optional<Integer> of(TableDefinition table, String key) {
        Map<String, String> options = new HashMap<>(table.options());
        options.keySet().retainAll(OPTIONS);
        return new TableOptions("'" + table.path().name() + "'", options)
                .parsed(key, "a number of subtasks, 1 or more", TableParallelism::subtasks);
    }

    private static int subtasks(String text) {
        int subtasks = Integer.parseInt(text.strip());
        if (subtasks < 1) {
            throw new IllegalArgumentException();
        }
        return subtasks;
    }
}
