/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;

/**
 * A column of a table, or a field of the rows in it, or of the rows in that field.
 *
 * @param column its position among those of {@link TableContext#columns}
 * @param fields the positions of the field in the column's row, of the field in that field's row, and so on; empty for the whole column
 * @param type of what is read; that of a field is nullable where one of the rows around it is
 */
public record ColumnPath(int column, List<Integer> fields, RelDataType type) {
    public ColumnPath {
        fields = List.copyOf(fields);
    }

    /** Returns whether it leads into rows. */
    public boolean isNested() {
        return !fields.isEmpty();
    }
}
