/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql;

import io.millrace.differential.sql.draw.Column;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A table that a query reads.
 *
 * @param hasKey whether its first column is its primary key
 * @param watermark the declaration of its watermark, or an empty text
 */
public record InputTable(
        String name, List<Column> columns, InputMode mode, boolean hasKey, String watermark, List<Change> changes) {
    public InputTable {
        columns = List.copyOf(columns);
        changes = List.copyOf(changes);
    }

    /**
     * Returns the statement that creates it, the same for both engines.
     *
     * @param id of its changes
     */
    public String ddl(String id) {
        String body = columns.stream().map(Column::ddl).collect(Collectors.joining(", "));
        return "CREATE TEMPORARY TABLE " + name + " (" + body
                + (watermark.isEmpty() ? "" : ", " + watermark)
                + (hasKey ? ", PRIMARY KEY (" + columns.get(0).name() + ") NOT ENFORCED" : "")
                + ") WITH ('connector' = 'changes', 'id' = '" + id + "', 'mode' = '"
                + mode.name().toLowerCase(Locale.ROOT) + "')";
    }
}
