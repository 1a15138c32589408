/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.sql.catalog.Column;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableOptions;
import io.millrace.sql.parser.SqlException;
import java.util.ArrayList;
import java.util.List;

/** The columns of {@code PARTITIONED BY}, which become directories. */
final class PartitionOptions {
    private static final String DEFAULT_NAME = "__DEFAULT_PARTITION__";

    private PartitionOptions() {}

    /**
     * Returns how rows come to directories; without partition columns all of them to that of the table.
     *
     * @throws SqlException if a column cannot be a directory
     */
    static PartitionDirectories of(TableContext table) {
        TableOptions options = table.options();
        String defaultName = options.text("partition.default-name", DEFAULT_NAME);
        List<Field> keys = new ArrayList<>();
        for (String key : table.partitionKeys()) {
            keys.add(key(table, key));
        }
        return new PartitionDirectories(List.copyOf(keys), defaultName);
    }

    private static Field key(TableContext table, String key) {
        TableOptions options = table.options();
        for (int position = 0; position < table.columns().size(); position++) {
            Column column = table.columns().get(position);
            if (column.name().equals(key)) {
                return new Field(key, requireDirectory(key, TextFields.type(column, options), options), position);
            }
        }
        throw options.wrong("is PARTITIONED BY '" + key + "', which is no column that stands in its files.");
    }

    private static FieldType requireDirectory(String key, FieldType type, TableOptions options) {
        if (type.kind().isNested() || type.kind() == FieldType.Kind.BYTES) {
            throw options.wrong("is PARTITIONED BY '" + key + "' of type " + type.text()
                    + ", whose values cannot be names of directories.");
        } else if (key.startsWith(".") || key.startsWith("_")) {
            throw options.wrong("is PARTITIONED BY '" + key
                    + "', but readers pass by directories whose names begin with '.' or '_'.");
        }
        return type;
    }
}
