/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.record;

import io.millrace.data.JavaType;
import io.millrace.sql.column.InternalValues;
import io.millrace.sql.function.runtime.Decimals;
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
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** From values of Java types to values as they lie in columns, boxed. */
final class ToSql {
    private static final List<Class<?>> INTEGERS = List.of(Byte.class, Short.class, Integer.class, Long.class);
    private static final Set<Class<?>> ZONED = Set.of(Instant.class, OffsetDateTime.class, ZonedDateTime.class);

    /** Encodes a value that is not null. */
    interface Encoder {
        @Nullable
        Object encode(Object value);
    }

    private ToSql() {}

    /**
     * Returns what encodes values of a Java type as those of a SQL type.
     *
     * @param path what the value is, for messages
     * @throws SqlException if the one does not fit the other
     */
    static Encoder encoder(JavaType from, RelDataType to, String path) {
        Class<?> raw = RecordShape.boxed(from.raw());
        if (raw == Object.class) {
            return new Dynamic(to, path);
        } else if (raw == Optional.class) {
            Encoder inner = encoder(from.argument(0), to, path);
            return value ->
                    value instanceof Optional<?> optional && optional.isPresent() ? inner.encode(optional.get()) : null;
        }
        Encoder encoder =
                switch (to.getSqlTypeName()) {
                    case ARRAY -> array(from, to, path);
                    case MAP, MULTISET -> map(from, to, path);
                    default -> to.isStruct() ? row(from, to, path) : scalar(raw, to);
                };
        if (encoder == null) {
            throw SqlTypesOfJava.misfit(path, from, TypeNames.summary(to), null);
        }
        return encoder;
    }

    private static @Nullable Encoder scalar(Class<?> raw, RelDataType to) {
        return switch (to.getSqlTypeName()) {
            case TINYINT -> integer(raw, to, 0);
            case SMALLINT -> integer(raw, to, 1);
            case INTEGER -> integer(raw, to, 2);
            case BIGINT -> integer(raw, to, 3);
            case FLOAT, REAL -> raw == Float.class ? plain(to) : null;
            case DOUBLE -> raw == Double.class || raw == Float.class || isInteger(raw, 2) ? plain(to) : null;
            case DECIMAL -> decimal(raw, to);
            case CHAR, VARCHAR -> raw == String.class ? value -> value : text(raw);
            case BINARY, VARBINARY -> raw == byte[].class ? value -> value : null;
            case BOOLEAN -> raw == Boolean.class ? value -> value : null;
            case DATE -> raw == LocalDate.class ? plain(to) : null;
            case TIME -> raw == LocalTime.class ? plain(to) : null;
            case TIMESTAMP -> raw == LocalDateTime.class ? plain(to) : null;
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> instant(raw, to);
            default -> isInterval(raw, to) ? plain(to) : null;
        };
    }

    private static boolean isInterval(Class<?> raw, RelDataType to) {
        return SqlTypeName.INTERVAL_TYPES.contains(to.getSqlTypeName())
                && raw == (to.getSqlTypeName().isYearMonth() ? Period.class : Duration.class);
    }

    private static Encoder plain(RelDataType to) {
        return value -> InternalValues.toInternal(value, to);
    }

    static boolean isInteger(Class<?> raw, int widest) {
        int rank = INTEGERS.indexOf(raw);
        return rank >= 0 && rank <= widest;
    }

    private static @Nullable Encoder integer(Class<?> raw, RelDataType to, int widest) {
        return isInteger(raw, widest) ? plain(to) : null;
    }

    private static @Nullable Encoder decimal(Class<?> raw, RelDataType to) {
        int precision = to.getPrecision();
        int scale = to.getScale();
        if (raw == BigDecimal.class) {
            return value -> Decimals.fit((BigDecimal) value, precision, scale);
        } else if (raw == BigInteger.class) {
            return value -> Decimals.fit(new BigDecimal((BigInteger) value), precision, scale);
        }
        return isInteger(raw, INTEGERS.size())
                ? value -> Decimals.fit(BigDecimal.valueOf(((Number) value).longValue()), precision, scale)
                : null;
    }

    private static @Nullable Encoder text(Class<?> raw) {
        if (Enum.class.isAssignableFrom(raw)) {
            return value -> ((Enum<?>) value).name();
        }
        return raw == Character.class ? String::valueOf : null;
    }

    private static @Nullable Encoder instant(Class<?> raw, RelDataType to) {
        if (raw == Long.class) {
            return value -> InternalValues.toInternal(Instant.ofEpochMilli((Long) value), to);
        } else if (!ZONED.contains(raw)) {
            return null;
        }
        return value -> InternalValues.toInternal(
                value instanceof OffsetDateTime offset
                        ? offset.toInstant()
                        : value instanceof ZonedDateTime zoned ? zoned.toInstant() : value,
                to);
    }

    private static @Nullable Encoder array(JavaType from, RelDataType to, String path) {
        RelDataType element = Objects.requireNonNull(to.getComponentType());
        boolean isArray = from.raw().isArray();
        if (!isArray && !Collection.class.isAssignableFrom(from.raw())) {
            return null;
        }
        Encoder each = encoder(from.argument(0), element, path);
        return value -> {
            int size = isArray ? Array.getLength(value) : ((Collection<?>) value).size();
            List<@Nullable Object> encoded = new ArrayList<>(size);
            if (isArray) {
                for (int i = 0; i < size; i++) {
                    encoded.add(nullable(each, Array.get(value, i), element, path));
                }
            } else {
                ((Collection<?>) value).forEach(one -> encoded.add(nullable(each, one, element, path)));
            }
            return Collections.unmodifiableList(encoded);
        };
    }

    private static @Nullable Encoder map(JavaType from, RelDataType to, String path) {
        if (!Map.class.isAssignableFrom(from.raw())) {
            return null;
        }
        boolean isMap = to.getKeyType() != null;
        RelDataType keyType = Objects.requireNonNull(isMap ? to.getKeyType() : to.getComponentType());
        RelDataType valueType = to.getValueType();
        Encoder keys = encoder(from.argument(0), keyType, path);
        Encoder values = valueType == null ? value -> value : encoder(from.argument(1), valueType, path);
        return value -> {
            Map<@Nullable Object, @Nullable Object> encoded = new LinkedHashMap<>();
            ((Map<?, ?>) value)
                    .forEach((key, inner) -> encoded.put(
                            nullable(keys, key, keyType, path),
                            valueType == null ? inner : nullable(values, inner, valueType, path)));
            return Collections.unmodifiableMap(encoded);
        };
    }

    private static @Nullable Encoder row(JavaType from, RelDataType to, String path) {
        if (from.raw() == Row.class) {
            return rowOfRow(to, path);
        } else if (List.class.isAssignableFrom(from.raw())) {
            return value -> InternalValues.toInternal(value, to);
        }
        RecordShape shape = SqlTypesOfJava.isScalar(from) ? null : RecordShape.of(from);
        if (shape == null) {
            return null;
        }
        List<RelDataTypeField> fields = to.getFieldList();
        RecordShape.Component[] components = new RecordShape.Component[fields.size()];
        Encoder[] encoders = new Encoder[fields.size()];
        for (int i = 0; i < encoders.length; i++) {
            components[i] = component(shape, fields.get(i).getName(), from);
            String inner = SqlTypesOfJava.path(from, components[i]);
            encoders[i] = encoder(components[i].type(), fields.get(i).getType(), inner);
        }
        return value -> {
            @Nullable Object[] encoded = new Object[encoders.length];
            for (int i = 0; i < encoded.length; i++) {
                Object inner = components[i].access().objectGetter().apply(value);
                encoded[i] = nullable(encoders[i], inner, fields.get(i).getType(), components[i].name());
            }
            return Collections.unmodifiableList(Arrays.asList(encoded));
        };
    }

    private static Encoder rowOfRow(RelDataType to, String path) {
        List<RelDataTypeField> fields = to.getFieldList();
        List<Encoder> encoders = new ArrayList<>();
        fields.forEach(field -> encoders.add(new Dynamic(field.getType(), path)));
        return value -> {
            Row row = (Row) value;
            requireArity(row, fields.size(), path);
            List<@Nullable Object> encoded = new ArrayList<>();
            for (int i = 0; i < fields.size(); i++) {
                encoded.add(
                        nullable(encoders.get(i), row.getField(i), fields.get(i).getType(), path));
            }
            return Collections.unmodifiableList(encoded);
        };
    }

    static void requireArity(Row row, int arity, String path) {
        if (row.getArity() != arity) {
            throw new IllegalStateException(
                    path + " declares " + arity + " columns, and a row has " + row.getArity() + ": " + row);
        }
    }

    /** @throws SqlException if there is none of that name, with the nearest */
    static RecordShape.Component component(RecordShape shape, String name, JavaType type) {
        for (RecordShape.Component component : shape.components()) {
            if (component.name().equals(name)) {
                return component;
            }
        }
        throw SqlException.of("There is no component '" + name + "' in " + RecordShape.name(type) + "."
                + Proposals.sentence(name, shape.names()));
    }

    /** Encodes a value that may be null where the SQL type allows it. */
    static @Nullable Object nullable(Encoder encoder, @Nullable Object value, RelDataType type, String path) {
        Object encoded = value == null ? null : encoder.encode(value);
        if (encoded == null && !type.isNullable()) {
            throw new IllegalStateException(
                    path + " is null in a record, and its SQL type is " + TypeNames.summary(type) + ".");
        }
        return encoded;
    }

    /** Encodes by the class that a value turns out to be of. Thread-safe. */
    private static final class Dynamic implements Encoder {
        private final RelDataType type;
        private final String path;
        private final Map<Class<?>, Encoder> known = new ConcurrentHashMap<>();

        Dynamic(RelDataType type, String path) {
            this.type = type;
            this.path = path;
        }

        @Override
        public @Nullable Object encode(Object value) {
            Encoder encoder = known.get(value.getClass());
            if (encoder == null) {
                encoder = encoder(JavaType.of(value.getClass()), type, path);
                known.put(value.getClass(), encoder);
            }
            return encoder.encode(value);
        }
    }
}
