/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.column;

import io.millrace.sql.function.runtime.Timestamps;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * Single values between the form in which they lie in columns ({@link ColumnLayout}, boxed) and that in which programs know them: {@link LocalDate}, {@link LocalTime},
 * {@link LocalDateTime}, {@link Instant}, {@link Period}, {@link Duration}; {@link Byte} and {@link Short} for the small integers. Null stays null.
 */
public final class InternalValues {

    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final int NANO_DIGITS = 9;

    private InternalValues() {}

    /** Returns a value as programs know it. */
    public static @Nullable Object toExternal(@Nullable Object value, RelDataType type) {
        if (value == null) {
            return null;
        }
        return switch (type.getSqlTypeName()) {
            case TINYINT -> ((Integer) value).byteValue();
            case SMALLINT -> ((Integer) value).shortValue();
            case DATE -> LocalDate.ofEpochDay((Integer) value);
            case TIME -> LocalTime.ofNanoOfDay((Integer) value * NANOS_PER_MILLI);
            case TIMESTAMP ->
                value instanceof Long count
                        ? ColumnLayout.isMillis(type)
                                ? Timestamps.dateTimeOfMillis(count)
                                : Timestamps.dateTimeOfMicros(count)
                        : value;
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                value instanceof Long count
                        ? ColumnLayout.isMillis(type)
                                ? Timestamps.instantOfMillis(count)
                                : Timestamps.instantOfMicros(count)
                        : value;
            case ARRAY, ROW, MAP, MULTISET -> nested(value, type, InternalValues::toExternal);
            default -> {
                if (type.getSqlTypeName().getName().startsWith("INTERVAL")) {
                    yield value instanceof Integer months
                            ? Period.ofMonths(months).normalized()
                            : Duration.ofMillis((Long) value);
                }
                yield type.isStruct() ? nested(value, type, InternalValues::toExternal) : value;
            }
        };
    }

    /**
     * Returns a value as it lies in columns. Decimals are brought to the scale of the type, and times to its precision.
     *
     * @throws ClassCastException if the value is not of a class for the type
     */
    public static @Nullable Object toInternal(@Nullable Object value, RelDataType type) {
        if (value == null) {
            return null;
        }
        return switch (type.getSqlTypeName()) {
            case TINYINT, SMALLINT, INTEGER -> ((Number) value).intValue();
            case BIGINT -> ((Number) value).longValue();
            case FLOAT, REAL -> ((Number) value).floatValue();
            case DOUBLE -> ((Number) value).doubleValue();
            case DECIMAL -> ((BigDecimal) value).setScale(type.getScale(), RoundingMode.HALF_UP);
            case DATE -> (int) ((LocalDate) value).toEpochDay();
            case TIME -> (int) (((LocalTime) value).toNanoOfDay() / NANOS_PER_MILLI);
            case TIMESTAMP -> timestamp(Timestamps.floor((LocalDateTime) value, unitNanos(type)), type);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> timestamp(Timestamps.floor((Instant) value, unitNanos(type)), type);
            case ARRAY, ROW, MAP, MULTISET -> nested(value, type, InternalValues::toInternal);
            default -> {
                if (value instanceof Period period) {
                    yield (int) period.toTotalMonths();
                } else if (value instanceof Duration duration) {
                    yield duration.toMillis();
                }
                yield type.isStruct() ? nested(value, type, InternalValues::toInternal) : value;
            }
        };
    }

    /** Returns how many nanoseconds the last digit of a timestamp is worth. */
    private static int unitNanos(RelDataType type) {
        int nanos = 1;
        for (int digit = type.getPrecision(); digit < NANO_DIGITS; digit++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static Object timestamp(LocalDateTime value, RelDataType type) {
        return ColumnLayout.isMillis(type)
                ? (Object) Timestamps.millis(value)
                : ColumnLayout.isMicros(type) ? (Object) Timestamps.micros(value) : value;
    }

    private static Object timestamp(Instant value, RelDataType type) {
        return ColumnLayout.isMillis(type)
                ? (Object) Timestamps.millis(value)
                : ColumnLayout.isMicros(type) ? (Object) Timestamps.micros(value) : value;
    }

    /** Takes an element from one form to the other. */
    private interface Conversion {
        @Nullable
        Object of(@Nullable Object value, RelDataType type);
    }

    private static Object nested(Object value, RelDataType type, Conversion conversion) {
        if (value instanceof List<?> elements) {
            List<@Nullable Object> converted = new ArrayList<>();
            for (Object element : elements) {
                converted.add(conversion.of(element, elementType(type, converted.size())));
            }
            return Collections.unmodifiableList(converted);
        }
        RelDataType keyType = type.getKeyType() == null ? elementType(type, 0) : type.getKeyType();
        RelDataType valueType = type.getValueType();
        Map<@Nullable Object, @Nullable Object> converted = new LinkedHashMap<>();
        ((Map<?, ?>) value)
                .forEach((key, inner) -> converted.put(
                        conversion.of(key, keyType), valueType == null ? inner : conversion.of(inner, valueType)));
        return Collections.unmodifiableMap(converted);
    }

    private static RelDataType elementType(RelDataType type, int index) {
        if (type.isStruct()) {
            return type.getFieldList().get(index).getType();
        }
        RelDataType component = type.getComponentType();
        if (component == null) {
            throw new IllegalArgumentException(type + " has no elements.");
        }
        return component;
    }
}
