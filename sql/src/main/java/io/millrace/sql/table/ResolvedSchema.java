/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.type.TypeNames;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;

/** The columns of a table with their types. Immutable. */
public final class ResolvedSchema {
    private final List<Column> columns;

    /** @param dataType as in SQL, such as {@code BIGINT NOT NULL}, or {@code TIMESTAMP(3) *ROWTIME*} */
    public record Column(String name, String dataType) {}

    private ResolvedSchema(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    static ResolvedSchema of(RelDataType row, List<String> names) {
        return new ResolvedSchema(row.getFieldList().stream()
                .map(field -> new Column(names.get(field.getIndex()), TypeNames.summary(field.getType())))
                .toList());
    }

    static ResolvedSchema ofTexts(List<String> names) {
        return new ResolvedSchema(
                names.stream().map(name -> new Column(name, "STRING")).toList());
    }

    public List<Column> getColumns() {
        return columns;
    }

    public int getColumnCount() {
        return columns.size();
    }

    public List<String> getColumnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** Returns the types, as in SQL. */
    public List<String> getColumnDataTypes() {
        return columns.stream().map(Column::dataType).toList();
    }

    public Optional<Column> getColumn(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** As in CREATE TABLE. */
    @Override
    public String toString() {
        return columns.stream()
                .map(column -> "  " + ObjectPath.quoted(column.name()) + " " + column.dataType())
                .collect(Collectors.joining(",\n", "(\n", "\n)"));
    }
}
