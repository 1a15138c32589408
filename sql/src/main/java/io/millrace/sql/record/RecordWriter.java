/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.record;

import io.millrace.data.ColumnBatch;
import io.millrace.data.JavaType;
import io.millrace.sql.parser.SqlException;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.jspecify.annotations.Nullable;

/** Makes objects of a program's class of rows. */
public interface RecordWriter {
    /** Returns the object of a row. */
    @Nullable
    Object write(ColumnBatch batch, int position);

    /**
     * Returns what writes rows as objects of a class: by the names of its components, or the only column as it is.
     *
     * @throws SqlException if columns and components do not match, or the types of one do not fit
     */
    static RecordWriter of(RelDataType row, Class<?> target) {
        List<String> names = row.getFieldNames();
        JavaType type = JavaType.of(target);
        if (SqlTypesOfJava.isScalar(type)) {
            return only(row, names, type);
        }
        ToJava.Struct struct = ToJava.struct(row, type, RecordShape.name(type));
        return (batch, position) -> struct.make(column -> batch.value(column, position));
    }

    private static RecordWriter only(RelDataType row, List<String> names, JavaType type) {
        if (row.getFieldCount() != 1) {
            throw SqlException.of("A " + RecordShape.name(type) + " is one value, and the query has the columns "
                    + names + ". Give a record with these components.");
        }
        RelDataTypeField field = row.getFieldList().get(0);
        ToJava.Decoder decoder =
                ToJava.decoder(field.getType(), type, "What the column '" + names.get(0) + "' becomes");
        return (batch, position) -> decoder.decode(batch.value(0, position));
    }
}
