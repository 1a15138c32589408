/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.ddl;

import io.millrace.sql.catalog.CatalogObject;
import io.millrace.sql.catalog.Column;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.parser.SqlPrinter;
import io.millrace.sql.plan.ResultTable;
import io.millrace.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.calcite.rel.type.RelDataTypeField;

/** The columns of a table or a view, as DESCRIBE and SHOW COLUMNS show them. */
final class ColumnRows {

    private static final List<String> HEADERS = List.of("name", "type", "null", "key", "extras", "watermark");

    private ColumnRows() {}

    /** @param wanted which columns are shown */
    static ResultTable of(CatalogObject object, Predicate<String> wanted) {
        Optional<TableDefinition> table =
                object instanceof TableDefinition found ? Optional.of(found) : Optional.empty();
        boolean comments = table.isPresent()
                && table.get().columns().stream()
                        .anyMatch(column -> column.comment().isPresent());
        List<String> headers = new ArrayList<>(HEADERS);
        if (comments) {
            headers.add("comment");
        }
        List<List<String>> rows = new ArrayList<>();
        for (RelDataTypeField field : object.rowType().getFieldList()) {
            if (wanted.test(field.getName())) {
                List<String> row = row(field, table);
                if (comments) {
                    row.add(table.flatMap(each -> each.column(field.getName()))
                            .flatMap(Column::comment)
                            .orElse(""));
                }
                rows.add(row);
            }
        }
        return new ResultTable(headers, rows);
    }

    private static List<String> row(RelDataTypeField field, Optional<TableDefinition> table) {
        String name = field.getName();
        List<String> row = new ArrayList<>();
        row.add(name);
        row.add(TypeNames.description(field.getType()));
        row.add(String.valueOf(field.getType().isNullable()).toUpperCase(Locale.ROOT));
        row.add(table.flatMap(TableDefinition::primaryKey)
                .filter(key -> key.columns().contains(name))
                .map(key -> "PRI(" + String.join(", ", key.columns()) + ")")
                .orElse(""));
        row.add(table.flatMap(each -> each.column(name)).map(ColumnRows::extras).orElse(""));
        row.add(table.flatMap(TableDefinition::watermark)
                .filter(watermark -> watermark.column().equals(name))
                .map(watermark -> watermark.expression())
                .orElse(""));
        return row;
    }

    private static String extras(Column column) {
        if (column instanceof Column.Computed computed) {
            return "AS " + computed.expression();
        }
        if (column instanceof Column.Metadata metadata) {
            return "METADATA"
                    + metadata.key()
                            .map(key -> " FROM " + SqlPrinter.quoted(key))
                            .orElse("") + (metadata.virtual() ? " VIRTUAL" : "");
        }
        return "";
    }
}
