/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.flink;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.table.data.RowData;

/** The changes of Flink's tables in the form that its operators take, which cannot travel with a job. All in this JVM. */
final class FlinkInputs {
    private static final Map<String, List<RowData>> ROWS = new ConcurrentHashMap<>();

    private FlinkInputs() {}

    static void put(String id, List<RowData> rows) {
        ROWS.put(id, List.copyOf(rows));
    }

    static List<RowData> get(String id) {
        return ROWS.getOrDefault(id, List.of());
    }

    static void clear() {
        ROWS.clear();
    }
}
