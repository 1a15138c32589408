/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Casts to and from texts. What cannot be read is a {@link CastException} that names the value and both types. */
public final class Texts {

    private static final Set<String> TRUE = Set.of("t", "true", "y", "yes", "1");
    private static final Set<String> FALSE = Set.of("f", "false", "n", "no", "0");
    private static final int MONTHS_PER_YEAR = 12;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private Texts() {}

    /** Returns the text of a BOOLEAN. */
    public static String of(boolean value) {
        return value ? "TRUE" : "FALSE";
    }

    /** Returns the text of a DATE. */
    public static String ofDate(int days) {
        LocalDate date = LocalDate.ofEpochDay(days);
        StringBuilder text = new StringBuilder(10);
        digits(text, date.getYear(), 4).append('-');
        digits(text, date.getMonthValue(), 2).append('-');
        return digits(text, date.getDayOfMonth(), 2).toString();
    }

    /** Returns the text of a TIME: where it has a fraction, with one digit or as many as are needed of its precision. */
    public static String ofTime(int millis, int precision) {
        LocalTime time = LocalTime.ofNanoOfDay((long) millis * NANOS_PER_MILLI);
        String seconds =
                String.format(Locale.ROOT, "%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond());
        if (precision == 0) {
            return seconds;
        }
        String fraction = String.format(Locale.ROOT, "%03d", time.getNano() / NANOS_PER_MILLI);
        int digits = Math.min(precision, fraction.length());
        while (digits > 1 && fraction.substring(digits - 1).matches("0+")) {
            digits--;
        }
        return seconds + "." + fraction.substring(0, digits);
    }

    /** Returns the text of a TIMESTAMP, with all digits of its precision. */
    public static String ofTimestamp(LocalDateTime timestamp, int precision) {
        StringBuilder text = new StringBuilder(30);
        digits(text, timestamp.getYear(), 4).append('-');
        digits(text, timestamp.getMonthValue(), 2).append('-');
        digits(text, timestamp.getDayOfMonth(), 2).append(' ');
        digits(text, timestamp.getHour(), 2).append(':');
        digits(text, timestamp.getMinute(), 2).append(':');
        digits(text, timestamp.getSecond(), 2);
        if (precision > 0) {
            StringBuilder fraction = digits(new StringBuilder(), timestamp.getNano(), 9);
            text.append('.').append(fraction, 0, precision);
        }
        return text.toString();
    }

    private static StringBuilder digits(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        return text.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
    }

    /** Returns the text of a year-month interval. */
    public static String ofMonths(int months) {
        int size = Math.abs(months);
        return String.format(Locale.ROOT, "%s%d-%02d", sign(months), size / MONTHS_PER_YEAR, size % MONTHS_PER_YEAR);
    }

    /** Returns the text of a day-time interval. */
    public static String ofInterval(long millis) {
        long size = Math.abs(millis);
        LocalTime time = LocalTime.ofNanoOfDay(size % Timestamps.MILLIS_PER_DAY * NANOS_PER_MILLI);
        return String.format(
                Locale.ROOT,
                "%s%d %02d:%02d:%02d.%03d",
                sign(millis),
                size / Timestamps.MILLIS_PER_DAY,
                time.getHour(),
                time.getMinute(),
                time.getSecond(),
                time.getNano() / NANOS_PER_MILLI);
    }

    private static String sign(long value) {
        return value < 0 ? "-" : "+";
    }

    /** Returns the text that bytes are in UTF-8. */
    public static String ofBytes(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Returns a text as VARCHAR(length), of so many code points. */
    public static String limit(String text, int length) {
        return text.length() > length ? Strings.left(text, length) : text;
    }

    /** Returns a text as CHAR(length), of so many code points. */
    public static String pad(String text, int length) {
        int missing = length - Strings.length(text);
        return missing > 0 ? text + " ".repeat(missing) : limit(text, length);
    }

    /** Returns bytes as VARBINARY(length). */
    public static byte[] limit(byte[] bytes, int length) {
        return bytes.length > length ? Arrays.copyOf(bytes, length) : bytes;
    }

    /** Returns bytes as BINARY(length). */
    public static byte[] pad(byte[] bytes, int length) {
        return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** Returns a text in UTF-8. */
    public static byte[] toBytes(String text) {
        return Hashes.utf8(text);
    }

    /** Casts to BOOLEAN: true, t, yes, y, 1 and their opposites, in any case, and nothing around them. */
    public static boolean toBoolean(String text, String type, String targetType) {
        String word = text.toLowerCase(Locale.ROOT);
        if (TRUE.contains(word)) {
            return true;
        } else if (FALSE.contains(word)) {
            return false;
        }
        throw Failures.cast(text, type, targetType);
    }

    /** Casts to an integer of a range. Digits after a point are read and dropped. */
    public static long toInteger(String text, long least, long most, String type, String targetType) {
        String digits = text.trim();
        int point = digits.indexOf('.');
        if (point >= 0 && digits.substring(point + 1).chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            digits = digits.substring(0, point);
        }
        try {
            long number = Long.parseLong(digits);
            if (number >= least && number <= most) {
                return number;
            }
            throw Failures.cast(text, type, targetType);
        } catch (NumberFormatException notInteger) {
            throw Failures.cast(text, type, targetType);
        }
    }

    /** Casts to DOUBLE. */
    public static double toDouble(String text, String type, String targetType) {
        try {
            return Double.parseDouble(text.trim());
        } catch (NumberFormatException notNumber) {
            throw Failures.cast(text, type, targetType);
        }
    }

    /** Casts to FLOAT. */
    public static float toFloat(String text, String type, String targetType) {
        try {
            return Float.parseFloat(text.trim());
        } catch (NumberFormatException notNumber) {
            throw Failures.cast(text, type, targetType);
        }
    }

    /** Casts to DECIMAL; null where it does not fit. */
    public static @Nullable BigDecimal toDecimal(
            String text, int precision, int scale, String type, String targetType) {
        try {
            return Decimals.fit(new BigDecimal(text.trim()), precision, scale);
        } catch (NumberFormatException notNumber) {
            throw Failures.cast(text, type, targetType);
        }
    }

    /** Casts to DATE. */
    public static int toDate(String text, String type, String targetType) {
        LocalDate date = DateTimeTexts.date(text);
        if (date == null) {
            throw Failures.cast(text, type, targetType);
        }
        return (int) date.toEpochDay();
    }

    /** Casts to TIME. */
    public static int toTime(String text, String type, String targetType) {
        LocalTime time = DateTimeTexts.time(text);
        if (time == null) {
            throw Failures.cast(text, type, targetType);
        }
        return (int) (time.toNanoOfDay() / NANOS_PER_MILLI);
    }

    /** Casts to TIMESTAMP. */
    public static LocalDateTime toTimestamp(String text, String type, String targetType) {
        LocalDateTime timestamp = DateTimeTexts.timestamp(text);
        if (timestamp == null) {
            throw Failures.cast(text, type, targetType);
        }
        return timestamp;
    }
}
