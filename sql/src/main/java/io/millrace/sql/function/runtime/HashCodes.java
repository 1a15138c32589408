/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;

/** HASH_CODE: numbers of values, as Flink gives them. */
public final class HashCodes {

    private static final int NANOS_PER_MILLI = 1_000_000;

    private HashCodes() {}

    /** HASH_CODE of a BOOLEAN. */
    public static int of(boolean value) {
        return Boolean.hashCode(value);
    }

    /** HASH_CODE of an integer, a date or a time. */
    public static int of(int value) {
        return value;
    }

    /** HASH_CODE of a BIGINT. */
    public static int of(long value) {
        return Long.hashCode(value);
    }

    /** HASH_CODE of a FLOAT. */
    public static int of(float value) {
        return Float.hashCode(value);
    }

    /** HASH_CODE of a DOUBLE. */
    public static int of(double value) {
        return Double.hashCode(value);
    }

    /** HASH_CODE of a DECIMAL. */
    public static int of(BigDecimal value) {
        return value.hashCode();
    }

    /** HASH_CODE of a TIMESTAMP. */
    public static int of(LocalDateTime value) {
        return ofTimestamp(Timestamps.millis(value), value.getNano());
    }

    /** HASH_CODE of a TIMESTAMP_LTZ. */
    public static int of(Instant value) {
        return ofTimestamp(Timestamps.millis(value), value.getNano());
    }

    private static int ofTimestamp(long millis, int nanos) {
        return 31 * ((int) millis ^ (int) (millis >> 32)) + nanos % NANOS_PER_MILLI;
    }

    /** HASH_CODE of bytes. */
    public static int of(byte[] value) {
        return Arrays.hashCode(value);
    }

    /** HASH_CODE of a text, without its sign. */
    public static int of(String value) {
        return Math.abs(value.hashCode());
    }
}
