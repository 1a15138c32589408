/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.user;

import io.millrace.data.ColumnBatch;
import io.millrace.data.JavaType;
import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.record.JavaValue;
import io.millrace.sql.record.SqlTypesOfJava;
import io.millrace.sql.record.ValueConversion;
import io.millrace.sql.row.Row;
import io.millrace.sql.type.SqlTypeFactory;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.jspecify.annotations.Nullable;

/** Makes the rows of a table into objects of a class: records, of whose components there are columns, or {@link Row}s of all columns. */
public final class TableRows {
    private final int[] columns;
    private final ValueConversion conversion;
    private final @Nullable List<String> names;

    /**
     * @param path what the object is, for messages
     * @throws io.millrace.sql.parser.SqlException if the columns do not fit the class
     */
    public TableRows(RelDataType row, JavaType type, String path) {
        boolean isRow = type.raw() == Row.class;
        List<String> wanted = isRow || SqlTypesOfJava.isScalar(type) ? row.getFieldNames() : SqlTypesOfJava.names(type);
        for (String name : wanted) {
            if (!row.getFieldNames().contains(name)) {
                throw SqlException.of(path + " takes rows as " + type.raw().getSimpleName()
                        + ", and the table has no column for its component '"
                        + name + "'." + Proposals.sentence(name, row.getFieldNames()) + " It has "
                        + row.getFieldNames() + ".");
            }
        }
        RelDataTypeFactory.Builder taken = new SqlTypeFactory().builder();
        this.columns = row.getFieldList().stream()
                .filter(field -> wanted.contains(field.getName()))
                .peek(taken::add)
                .mapToInt(field -> field.getIndex())
                .toArray();
        this.conversion = new JavaValue(taken.build(), type, path).toJava();
        this.names = isRow ? List.copyOf(row.getFieldNames()) : null;
    }

    /** Returns the object that a row is. */
    public @Nullable Object of(ColumnBatch batch, int position) {
        @Nullable Object[] values = new Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            values[i] = batch.value(columns[i], position);
        }
        Object made = conversion.of(Arrays.asList(values));
        return made instanceof Row row && names != null ? row.withNames(names).withKind(batch.kind(position)) : made;
    }
}
