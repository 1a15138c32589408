/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.column;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;

/**
 * How the values of a SQL type lie in a column.
 *
 * <pre>
 *  BOOLEAN                                        byte[], 0 or 1
 *  TINYINT, SMALLINT, INT                         int[]
 *  DATE                                           int[], days since the epoch
 *  TIME                                           int[], milliseconds of the day
 *  INTERVAL YEAR TO MONTH                         int[], months
 *  BIGINT                                         long[]
 *  INTERVAL DAY TO SECOND                         long[], milliseconds
 *  TIMESTAMP(0..3), TIMESTAMP_LTZ(0..3)           long[], milliseconds since the epoch
 *  TIMESTAMP(4..6), TIMESTAMP_LTZ(4..6)           long[], microseconds since the epoch
 *  TIMESTAMP(7..9)                                {@link LocalDateTime}
 *  TIMESTAMP_LTZ(7..9)                            {@link Instant}
 *  FLOAT, DOUBLE                                  float[], double[]
 *  DECIMAL(p, s)                                  {@link BigDecimal} of exactly the scale s
 *  CHAR, VARCHAR, STRING                          {@link String}
 *  BINARY, VARBINARY, BYTES                       byte[]
 *  ARRAY, ROW                                     unmodifiable {@link List} of boxed values, booleans as {@link Boolean}
 *  MAP, MULTISET                                  unmodifiable {@link Map} that keeps its order
 * </pre>
 */
public enum ColumnLayout {
    /** {@code byte[]}, of 0 and 1. */
    BOOLEAN("byte", boolean.class),
    /** {@code int[]}. */
    INT("int", int.class),
    /** {@code long[]}. */
    LONG("long", long.class),
    /** {@code float[]}. */
    FLOAT("float", float.class),
    /** {@code double[]}. */
    DOUBLE("double", double.class),
    /** {@code Object[]}. */
    OBJECT("Object", Object.class);

    /** The most digits after the point of a second of a timestamp that is in milliseconds. */
    public static final int MILLI_DIGITS = 3;

    /** The most digits after the point of a second of a timestamp that is in microseconds. */
    public static final int MICRO_DIGITS = 6;

    private final String element;
    private final Class<?> value;

    ColumnLayout(String element, Class<?> value) {
        this.element = element;
        this.value = value;
    }

    /** Returns the layout of a type. */
    public static ColumnLayout of(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case BOOLEAN -> BOOLEAN;
            case TINYINT, SMALLINT, INTEGER, DATE, TIME, INTERVAL_YEAR, INTERVAL_MONTH, INTERVAL_YEAR_MONTH -> INT;
            case BIGINT,
                    INTERVAL_DAY,
                    INTERVAL_DAY_HOUR,
                    INTERVAL_DAY_MINUTE,
                    INTERVAL_DAY_SECOND,
                    INTERVAL_HOUR,
                    INTERVAL_HOUR_MINUTE,
                    INTERVAL_HOUR_SECOND,
                    INTERVAL_MINUTE,
                    INTERVAL_MINUTE_SECOND,
                    INTERVAL_SECOND -> LONG;
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> type.getPrecision() <= MICRO_DIGITS ? LONG : OBJECT;
            case FLOAT, REAL -> FLOAT;
            case DOUBLE -> DOUBLE;
            default -> OBJECT;
        };
    }

    /** Returns whether a timestamp lies in milliseconds. */
    public static boolean isMillis(RelDataType timestamp) {
        return timestamp.getPrecision() <= MILLI_DIGITS;
    }

    /** Returns whether a timestamp lies in microseconds. */
    public static boolean isMicros(RelDataType timestamp) {
        return !isMillis(timestamp) && timestamp.getPrecision() <= MICRO_DIGITS;
    }

    /** Returns an array of a length. */
    public Object newArray(int length) {
        return switch (this) {
            case BOOLEAN -> new byte[length];
            case INT -> new int[length];
            case LONG -> new long[length];
            case FLOAT -> new float[length];
            case DOUBLE -> new double[length];
            case OBJECT -> new Object[length];
        };
    }

    /** Sets one value of an array of any layout, boxed as {@link io.millrace.data.ColumnBatch#value} gives it. */
    public static void set(Object array, int position, Object value) {
        if (array instanceof long[] longs) {
            longs[position] = ((Number) value).longValue();
        } else if (array instanceof int[] ints) {
            ints[position] = ((Number) value).intValue();
        } else if (array instanceof double[] doubles) {
            doubles[position] = ((Number) value).doubleValue();
        } else if (array instanceof float[] floats) {
            floats[position] = ((Number) value).floatValue();
        } else if (array instanceof byte[] bytes) {
            bytes[position] = (byte) ((Boolean) value ? 1 : 0);
        } else {
            ((Object[]) array)[position] = value;
        }
    }

    /** Returns the type of elements of the array, as in Java source. */
    public String element() {
        return element;
    }

    /** Returns the class of one value in expressions. */
    public Class<?> value() {
        return value;
    }
}
