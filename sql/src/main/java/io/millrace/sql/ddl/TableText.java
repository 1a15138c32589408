/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.ddl;

import io.millrace.sql.catalog.Column;
import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.catalog.ViewDefinition;
import io.millrace.sql.parser.SqlPrinter;
import io.millrace.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Definitions as the statements that would make them again. */
final class TableText {

    private TableText() {}

    static String of(TableDefinition table, boolean temporary) {
        return of(table, table.path().quoted(), temporary);
    }

    /** @param name as it is to be written */
    static String of(TableDefinition table, String name, boolean temporary) {
        StringBuilder text = new StringBuilder("CREATE ")
                .append(temporary ? "TEMPORARY " : "")
                .append("TABLE ")
                .append(name);
        List<String> parts = parts(table);
        if (!parts.isEmpty()) {
            text.append(" (\n  ").append(String.join(",\n  ", parts)).append("\n)");
        }
        table.comment().ifPresent(comment -> text.append("\nCOMMENT ").append(SqlPrinter.quoted(comment)));
        if (!table.partitionKeys().isEmpty()) {
            text.append("\nPARTITIONED BY (")
                    .append(quoted(table.partitionKeys()))
                    .append(")");
        }
        if (!table.options().isEmpty()) {
            text.append("\nWITH (\n  ")
                    .append(table.options().entrySet().stream()
                            .map(option ->
                                    SqlPrinter.quoted(option.getKey()) + " = " + SqlPrinter.quoted(option.getValue()))
                            .collect(Collectors.joining(",\n  ")))
                    .append("\n)");
        }
        return text.toString();
    }

    static String of(ViewDefinition view, boolean temporary) {
        return of(view, view.path().quoted(), temporary);
    }

    /** @param name as it is to be written */
    static String of(ViewDefinition view, String name, boolean temporary) {
        String columns = view.columnNames().isEmpty() ? "" : " (" + quoted(view.columnNames()) + ")";
        String comment = view.comment()
                .map(text -> "\nCOMMENT " + SqlPrinter.quoted(text))
                .orElse("");
        return "CREATE " + (temporary ? "TEMPORARY " : "") + "VIEW " + name + columns + comment + "\nAS "
                + view.query();
    }

    private static List<String> parts(TableDefinition table) {
        List<String> parts = new ArrayList<>();
        table.columns().forEach(column -> parts.add(column(column)));
        table.watermark()
                .ifPresent(watermark -> parts.add(
                        "WATERMARK FOR " + ObjectPath.quoted(watermark.column()) + " AS " + watermark.expression()));
        table.primaryKey()
                .ifPresent(key -> parts.add("CONSTRAINT " + ObjectPath.quoted(key.name()) + " PRIMARY KEY ("
                        + quoted(key.columns()) + ") NOT ENFORCED"));
        return parts;
    }

    private static String column(Column column) {
        String name = ObjectPath.quoted(column.name());
        String comment = column.comment()
                .map(text -> " COMMENT " + SqlPrinter.quoted(text))
                .orElse("");
        if (column instanceof Column.Computed computed) {
            return name + " AS " + computed.expression() + comment;
        }
        String typed = name + " " + TypeNames.declaration(column.type());
        if (column instanceof Column.Metadata metadata) {
            return typed + " METADATA"
                    + metadata.key()
                            .map(key -> " FROM " + SqlPrinter.quoted(key))
                            .orElse("") + (metadata.virtual() ? " VIRTUAL" : "") + comment;
        }
        return typed + comment;
    }

    private static String quoted(List<String> names) {
        return names.stream().map(ObjectPath::quoted).collect(Collectors.joining(", "));
    }
}
