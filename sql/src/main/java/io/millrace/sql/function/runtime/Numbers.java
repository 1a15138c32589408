/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Mathematical functions of numbers. Those of whole numbers wrap, those of floating point follow IEEE 754. */
public final class Numbers {

    private Numbers() {}

    /** ABS. */
    public static int abs(int value) {
        return Math.abs(value);
    }

    /** ABS. */
    public static long abs(long value) {
        return Math.abs(value);
    }

    /** ABS. */
    public static float abs(float value) {
        return Math.abs(value);
    }

    /** ABS. */
    public static double abs(double value) {
        return Math.abs(value);
    }

    /** ABS. */
    public static BigDecimal abs(BigDecimal value) {
        return value.abs();
    }

    /** FLOOR of a number. */
    public static int floor(int value) {
        return value;
    }

    /** FLOOR of a number. */
    public static long floor(long value) {
        return value;
    }

    /** FLOOR of a number. */
    public static float floor(float value) {
        return (float) Math.floor(value);
    }

    /** FLOOR of a number. */
    public static double floor(double value) {
        return Math.floor(value);
    }

    /** FLOOR of a number. */
    public static BigDecimal floor(BigDecimal value) {
        return value.setScale(0, RoundingMode.FLOOR);
    }

    /** CEIL of a number. */
    public static int ceil(int value) {
        return value;
    }

    /** CEIL of a number. */
    public static long ceil(long value) {
        return value;
    }

    /** CEIL of a number. */
    public static float ceil(float value) {
        return (float) Math.ceil(value);
    }

    /** CEIL of a number. */
    public static double ceil(double value) {
        return Math.ceil(value);
    }

    /** CEIL of a number. */
    public static BigDecimal ceil(BigDecimal value) {
        return value.setScale(0, RoundingMode.CEILING);
    }

    /** SIGN. */
    public static int sign(int value) {
        return Integer.signum(value);
    }

    /** SIGN. */
    public static long sign(long value) {
        return Long.signum(value);
    }

    /** SIGN. */
    public static float sign(float value) {
        return Math.signum(value);
    }

    /** SIGN. */
    public static double sign(double value) {
        return Math.signum(value);
    }

    /** SIGN. */
    public static BigDecimal sign(BigDecimal value) {
        return BigDecimal.valueOf(value.signum());
    }

    /** LN. */
    public static double ln(double value) {
        return Math.log(value);
    }

    /** LOG2. */
    public static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    /** LOG of one argument, which is the natural logarithm. */
    public static double log(double value) {
        return Math.log(value);
    }

    /** LOG of a base and a value. */
    public static double log(double base, double value) {
        return Math.log(value) / Math.log(base);
    }

    /** COT. */
    public static double cot(double value) {
        return 1.0d / Math.tan(value);
    }

    /** CBRT. */
    public static double cubeRoot(double value) {
        return Math.cbrt(value);
    }

    /** PI. */
    public static double pi() {
        return Math.PI;
    }

    /** E. */
    public static double e() {
        return Math.E;
    }

    /** ROUND to a whole number. */
    public static int round(int value) {
        return value;
    }

    /** ROUND to a whole number. */
    public static long round(long value) {
        return value;
    }

    /** ROUND to a whole number, half away from zero. */
    public static float round(float value) {
        return round(value, 0);
    }

    /** ROUND to a whole number, half away from zero. */
    public static double round(double value) {
        return round(value, 0);
    }

    /** ROUND to a whole number, half away from zero. */
    public static BigDecimal round(BigDecimal value) {
        return round(value, 0);
    }

    /** ROUND to places after the point; negative ones are before it. */
    public static int round(int value, int places) {
        return places >= 0 ? value : round(BigDecimal.valueOf(value), places).intValue();
    }

    /** ROUND to places after the point; negative ones are before it. */
    public static long round(long value, int places) {
        return places >= 0 ? value : round(BigDecimal.valueOf(value), places).longValue();
    }

    /** ROUND to places after the point; negative ones are before it. What is no finite number stays. */
    public static float round(float value, int places) {
        return Float.isFinite(value) ? round(BigDecimal.valueOf(value), places).floatValue() : value;
    }

    /** ROUND to places after the point; negative ones are before it. What is no finite number stays. */
    public static double round(double value, int places) {
        return Double.isFinite(value) ? round(BigDecimal.valueOf(value), places).doubleValue() : value;
    }

    /** ROUND to places after the point; negative ones are before it. */
    public static BigDecimal round(BigDecimal value, int places) {
        return value.setScale(places, RoundingMode.HALF_UP);
    }

    /** TRUNCATE to a whole number. */
    public static int truncate(int value) {
        return value;
    }

    /** TRUNCATE to a whole number. */
    public static long truncate(long value) {
        return value;
    }

    /** TRUNCATE to a whole number. */
    public static float truncate(float value) {
        return truncate(value, 0);
    }

    /** TRUNCATE to a whole number. */
    public static double truncate(double value) {
        return truncate(value, 0);
    }

    /** TRUNCATE to a whole number. */
    public static BigDecimal truncate(BigDecimal value) {
        return truncate(value, 0);
    }

    /** TRUNCATE to places after the point; negative ones are before it. */
    public static int truncate(int value, int places) {
        return places >= 0 ? value : truncate(BigDecimal.valueOf(value), places).intValue();
    }

    /** TRUNCATE to places after the point; negative ones are before it. */
    public static long truncate(long value, int places) {
        return places >= 0 ? value : truncate(BigDecimal.valueOf(value), places).longValue();
    }

    /** TRUNCATE to places after the point; negative ones are before it. What is no finite number stays. */
    public static float truncate(float value, int places) {
        // By its text: 1.1f is 1.10000002384185791015625, of which nobody wants to see the end.
        return Float.isFinite(value)
                ? truncate(new BigDecimal(Float.toString(value)), places).floatValue()
                : value;
    }

    /** TRUNCATE to places after the point; negative ones are before it. What is no finite number stays. */
    public static double truncate(double value, int places) {
        return Double.isFinite(value)
                ? truncate(BigDecimal.valueOf(value), places).doubleValue()
                : value;
    }

    /** TRUNCATE to places after the point; negative ones are before it. */
    public static BigDecimal truncate(BigDecimal value, int places) {
        return places >= value.scale() ? value : value.setScale(places, RoundingMode.DOWN);
    }

    /** HEX of a number. */
    public static String hex(long value) {
        return Long.toHexString(value).toUpperCase(Locale.ROOT);
    }

    /** HEX of a text: that of its UTF-8 bytes. */
    public static String hex(String value) {
        return Hashes.hex(Hashes.utf8(value)).toUpperCase(Locale.ROOT);
    }

    /** HEX of bytes. */
    public static String hex(byte[] value) {
        return Hashes.hex(value).toUpperCase(Locale.ROOT);
    }

    /** BIN: in the binary system, negative numbers as the two's complement of 64 bits. */
    public static String bin(long value) {
        return Long.toBinaryString(value);
    }

    /** Returns the seed of one of several sequences that have nothing in common, as {@code Random} gives similar numbers for similar seeds. */
    public static long spread(long seed, int sequence) {
        long mixed = (seed + 1) * 0x9E3779B97F4A7C15L + (sequence + 1) * 0xBF58476D1CE4E5B9L;
        return mixed ^ mixed >>> 31;
    }
}
