/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.record;

import io.millrace.data.JavaType;
import io.millrace.sql.catalog.Column;
import io.millrace.sql.connector.ColumnPath;
import io.millrace.sql.row.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.jspecify.annotations.Nullable;

/** Finds the way to a component of records within records. */
final class FieldFill {
    private final List<Function<Object, Object>> getters = new ArrayList<>();
    private JavaType type;
    private String path = "";

    private FieldFill(JavaType type) {
        this.type = type;
    }

    /**
     * Returns what reads a field, null where one of the records around it is, or null if one of them is no record.
     *
     * @param type of the elements
     * @param column that the field is in
     * @throws io.millrace.sql.parser.SqlException if a type does not fit
     */
    static @Nullable ColumnFill of(JavaType type, Column column, ColumnPath path) {
        FieldFill way = new FieldFill(type);
        RelDataType declared = column.type();
        if (!way.goesOn(column.name())) {
            return null;
        }
        for (int index : path.fields()) {
            RelDataTypeField field = declared.getFieldList().get(index);
            declared = field.getType();
            if (!way.goesOn(field.getName())) {
                return null;
            }
        }
        return way.fill(declared, path.type());
    }

    /** Goes on to a component, if what was come to is a record. */
    private boolean goesOn(String name) {
        boolean isRecord = type.raw() != Row.class && !SqlTypesOfJava.isScalar(type);
        RecordShape shape = isRecord ? RecordShape.of(type) : null;
        if (shape == null) {
            return false;
        }
        RecordShape.Component component = ToSql.component(shape, name, type);
        getters.add(component.access().objectGetter());
        path = SqlTypesOfJava.path(type, component);
        type = component.type();
        return true;
    }

    /**
     * @param declared what the field is in its record
     * @param read what it is, seen from the element
     */
    private ColumnFill fill(RelDataType declared, RelDataType read) {
        ToSql.Encoder encoder = ToSql.encoder(type, declared, path);
        return ColumnFill.ofObjects(
                new Way(List.copyOf(getters), encoder, declared, path),
                JavaType.of(Object.class),
                value -> value,
                read,
                path);
    }

    /** Reads the field, as it lies in columns. */
    private record Way(List<Function<Object, Object>> getters, ToSql.Encoder encoder, RelDataType declared, String path)
            implements Function<Object, @Nullable Object> {
        @Override
        public @Nullable Object apply(Object element) {
            int last = getters.size() - 1;
            Object record = element;
            for (int step = 0; step < last; step++) {
                record = getters.get(step).apply(record);
                if (record == null) {
                    return null;
                }
            }
            return ToSql.nullable(encoder, getters.get(last).apply(record), declared, path);
        }
    }
}
