/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.table;

import io.millrace.benchmarks.nexmark.generator.EventKind;
import io.millrace.sql.catalog.Column;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.parser.Proposals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;

/** Finds what the columns of a table's declaration are, by name. */
final class EventColumns {
    private static final String EVENT_TYPE = "event_type";

    private final TableContext table;

    EventColumns(TableContext table) {
        this.table = table;
    }

    /**
     * Returns, for each column, the position of its field among those of the kind.
     *
     * @throws io.millrace.sql.parser.SqlException if there is no such field, or its type is another one
     */
    int[] flat(EventKind kind) {
        return table.columns().stream()
                .mapToInt(column -> field(kind, "column '" + column.name() + "'", column.name(), column.type()))
                .toArray();
    }

    /**
     * Returns what each column of the table of all events is.
     *
     * @throws io.millrace.sql.parser.SqlException if one is nothing of the kind
     */
    List<NestedColumn> nested() {
        List<NestedColumn> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            columns.add(nested(column));
        }
        return columns;
    }

    private NestedColumn nested(Column column) {
        if (column.name().equals(EVENT_TYPE)) {
            if (column.type().getSqlTypeName() != SqlTypeName.INTEGER) {
                throw wrongType("column '" + EVENT_TYPE + "'", "INT", column.type());
            }
            return new NestedColumn.Number();
        }
        for (EventKind kind : EventKind.values()) {
            if (column.name().equals(nameOf(kind))) {
                return nested(column, kind);
            }
        }
        throw table.options()
                .wrong("has the column '" + column.name() + "', which events do not have. They have " + EVENT_TYPE
                        + ", person, auction and bid; for columns such as 'price' say '" + NexmarkTableFactory.TABLE
                        + "' = 'bid'.");
    }

    private NestedColumn nested(Column column, EventKind kind) {
        if (!column.type().isStruct()) {
            throw wrongType("column '" + column.name() + "'", "ROW<" + declaration(kind) + ">", column.type());
        }
        List<Integer> fields = new ArrayList<>();
        for (RelDataTypeField field : column.type().getFieldList()) {
            String name = column.name() + "." + field.getName();
            fields.add(field(kind, "field '" + name + "'", field.getName(), field.getType()));
        }
        return new NestedColumn.Rows(kind, fields);
    }

    private int field(EventKind kind, String what, String name, RelDataType type) {
        List<EventField> fields = EventField.of(kind);
        List<String> names = fields.stream().map(EventField::name).toList();
        int position = names.indexOf(name);
        if (position < 0) {
            throw table.options()
                    .wrong("has the " + what + ", which a " + nameOf(kind) + " does not have."
                            + Proposals.sentence(name, names) + " It has " + declaration(kind) + ".");
        }
        EventField.Type expected = fields.get(position).type();
        if (!expected.fits(type)) {
            throw wrongType(what, expected.sql(), type);
        }
        return position;
    }

    private RuntimeException wrongType(String what, String expected, RelDataType type) {
        return table.options()
                .wrong("has the " + what + " of type " + type.getFullTypeString() + ", which must be " + expected
                        + ".");
    }

    static String nameOf(EventKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String declaration(EventKind kind) {
        return EventField.of(kind).stream()
                .map(field -> field.name() + " " + field.type().sql())
                .collect(Collectors.joining(", "));
    }
}
