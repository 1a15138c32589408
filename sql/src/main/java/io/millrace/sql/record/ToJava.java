/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.record;

import io.millrace.data.JavaType;
import io.millrace.sql.column.InternalValues;
import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.row.Row;
import io.millrace.sql.type.TypeNames;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** From values as they lie in columns, boxed, to values of Java types. */
final class ToJava {
    private static final List<SqlTypeName> INTEGERS =
            List.of(SqlTypeName.TINYINT, SqlTypeName.SMALLINT, SqlTypeName.INTEGER, SqlTypeName.BIGINT);

    private static final Pattern UNNAMED = Pattern.compile("EXPR\\$\\d+");

    /** Decodes a value, which may be null. */
    interface Decoder {
        @Nullable
        Object decode(@Nullable Object value);
    }

    /** Decodes a value that is not null. */
    private interface Conversion {
        @Nullable
        Object of(Object value);
    }

    private ToJava() {}

    /**
     * Returns what decodes values of a SQL type as those of a Java type.
     *
     * @param path what the value becomes, for messages
     * @throws SqlException if the one does not fit the other
     */
    static Decoder decoder(RelDataType from, JavaType to, String path) {
        if (to.raw() == Optional.class) {
            Decoder inner = decoder(from, to.argument(0), path);
            return value -> Optional.ofNullable(inner.decode(value));
        }
        Conversion conversion = conversion(from, to, path);
        if (conversion == null) {
            throw SqlTypesOfJava.misfit(path, to, TypeNames.summary(from), advice(from));
        }
        boolean primitive = to.raw().isPrimitive();
        return value -> {
            if (value != null) {
                return conversion.of(value);
            } else if (primitive) {
                throw new IllegalStateException(path + " is a " + to.raw()
                        + ", and a row has null there. Make it an object, such as an Integer, or leave such rows out.");
            }
            return null;
        };
    }

    private static @Nullable String advice(RelDataType from) {
        String java =
                switch (from.getSqlTypeName()) {
                    case BOOLEAN -> "boolean";
                    case TINYINT -> "byte";
                    case SMALLINT -> "short";
                    case INTEGER -> "int";
                    case BIGINT -> "long";
                    case FLOAT, REAL -> "float";
                    case DOUBLE -> "double";
                    case DECIMAL -> "BigDecimal";
                    case CHAR, VARCHAR -> "String";
                    case BINARY, VARBINARY -> "byte[]";
                    case DATE -> "LocalDate";
                    case TIME -> "LocalTime";
                    case TIMESTAMP -> "LocalDateTime";
                    case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> "Instant";
                    case ARRAY -> "List";
                    case MAP, MULTISET -> "Map";
                    default -> from.isStruct() ? "record" : null;
                };
        return java == null ? null : "Make it a " + java + ", or CAST the column in the query.";
    }

    private static @Nullable Conversion conversion(RelDataType from, JavaType to, String path) {
        Class<?> raw = RecordShape.boxed(to.raw());
        if (raw == Object.class) {
            return value -> InternalValues.toExternal(value, from);
        }
        return switch (from.getSqlTypeName()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT -> integer(INTEGERS.indexOf(from.getSqlTypeName()), raw);
            case FLOAT, REAL ->
                raw == Float.class ? value -> value : raw == Double.class ? value -> (double) (float) value : null;
            case DOUBLE, BOOLEAN ->
                raw == (from.getSqlTypeName() == SqlTypeName.DOUBLE ? Double.class : Boolean.class)
                        ? value -> value
                        : null;
            case DECIMAL -> decimal(from, raw);
            case CHAR, VARCHAR -> raw == String.class ? value -> value : raw.isEnum() ? constant(raw, path) : null;
            case BINARY, VARBINARY -> raw == byte[].class ? value -> value : null;
            case DATE -> external(raw == LocalDate.class, from);
            case TIME -> external(raw == LocalTime.class, from);
            case TIMESTAMP -> external(raw == LocalDateTime.class, from);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> instant(from, raw);
            case ARRAY -> array(from, to, path);
            case MAP, MULTISET -> map(from, to, path);
            default -> from.isStruct() ? row(from, to, path) : interval(from, raw);
        };
    }

    private static @Nullable Conversion interval(RelDataType from, Class<?> raw) {
        boolean isMonths = from.getSqlTypeName().isYearMonth();
        return external(raw == (isMonths ? Period.class : Duration.class), from);
    }

    private static @Nullable Conversion external(boolean fits, RelDataType from) {
        return fits ? value -> InternalValues.toExternal(value, from) : null;
    }

    private static @Nullable Conversion integer(int rank, Class<?> raw) {
        if (raw == Long.class) {
            return value -> ((Number) value).longValue();
        } else if (raw == BigDecimal.class) {
            return value -> BigDecimal.valueOf(((Number) value).longValue());
        } else if (raw == BigInteger.class) {
            return value -> BigInteger.valueOf(((Number) value).longValue());
        } else if (raw == Integer.class && rank <= 2) {
            return value -> value;
        } else if (raw == Double.class && rank <= 2) {
            return value -> ((Number) value).doubleValue();
        } else if (raw == Short.class && rank <= 1) {
            return value -> ((Number) value).shortValue();
        }
        return raw == Byte.class && rank == 0 ? value -> ((Number) value).byteValue() : null;
    }

    private static @Nullable Conversion decimal(RelDataType from, Class<?> raw) {
        if (raw == BigDecimal.class) {
            return value -> value;
        } else if (raw == BigInteger.class && from.getScale() == 0) {
            return value -> ((BigDecimal) value).toBigIntegerExact();
        }
        return raw == Double.class ? value -> ((BigDecimal) value).doubleValue() : null;
    }

    private static Conversion constant(Class<?> raw, String path) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : raw.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        return value -> {
            Object constant = constants.get((String) value);
            if (constant == null) {
                throw new IllegalStateException(path + " is one of " + constants.keySet() + ", and a row has '" + value
                        + "' there." + Proposals.sentence((String) value, constants.keySet()));
            }
            return constant;
        };
    }

    private static @Nullable Conversion instant(RelDataType from, Class<?> raw) {
        if (raw == Long.class) {
            return value -> ((Instant) Objects.requireNonNull(InternalValues.toExternal(value, from))).toEpochMilli();
        }
        return external(raw == Instant.class, from);
    }

    private static @Nullable Conversion array(RelDataType from, JavaType to, String path) {
        RelDataType element = Objects.requireNonNull(from.getComponentType());
        boolean isArray = to.raw().isArray();
        if (!isArray && to.raw() != List.class && to.raw() != Collection.class) {
            return null;
        }
        Decoder each = decoder(element, to.argument(0), path);
        if (isArray) {
            Class<?> component = to.argument(0).raw();
            return value -> {
                List<?> elements = (List<?>) value;
                Object array = Array.newInstance(component, elements.size());
                for (int i = 0; i < elements.size(); i++) {
                    Array.set(array, i, each.decode(elements.get(i)));
                }
                return array;
            };
        }
        return value -> {
            List<@Nullable Object> decoded = new ArrayList<>();
            ((List<?>) value).forEach(one -> decoded.add(each.decode(one)));
            return Collections.unmodifiableList(decoded);
        };
    }

    private static @Nullable Conversion map(RelDataType from, JavaType to, String path) {
        if (to.raw() != Map.class) {
            return null;
        }
        RelDataType keyType =
                Objects.requireNonNull(from.getKeyType() == null ? from.getComponentType() : from.getKeyType());
        RelDataType valueType = from.getValueType();
        Decoder keys = decoder(keyType, to.argument(0), path);
        Decoder values = valueType == null ? value -> value : decoder(valueType, to.argument(1), path);
        return value -> {
            Map<@Nullable Object, @Nullable Object> decoded = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((key, inner) -> decoded.put(keys.decode(key), values.decode(inner)));
            return Collections.unmodifiableMap(decoded);
        };
    }

    private static @Nullable Conversion row(RelDataType from, JavaType to, String path) {
        if (to.raw() == Row.class) {
            return value -> {
                @Nullable Object[] fields = new Object[from.getFieldCount()];
                for (int i = 0; i < fields.length; i++) {
                    RelDataType type = from.getFieldList().get(i).getType();
                    fields[i] = InternalValues.toExternal(((List<?>) value).get(i), type);
                }
                return Row.of(fields);
            };
        } else if (to.raw() == List.class) {
            return value -> InternalValues.toExternal(value, from);
        } else if (SqlTypesOfJava.isScalar(to)) {
            return null;
        }
        Struct struct = struct(from, to, path);
        return value -> struct.make(((List<?>) value)::get);
    }

    /** Returns the values of the fields of a row. */
    interface Fields {
        @Nullable
        Object get(int index);
    }

    /** Makes an object of the fields of a row. */
    static final class Struct {
        private final RecordShape shape;
        private final int[] fields;
        private final Decoder[] decoders;

        private Struct(RecordShape shape, int[] fields, Decoder[] decoders) {
            this.shape = shape;
            this.fields = fields;
            this.decoders = decoders;
        }

        Object make(Fields row) {
            @Nullable Object[] values = new Object[fields.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = decoders[i].decode(row.get(fields[i]));
            }
            return shape.make(values);
        }
    }

    /**
     * Returns what makes objects of rows, whose fields are found by name.
     *
     * @throws SqlException if the class has no components, or not those that the row has, or of other types
     */
    static Struct struct(RelDataType from, JavaType to, String path) {
        RecordShape shape = RecordShape.of(to);
        if (shape == null) {
            throw SqlException.of(path + " is a " + RecordShape.name(to)
                    + ", which has no components for the columns of a row. Make it a record.");
        }
        List<String> columns = names(from, shape);
        requireTaken(columns, shape, to);
        int[] fields = new int[shape.components().size()];
        Decoder[] decoders = new Decoder[fields.length];
        for (int i = 0; i < fields.length; i++) {
            RecordShape.Component component = shape.components().get(i);
            fields[i] = columns.indexOf(component.name());
            String of = SqlTypesOfJava.path(to, component);
            if (fields[i] < 0) {
                throw SqlException.of(of + " has no column: the row has " + columns + "."
                        + Proposals.sentence(component.name(), columns));
            }
            RelDataTypeField field = from.getFieldList().get(fields[i]);
            decoders[i] = decoder(field.getType(), component.type(), of);
        }
        return new Struct(shape, fields, decoders);
    }

    /** A row that ROW(...) makes has no names: its fields are the components in their order. */
    private static List<String> names(RelDataType row, RecordShape shape) {
        boolean unnamed = row.getFieldNames().stream()
                .allMatch(name -> UNNAMED.matcher(name).matches());
        return unnamed && row.getFieldCount() == shape.components().size() ? shape.names() : row.getFieldNames();
    }

    private static void requireTaken(List<String> columns, RecordShape shape, JavaType to) {
        for (String column : columns) {
            if (!shape.names().contains(column)) {
                throw SqlException.of("The column '" + column + "' has no component in " + RecordShape.name(to)
                        + ", which has " + shape.names() + "." + Proposals.sentence(column, shape.names())
                        + " Leave it out of the query, or name it otherwise with AS.");
            }
        }
    }
}
