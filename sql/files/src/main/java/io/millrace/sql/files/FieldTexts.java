/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.sql.function.runtime.Decimals;
import io.millrace.sql.function.runtime.Timestamps;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Base64;
import java.util.Locale;

/** Single values as texts: read into the form in which they lie in columns, and written from that in which programs know them. */
final class FieldTexts {
    private static final int NANO_DIGITS = 9;
    private static final int MICRO_DIGITS = 6;
    private static final int MILLI_DIGITS = 3;
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int LONGEST_SHOWN = 100;

    private FieldTexts() {}

    /** @throws IllegalArgumentException if the text is no value of the type; says so */
    static Object read(String text, FieldType type, TimestampFormat timestamps) {
        try {
            return parse(text, type, timestamps);
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw new IllegalArgumentException("'" + shown(text) + "' is no " + type.text(), wrong);
        }
    }

    /** Returns a text, or its beginning, for a message. */
    static String shown(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }

    private static Object parse(String text, FieldType type, TimestampFormat timestamps) {
        String value = type.kind() == FieldType.Kind.STRING ? text : text.strip();
        return switch (type.kind()) {
            case BOOLEAN -> toBoolean(value);
            case TINYINT -> (int) Byte.parseByte(value);
            case SMALLINT -> (int) Short.parseShort(value);
            case INT -> Integer.valueOf(value);
            case BIGINT -> Long.valueOf(value);
            case FLOAT -> Float.valueOf(value);
            case DOUBLE -> Double.valueOf(value);
            case DECIMAL -> decimal(new BigDecimal(value), type);
            case STRING -> value;
            case BYTES -> Base64.getDecoder().decode(value);
            case DATE -> Math.toIntExact(LocalDate.parse(value).toEpochDay());
            case TIME -> time(TimestampFormat.time(value), type);
            case TIMESTAMP -> timestamp(timestamps.timestamp(value), type);
            case TIMESTAMP_LTZ -> timestamp(timestamps.instant(value), type);
            case ARRAY, MAP, ROW -> throw new IllegalArgumentException();
        };
    }

    private static boolean toBoolean(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    /** Looks at the magnitude first: to write out what stands there as {@code 1e999999999} would take all memory. */
    private static BigDecimal decimal(BigDecimal value, FieldType type) {
        long wholeDigits = (long) value.precision() - value.scale();
        if (value.signum() == 0 || wholeDigits < -type.scale()) {
            return BigDecimal.ZERO.setScale(type.scale());
        } else if (wholeDigits > type.precision()) {
            throw new IllegalArgumentException();
        }
        BigDecimal fitting = Decimals.fit(value, type.precision(), type.scale());
        if (fitting == null) {
            throw new IllegalArgumentException();
        }
        return fitting;
    }

    private static int time(LocalTime value, FieldType type) {
        int millis = (int) (value.toNanoOfDay() / NANOS_PER_MILLI);
        return millis - millis % Math.max(1, unitNanos(type) / NANOS_PER_MILLI);
    }

    private static Object timestamp(LocalDateTime value, FieldType type) {
        LocalDateTime floored = Timestamps.floor(value, unitNanos(type));
        if (type.precision() <= MILLI_DIGITS) {
            return Timestamps.millis(floored);
        }
        return type.precision() <= MICRO_DIGITS ? (Object) Timestamps.micros(floored) : floored;
    }

    /** Returns a point in time in the form in which it lies in a column. */
    static Object timestamp(Instant value, FieldType type) {
        Instant floored = Timestamps.floor(value, unitNanos(type));
        if (type.precision() <= MILLI_DIGITS) {
            return Timestamps.millis(floored);
        }
        return type.precision() <= MICRO_DIGITS ? (Object) Timestamps.micros(floored) : floored;
    }

    /** Returns how many nanoseconds the last digit of a second is worth. */
    private static int unitNanos(FieldType type) {
        int nanos = 1;
        for (int digit = type.precision(); digit < NANO_DIGITS; digit++) {
            nanos *= 10;
        }
        return nanos;
    }

    /** Writes a value that is not nested. */
    static String write(Object value, FieldType type, TimestampFormat timestamps) {
        return switch (type.kind()) {
            case DECIMAL -> ((BigDecimal) value).toPlainString();
            case BYTES -> Base64.getEncoder().encodeToString((byte[]) value);
            case TIME -> TimestampFormat.text((LocalTime) value);
            case TIMESTAMP -> timestamps.text((LocalDateTime) value);
            case TIMESTAMP_LTZ -> timestamps.text((Instant) value);
            default -> value.toString();
        };
    }
}
