/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.column.ColumnLayout;
import io.millrace.sql.function.runtime.Timestamps;
import io.millrace.sql.type.TypeNames;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/** Literals: numbers and short texts stand in the source, and all else comes along as a constant. */
final class Literals {

    private static final int MAX_TEXT = 200;

    private Literals() {}

    static Value value(Body body, RexLiteral literal) {
        if (literal.isNull()) {
            return Value.ofNull(literal.getType());
        }
        Object value = content(literal);
        if (value instanceof Enum<?> symbol) {
            return Value.notNull(JavaTypes.literal(symbol.name()), literal.getType());
        }
        return Value.notNull(
                code(body.source(), internal(value, literal.getType()), literal.getType()), literal.getType());
    }

    /** Dates and times are asked for as texts, since as calendars they would have no more than milliseconds. */
    private static @Nullable Object content(RexLiteral literal) {
        return switch (literal.getType().getSqlTypeName()) {
            case DATE -> literal.getValueAs(DateString.class);
            case TIME -> literal.getValueAs(TimeString.class);
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> literal.getValueAs(TimestampString.class);
            default -> literal.getValue();
        };
    }

    /** Returns the code of a value in its internal form. */
    static String code(CalcSource source, Object value, RelDataType type) {
        if (value instanceof String text && text.length() <= MAX_TEXT) {
            return JavaTypes.literal(text);
        } else if (value instanceof Long number) {
            return number == Long.MIN_VALUE ? "Long.MIN_VALUE" : signed(number + "L");
        } else if (value instanceof Integer number) {
            return number == Integer.MIN_VALUE ? "Integer.MIN_VALUE" : signed(number.toString());
        } else if (value instanceof Double number) {
            return Double.isFinite(number)
                    ? signed(number + "d")
                    : "Double.longBitsToDouble(" + Double.doubleToLongBits(number) + "L)";
        } else if (value instanceof Float number) {
            return Float.isFinite(number)
                    ? signed(number + "f")
                    : "Float.intBitsToFloat(" + Float.floatToIntBits(number) + ")";
        } else if (value instanceof Boolean) {
            return value.toString();
        }
        return source.constant(value, JavaTypes.of(type));
    }

    private static String signed(String number) {
        return number.startsWith("-") ? "(" + number + ")" : number;
    }

    /** Returns what a literal of a type holds, in its internal form. */
    static Object internal(@Nullable Object value, RelDataType type) {
        if (value instanceof NlsString text) {
            return text.getValue();
        } else if (value instanceof ByteString bytes) {
            return bytes.getBytes();
        } else if (value instanceof DateString date) {
            return date.getDaysSinceEpoch();
        } else if (value instanceof TimeString time) {
            return time.getMillisOfDay();
        } else if (value instanceof TimestampString timestamp) {
            return timestamp(timestamp, type);
        } else if (value instanceof Number number) {
            return number(number, type);
        } else if (value instanceof Boolean || value instanceof String) {
            return value;
        }
        throw UnsupportedExpressionException.types("A literal", TypeNames.description(type));
    }

    private static Object number(Number number, RelDataType type) {
        BigDecimal exact = number instanceof BigDecimal decimal ? decimal : null;
        return switch (ColumnLayout.of(type)) {
            case INT -> number.intValue();
            case LONG -> number.longValue();
            case FLOAT -> number.floatValue();
            case DOUBLE -> number.doubleValue();
            case BOOLEAN -> number.intValue() != 0;
            case OBJECT ->
                (exact == null ? BigDecimal.valueOf(number.doubleValue()) : exact)
                        .setScale(Math.max(0, type.getScale()), RoundingMode.HALF_UP);
        };
    }

    private static Object timestamp(TimestampString text, RelDataType type) {
        LocalDateTime timestamp = LocalDateTime.parse(text.toString().replace(' ', 'T'));
        if (ColumnLayout.isMillis(type)) {
            return text.getMillisSinceEpoch();
        } else if (ColumnLayout.isMicros(type)) {
            return Timestamps.micros(timestamp);
        }
        return Temporals.isLocalZoned(type) ? timestamp.toInstant(ZoneOffset.UTC) : timestamp;
    }
}
