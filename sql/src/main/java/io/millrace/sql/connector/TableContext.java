/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector;

import io.millrace.sql.catalog.Column;
import io.millrace.sql.catalog.TableDefinition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a connector learns of a table.
 *
 * @param name for messages
 * @param columns those that the connector reads, or writes, in order
 * @param partitionKeys the names of the columns of {@code PARTITIONED BY}, in order
 */
public record TableContext(String name, List<Column> columns, List<String> partitionKeys, TableOptions options) {
    /** What the names of options begin with that say how a table's watermark is made, which is no matter of its connector. */
    public static final String WATERMARK_OPTIONS = "scan.watermark.";

    public TableContext {
        columns = List.copyOf(columns);
        partitionKeys = List.copyOf(partitionKeys);
    }

    /** Returns what is to be known to read a table. */
    public static TableContext ofScan(TableDefinition table) {
        return of(table, table.scannedColumns());
    }

    /** Returns what is to be known to write a table. */
    public static TableContext ofSink(TableDefinition table) {
        return of(table, table.writtenColumns());
    }

    private static TableContext of(TableDefinition table, List<Column> columns) {
        String name = "'" + table.path().name() + "'";
        Map<String, String> options = new TreeMap<>(table.options());
        options.keySet().removeIf(key -> key.startsWith(WATERMARK_OPTIONS) || TableParallelism.OPTIONS.contains(key));
        return new TableContext(name, columns, table.partitionKeys(), new TableOptions(name, options));
    }
}
