/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.sql.catalog.Column;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableOptions;
import io.millrace.sql.parser.SqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The columns of a table that stand in its text, or that the format tells of each record. */
final class TextFields {
    private TextFields() {}

    /**
     * @param left the columns that stand elsewhere
     * @throws SqlException if the format has no values of a column's type, or does not know its metadata
     */
    static List<Field> of(TableContext table, TableFormat format, List<String> left) {
        List<Field> fields = new ArrayList<>();
        for (int position = 0; position < table.columns().size(); position++) {
            Column column = table.columns().get(position);
            if (left.contains(column.name())) {
                continue;
            } else if (column instanceof Column.Metadata metadata) {
                fields.add(metadata(metadata, format, position, table.options()));
            } else {
                fields.add(new Field(column.name(), type(column, format, table.options()), position));
            }
        }
        if (format instanceof RawTableFormat && fields.size() != 1) {
            throw table.options().wrong("has " + fields.size() + " columns, and the format 'raw' has one.");
        }
        return List.copyOf(fields);
    }

    private static Field metadata(Column.Metadata column, TableFormat format, int position, TableOptions options) {
        return metadata(column, format.metadata(), position, options);
    }

    /** @param known the types of the metadata that there is, by name */
    static Field metadata(
            Column.Metadata column, Map<String, FieldType.Kind> known, int position, TableOptions options) {
        FieldType.Kind kind = known.get(column.connectorKey());
        if (kind == null) {
            throw options.wrong("has the metadata column '" + column.name() + "', but its connector '"
                    + options.text(TableOptions.CONNECTOR, "") + "' knows "
                    + (known.isEmpty() ? "no metadata." : String.join(", ", known.keySet()) + "."));
        }
        FieldType type = type(column, options);
        if (type.kind() != kind) {
            throw options.wrong("has the metadata column '" + column.name() + "' of type " + type.text() + ", but '"
                    + column.connectorKey() + "' is of type " + kind + ".");
        }
        return new Field(column.name(), type, position, column.connectorKey());
    }

    private static FieldType type(Column column, TableFormat format, TableOptions options) {
        FieldType type = type(column, options);
        if (!format.supports(type)) {
            throw unsupported(column, type.text(), options);
        }
        return type;
    }

    static FieldType type(Column column, TableOptions options) {
        try {
            return FieldType.of(column.type());
        } catch (IllegalArgumentException noSuchType) {
            throw unsupported(column, String.valueOf(noSuchType.getMessage()), options);
        }
    }

    private static SqlException unsupported(Column column, String type, TableOptions options) {
        return options.wrong("has the column '" + column.name() + "' of type " + type + ", of which the format '"
                + options.text(Formats.FORMAT, "") + "' has no values.");
    }
}
