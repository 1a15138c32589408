/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.row;

import io.millrace.data.ContainerType;
import io.millrace.data.RowType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * The Java types of SQL values as columns hold them (see {@link io.millrace.sql.column.ColumnLayout}), for the declaration of states: with them snapshots tell the
 * names and types of what they hold.
 */
public final class StateTypes {
    private static final int MICRO_DIGITS = 6;

    private StateTypes() {}

    /** Returns the type of {@link io.millrace.data.RowData} of all columns of a row. */
    public static RowType row(RelDataType row) {
        return RowType.of(names(row.getFieldList()), types(row.getFieldList()));
    }

    /** Returns the type of {@link io.millrace.data.RowData} of some columns of a row, as of a key. */
    public static RowType row(RelDataType row, List<Integer> columns) {
        List<RelDataTypeField> fields =
                columns.stream().map(row.getFieldList()::get).toList();
        return RowType.of(names(fields), types(fields));
    }

    /** Returns the type of rows of the first columns of a row, with some more behind them. */
    public static RowType rowWith(RelDataType row, int width, List<String> moreNames, List<? extends Type> moreTypes) {
        List<RelDataTypeField> fields = row.getFieldList().subList(0, width);
        List<String> names = new ArrayList<>(names(fields));
        List<Type> types = new ArrayList<>(types(fields));
        names.addAll(moreNames);
        types.addAll(moreTypes);
        return RowType.of(names, types);
    }

    /** As above, with other names, one for each of the columns. */
    public static RowType row(RelDataType row, List<Integer> columns, List<String> names) {
        List<RelDataTypeField> fields =
                columns.stream().map(row.getFieldList()::get).toList();
        return RowType.of(names, types(fields));
    }

    /** Returns the type of one value, boxed. */
    public static Type value(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case BOOLEAN -> Boolean.class;
            case FLOAT, REAL -> Float.class;
            case DOUBLE -> Double.class;
            case DECIMAL -> BigDecimal.class;
            case CHAR, VARCHAR -> String.class;
            case BINARY, VARBINARY -> byte[].class;
            case TINYINT, SMALLINT, INTEGER, DATE, TIME, INTERVAL_YEAR, INTERVAL_MONTH, INTERVAL_YEAR_MONTH ->
                Integer.class;
            case TIMESTAMP -> type.getPrecision() <= MICRO_DIGITS ? Long.class : LocalDateTime.class;
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> type.getPrecision() <= MICRO_DIGITS ? Long.class : Instant.class;
            case ROW -> RowType.inLists(names(type.getFieldList()), types(type.getFieldList()));
            case ARRAY -> ContainerType.of(List.class, component(type));
            case MAP ->
                ContainerType.of(
                        Map.class,
                        value(Objects.requireNonNull(type.getKeyType())),
                        value(Objects.requireNonNull(type.getValueType())));
            case MULTISET -> ContainerType.of(Map.class, component(type), Integer.class);
            default ->
                SqlTypeName.INTERVAL_TYPES.contains(type.getSqlTypeName())
                                || type.getSqlTypeName() == SqlTypeName.BIGINT
                        ? Long.class
                        : Object.class;
        };
    }

    private static Type component(RelDataType type) {
        RelDataType component = type.getComponentType();
        return component == null ? Object.class : value(component);
    }

    private static List<Type> types(List<RelDataTypeField> fields) {
        return fields.stream().map(field -> value(field.getType())).toList();
    }

    /** Returns the names of fields, with numbers behind those that were there before. */
    private static List<String> names(List<RelDataTypeField> fields) {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (RelDataTypeField field : fields) {
            String name = field.getName();
            for (int number = 0; !taken.add(name); number++) {
                name = field.getName() + number;
            }
            names.add(name);
        }
        return names;
    }
}
