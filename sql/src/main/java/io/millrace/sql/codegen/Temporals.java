/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.column.ColumnLayout;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** Code that takes timestamps from one representation to another. */
final class Temporals {

    private static final int NANO_DIGITS = 9;

    private Temporals() {}

    static boolean isTimestamp(RelDataType type) {
        return type.getSqlTypeName() == SqlTypeName.TIMESTAMP;
    }

    static boolean isLocalZoned(RelDataType type) {
        return type.getSqlTypeName() == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
    }

    /** Returns a {@code LocalDateTime} of a timestamp of either kind, or of a date. */
    static String dateTime(String code, RelDataType type) {
        if (type.getSqlTypeName() == SqlTypeName.DATE) {
            return "LocalDate.ofEpochDay(" + code + ").atStartOfDay()";
        } else if (type.getSqlTypeName() == SqlTypeName.TIME) {
            return "Timestamps.dateTimeOfMillis(" + code + ")";
        } else if (isLocalZoned(type)) {
            return "Timestamps.inZone(" + instant(code, type) + ", zone)";
        } else if (ColumnLayout.isMillis(type)) {
            return "Timestamps.dateTimeOfMillis(" + code + ")";
        }
        return ColumnLayout.isMicros(type) ? "Timestamps.dateTimeOfMicros(" + code + ")" : code;
    }

    /** Returns an {@code Instant} of a timestamp of either kind, or of a date. */
    static String instant(String code, RelDataType type) {
        if (!isLocalZoned(type)) {
            return "Timestamps.atZone(" + dateTime(code, type) + ", zone)";
        } else if (ColumnLayout.isMillis(type)) {
            return "Timestamps.instantOfMillis(" + code + ")";
        }
        return ColumnLayout.isMicros(type) ? "Timestamps.instantOfMicros(" + code + ")" : code;
    }

    /** Returns a timestamp of a type that was a {@code LocalDateTime} or {@code Instant}, cut to the precision of the type. */
    static String ofObject(String code, RelDataType type) {
        if (ColumnLayout.isMillis(type)) {
            return floored("Timestamps.millis(" + code + ")", ColumnLayout.MILLI_DIGITS, type);
        } else if (ColumnLayout.isMicros(type)) {
            return floored("Timestamps.micros(" + code + ")", ColumnLayout.MICRO_DIGITS, type);
        }
        return type.getPrecision() == NANO_DIGITS
                ? code
                : "Timestamps.floor(" + code + ", " + power(NANO_DIGITS - type.getPrecision()) + ")";
    }

    /** Returns a timestamp without time zone in milliseconds, as what clocks show. */
    static String localMillis(Value value) {
        if (isTimestamp(value.type()) && ColumnLayout.isMillis(value.type())) {
            return value.code();
        } else if (isTimestamp(value.type()) && ColumnLayout.isMicros(value.type())) {
            return "Timestamps.millisOfMicros(" + value.code() + ")";
        } else if (value.type().getSqlTypeName() == SqlTypeName.DATE) {
            return "(" + value.code() + " * 86400000L)";
        }
        return "Timestamps.millis(" + dateTime(value.code(), value.type()) + ")";
    }

    /** Returns a timestamp of either kind in another precision. */
    static String rescaled(String code, RelDataType from, RelDataType to) {
        if ((ColumnLayout.isMillis(from) && ColumnLayout.isMillis(to))
                || (ColumnLayout.isMicros(from) && ColumnLayout.isMicros(to))) {
            int digits = ColumnLayout.isMillis(to) ? ColumnLayout.MILLI_DIGITS : ColumnLayout.MICRO_DIGITS;
            return to.getPrecision() < from.getPrecision() ? floored(code, digits, to) : code;
        } else if (ColumnLayout.isMillis(from) && ColumnLayout.isMicros(to)) {
            return "(" + code + " * 1000L)";
        } else if (ColumnLayout.isMicros(from) && ColumnLayout.isMillis(to)) {
            return floored("Timestamps.millisOfMicros(" + code + ")", ColumnLayout.MILLI_DIGITS, to);
        }
        return ofObject(isLocalZoned(from) ? instant(code, from) : dateTime(code, from), to);
    }

    private static String floored(String code, int digits, RelDataType type) {
        return type.getPrecision() == digits
                ? code
                : "Timestamps.floor(" + code + ", " + power(digits - type.getPrecision()) + "L)";
    }

    private static String power(int digits) {
        return "1" + "0".repeat(digits);
    }
}
