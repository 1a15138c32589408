/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;

/**
 * What CREATE TABLE says. The schema has been checked: types are derived, the watermark's column is a timestamp, keys exist.
 *
 * @param rowType what a query sees: all columns, with the rowtime marked as such
 * @param options of the connector and its format, in the order in which they were written
 */
public record TableDefinition(
        ObjectPath path,
        List<Column> columns,
        RelDataType rowType,
        Optional<Watermark> watermark,
        Optional<PrimaryKey> primaryKey,
        List<String> partitionKeys,
        Map<String, String> options,
        Optional<String> comment)
        implements CatalogObject {

    /** The option that names the connector. */
    public static final String CONNECTOR = "connector";

    /** Copies the lists and the options. */
    public TableDefinition {
        columns = List.copyOf(columns);
        partitionKeys = List.copyOf(partitionKeys);
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    @Override
    public TableDefinition renamed(ObjectPath newPath) {
        return new TableDefinition(newPath, columns, rowType, watermark, primaryKey, partitionKeys, options, comment);
    }

    /** Returns the same table with other options. */
    public TableDefinition withOptions(Map<String, String> newOptions) {
        return new TableDefinition(path, columns, rowType, watermark, primaryKey, partitionKeys, newOptions, comment);
    }

    /** Returns the same table with some options more, or other values of them, as a hint gives them for one statement. */
    public TableDefinition withMoreOptions(Map<String, String> more) {
        Map<String, String> merged = new LinkedHashMap<>(options);
        merged.putAll(more);
        return withOptions(merged);
    }

    /** Returns the column of a name. */
    public Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** Returns the columns that a connector reads: all but the computed ones. */
    public List<Column> scannedColumns() {
        return columns.stream()
                .filter(column -> !(column instanceof Column.Computed))
                .toList();
    }

    /** Returns the columns that a connector writes: all but the computed ones and the virtual metadata. */
    public List<Column> writtenColumns() {
        return scannedColumns().stream()
                .filter(column -> !(column instanceof Column.Metadata metadata && metadata.virtual()))
                .toList();
    }
}
