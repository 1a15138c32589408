/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.flink;

import io.millrace.differential.Row;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The rows that running Flink jobs have produced, in the one JVM that all of this happens in. */
final class FlinkRows {
    private static final Map<Integer, Collection<Row>> ROWS = new ConcurrentHashMap<>();

    private FlinkRows() {}

    static void add(int id, Row row) {
        ROWS.computeIfAbsent(id, unused -> new ConcurrentLinkedQueue<>()).add(row);
    }

    /** Returns the rows of a program, and forgets them. */
    static List<Row> take(int id) {
        Collection<Row> rows = ROWS.remove(id);
        return rows == null ? List.of() : List.copyOf(rows);
    }

    static String input(int id, int number) {
        return id + "-" + number;
    }
}
