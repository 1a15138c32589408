/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.sql.column.ColumnLayout;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** Event time, in milliseconds, as programs and as columns have it. */
final class TimeConversion {
    private static final int MICROS_PER_MILLI = 1000;

    private TimeConversion() {}

    /**
     * Returns a time as a program wants it.
     *
     * @throws IllegalArgumentException if it is no class of times
     */
    static <T> T toJava(long millis, Class<T> wanted) {
        Object time;
        if (wanted == Long.class) {
            time = millis;
        } else if (wanted == Instant.class) {
            time = Instant.ofEpochMilli(millis);
        } else if (wanted == LocalDateTime.class) {
            time = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
        } else {
            throw noTime(wanted);
        }
        return wanted.cast(time);
    }

    static void require(Class<?> wanted) {
        if (wanted != Long.class && wanted != Instant.class && wanted != LocalDateTime.class) {
            throw noTime(wanted);
        }
    }

    private static IllegalArgumentException noTime(Class<?> wanted) {
        return new IllegalArgumentException(
                "Time comes as Instant.class, LocalDateTime.class or Long.class, and not as " + wanted.getName());
    }

    static long ofJava(Object time) {
        if (time instanceof Long millis) {
            return millis;
        } else if (time instanceof Instant instant) {
            return instant.toEpochMilli();
        }
        return ((LocalDateTime) time).toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    /** Returns a time as a column of a type has it, boxed. */
    static Object toColumn(long millis, RelDataType type) {
        if (ColumnLayout.isMillis(type)) {
            return millis;
        } else if (ColumnLayout.isMicros(type)) {
            return millis * MICROS_PER_MILLI;
        }
        boolean isZoned = type.getSqlTypeName() == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
        return isZoned ? toJava(millis, Instant.class) : toJava(millis, LocalDateTime.class);
    }
}
