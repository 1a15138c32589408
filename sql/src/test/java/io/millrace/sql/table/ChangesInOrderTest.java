/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.LocalEngine;
import io.millrace.sql.connector.kept.KeptTableFactory;
import io.millrace.sql.row.Row;
import io.millrace.stream.StreamExecutionEnvironment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A change comes out behind what it changes, though the step that makes it has fewer subtasks than the job. */
class ChangesInOrderTest {
    private static final String TOP =
            "SELECT k, n, rn FROM (SELECT *, ROW_NUMBER() OVER (ORDER BY n DESC, k) AS rn FROM"
                    + " (SELECT MOD(n, 17) AS k, COUNT(*) AS n FROM numbers GROUP BY MOD(n, 17)) AS counts) AS ranked WHERE rn <= 3";

    private final StreamExecutionEnvironment environment =
            StreamExecutionEnvironment.withRunner(new LocalEngine()).setParallelism(2);
    private final StreamTableEnvironment tables = StreamTableEnvironment.create(environment);

    ChangesInOrderTest() {
        tables.executeSql("CREATE TABLE numbers (n BIGINT) WITH ('connector' = 'datagen',"
                + " 'fields.n.kind' = 'sequence', 'fields.n.start' = '1', 'fields.n.end' = '4000')");
    }

    /** Takes each row back that a change takes back, and fails where it is not there. */
    private static void requireOrder(List<String> changes) {
        Map<String, Integer> table = new HashMap<>();
        for (String change : changes) {
            String row = change.substring(2);
            if (change.startsWith("+")) {
                table.merge(row, 1, Integer::sum);
            } else {
                assertThat(table)
                        .as("rows that are there when %s comes", change)
                        .containsKey(row);
                table.computeIfPresent(row, (same, count) -> count == 1 ? null : count - 1);
            }
        }
        assertThat(table).hasSize(3);
    }

    @Test
    void inResults() throws Exception {
        List<String> changes = new ArrayList<>();
        try (var rows = tables.executeSql(TOP).collect()) {
            rows.forEachRemaining(row -> changes.add(row.toString()));
        }
        requireOrder(changes);
    }

    @Test
    void inStreams() throws Exception {
        List<String> changes = new ArrayList<>();
        try (var rows = tables.toChangelogStream(tables.sqlQuery(TOP)).executeAndCollect()) {
            rows.forEachRemaining((Row row) -> changes.add(row.toString()));
        }
        requireOrder(changes);
    }

    @Test
    void inTablesOfSeveralSubtasks() throws Exception {
        for (String options : List.of("", ", 'sink.parallelism' = '3'")) {
            String name = "kept" + options.length();
            tables.executeSql("CREATE TABLE " + name
                    + " (k BIGINT, n BIGINT, rn BIGINT) WITH ('connector' = 'kept', 'changes' = 'true'" + options
                    + ")");
            tables.executeSql("INSERT INTO " + name + " " + TOP).await();
            requireOrder(KeptTableFactory.take(name));
        }
    }
}
