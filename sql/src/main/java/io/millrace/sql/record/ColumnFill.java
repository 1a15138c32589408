/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.record;

import io.millrace.data.JavaType;
import io.millrace.sql.column.ColumnLayout;
import io.millrace.sql.type.TypeNames;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Reads one component of records into a column. Has no state. */
interface ColumnFill {
    /**
     * Fills a column.
     *
     * @param column of the layout of the column's type
     * @return which records have null there, or null if none has
     */
    boolean @Nullable [] fill(Object[] records, int size, Object column);

    /**
     * Returns what reads a component as a column of a SQL type: primitives without boxes, where the types are that close.
     *
     * @throws io.millrace.sql.parser.SqlException if the one does not fit the other
     */
    @SuppressWarnings("NullAway") // does not see, in class files, that a getter may give null
    static ColumnFill of(RecordShape.Component component, RelDataType type, String path) {
        ToSql.Encoder encoder = ToSql.encoder(component.type(), type, path);
        ColumnFill primitives = component.type().raw().isPrimitive() ? ofPrimitive(component, type) : null;
        return primitives != null
                ? primitives
                : ofObjects(component.access().objectGetter(), component.type(), encoder, type, path);
    }

    private static @Nullable ColumnFill ofPrimitive(RecordShape.Component component, RelDataType type) {
        Class<?> raw = component.type().raw();
        SqlTypeName name = type.getSqlTypeName();
        if (name == SqlTypeName.BIGINT) {
            ToLongFunction<Object> getter = component.access().longGetter();
            return (records, size, column) -> {
                long[] values = (long[]) column;
                for (int row = 0; row < size; row++) {
                    values[row] = getter.applyAsLong(records[row]);
                }
                return null;
            };
        } else if (ColumnLayout.of(type) == ColumnLayout.INT) {
            ToIntFunction<Object> getter = component.access().intGetter();
            return (records, size, column) -> {
                int[] values = (int[]) column;
                for (int row = 0; row < size; row++) {
                    values[row] = getter.applyAsInt(records[row]);
                }
                return null;
            };
        } else if (name == SqlTypeName.DOUBLE) {
            ToDoubleFunction<Object> getter = component.access().doubleGetter();
            return (records, size, column) -> {
                double[] values = (double[]) column;
                for (int row = 0; row < size; row++) {
                    values[row] = getter.applyAsDouble(records[row]);
                }
                return null;
            };
        } else if (name == SqlTypeName.BOOLEAN && raw == boolean.class) {
            Predicate<Object> getter = component.access().booleanGetter();
            return (records, size, column) -> {
                byte[] values = (byte[]) column;
                for (int row = 0; row < size; row++) {
                    values[row] = (byte) (getter.test(records[row]) ? 1 : 0);
                }
                return null;
            };
        }
        return null;
    }

    /** Reads values by what gives them, each as an object. */
    static ColumnFill ofObjects(
            Function<Object, @Nullable Object> getter,
            JavaType given,
            ToSql.Encoder encoder,
            RelDataType type,
            String path) {
        boolean asIs = given.raw() == String.class || given.raw() == byte[].class;
        boolean nullable = type.isNullable();
        ColumnLayout layout = ColumnLayout.of(type);
        return (records, size, column) -> {
            boolean[] nulls = null;
            for (int row = 0; row < size; row++) {
                Object value = getter.apply(records[row]);
                Object encoded = value == null || asIs ? value : encoder.encode(value);
                if (encoded != null) {
                    put(column, layout, row, encoded);
                    continue;
                } else if (!nullable) {
                    throw new IllegalStateException(path + " is null in a record, and the column is "
                            + TypeNames.summary(type) + ": " + records[row]);
                }
                if (nulls == null) {
                    nulls = new boolean[size];
                }
                nulls[row] = true;
            }
            return nulls;
        };
    }

    private static void put(Object column, ColumnLayout layout, int row, Object value) {
        switch (layout) {
            case BOOLEAN -> ((byte[]) column)[row] = (byte) ((Boolean) value ? 1 : 0);
            case INT -> ((int[]) column)[row] = (Integer) value;
            case LONG -> ((long[]) column)[row] = (Long) value;
            case FLOAT -> ((float[]) column)[row] = (Float) value;
            case DOUBLE -> ((double[]) column)[row] = (Double) value;
            case OBJECT -> ((Object[]) column)[row] = value;
        }
    }
}
