/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import java.text.DateFormat;
import java.text.ParseException;
import java.text.SimpleDateFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Date;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates and times read from texts and written as texts, by formats in the letters of Java. */
public final class DateTimeTexts {

    private static final String TIMESTAMP = "yyyy-MM-dd HH:mm:ss";
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final long MILLIS_PER_SECOND = 1_000L;
    private static final int MAX_YEAR = 9999;
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int NANO_DIGITS = 9;
    private static final int MILLI_DIGITS = 3;
    private static final long FIRST_SECOND = LocalDateTime.of(0, 1, 1, 0, 0, 0).toEpochSecond(ZoneOffset.UTC);
    private static final long LAST_SECOND =
            LocalDateTime.of(9999, 12, 31, 23, 59, 59).toEpochSecond(ZoneOffset.UTC);

    private static final Pattern DATE =
            Pattern.compile("\\s*(\\d{1,9})\\s*(?:-\\s*(\\d{1,2})\\s*(?:-\\s*(\\d{1,2})\\s*)?)?");
    private static final Pattern TIME =
            Pattern.compile("\\s*(\\d{1,2})\\s*(?::\\s*(\\d{1,2})\\s*(?::\\s*(\\d{1,2})(?:\\.(\\d*))?\\s*)?)?");

    private static final DateTimeFormatter TIMESTAMP_TEXT = new DateTimeFormatterBuilder()
            .appendPattern("u-M-d")
            .optionalStart()
            .appendPattern(" H:m:s")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private static final Recent<TimestampFormat> FORMATS = new Recent<>(TimestampFormat::new);
    private static final Recent<SimpleDateFormat> OLD_FORMATS =
            new Recent<>(format -> new SimpleDateFormat(format, Locale.ROOT));

    private DateTimeTexts() {}

    private static DateFormat oldFormat(String format, ZoneId zone) {
        SimpleDateFormat found = OLD_FORMATS.of(format);
        found.setTimeZone(TimeZone.getTimeZone(zone));
        return found;
    }

    /** Reads a date as year, year and month, or all three. What follows a blank is not looked at. Null where it is none. */
    public static @Nullable LocalDate date(String text) {
        int blank = text.indexOf(' ');
        Matcher parts = DATE.matcher(blank > 0 ? text.substring(0, blank) : text);
        if (!parts.matches()) {
            return null;
        }
        try {
            int year = Integer.parseInt(parts.group(1));
            return year > MAX_YEAR ? null : LocalDate.of(year, number(parts.group(2), 1), number(parts.group(3), 1));
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    /** Reads a time of day in milliseconds: hours, hours and minutes, or all three with or without a fraction. Null where it is none. */
    public static @Nullable LocalTime time(String text) {
        Matcher parts = TIME.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        try {
            String fraction = parts.group(4) == null ? "" : parts.group(4);
            int millis = Integer.parseInt((fraction + "000").substring(0, 3));
            int rounding = fraction.length() > 3 && fraction.charAt(3) >= '5' ? 1 : 0;
            return LocalTime.of(number(parts.group(1), 0), number(parts.group(2), 0), number(parts.group(3), 0))
                    .plusNanos((long) (millis + rounding) * NANOS_PER_MILLI);
        } catch (DateTimeException noSuchTime) {
            return null;
        }
    }

    private static int number(@Nullable String digits, int whenMissing) {
        return digits == null ? whenMissing : Integer.parseInt(digits);
    }

    /** Reads a timestamp, or a date as its midnight. Null where it is none. */
    public static @Nullable LocalDateTime timestamp(String text) {
        return read(text.trim(), TIMESTAMP_TEXT);
    }

    private static @Nullable LocalDateTime read(String text, DateTimeFormatter formatter) {
        try {
            TemporalAccessor read = formatter.parse(text);
            LocalDate date = read.query(TemporalQueries.localDate());
            LocalTime time = read.query(TemporalQueries.localTime());
            if (date == null) {
                date = LocalDate.of(
                        part(read, ChronoField.YEAR, part(read, ChronoField.YEAR_OF_ERA, 1970)),
                        part(read, ChronoField.MONTH_OF_YEAR, 1),
                        part(read, ChronoField.DAY_OF_MONTH, 1));
            }
            if (time == null) {
                time = LocalTime.of(
                        part(read, ChronoField.HOUR_OF_DAY, 0),
                        part(read, ChronoField.MINUTE_OF_HOUR, 0),
                        part(read, ChronoField.SECOND_OF_MINUTE, 0));
            }
            return date.atTime(time);
        } catch (DateTimeException notOfFormat) {
            return null;
        }
    }

    private static int part(TemporalAccessor read, ChronoField field, int whenMissing) {
        return read.isSupported(field) ? read.get(field) : whenMissing;
    }

    /** TO_DATE; null where the text is none. */
    public static @Nullable LocalDate toDate(String text) {
        return date(text);
    }

    /** TO_DATE by a format; null where the text is none. */
    public static @Nullable LocalDate toDate(String text, String format) {
        Date read = read(text, format, UTC);
        return read == null ? null : LocalDate.ofInstant(read.toInstant(), UTC);
    }

    /** TO_TIMESTAMP; null where the text is none. */
    public static @Nullable LocalDateTime toTimestamp(String text) {
        return timestamp(text);
    }

    /** TO_TIMESTAMP by a format; null where the text is none. */
    public static @Nullable LocalDateTime toTimestamp(String text, String format) {
        return read(text, FORMATS.of(format).formatter());
    }

    /** TO_TIMESTAMP_LTZ of seconds (precision 0), milliseconds (3), nanoseconds (9) or what is between them, since the epoch; null beyond the years 0 to 9999. */
    public static @Nullable Instant toInstant(long count, int precision) {
        if (precision < 0 || precision > NANO_DIGITS) {
            throw new IllegalArgumentException(
                    "TO_TIMESTAMP_LTZ has a precision from 0 (seconds) to 9 (nanoseconds), and not " + precision + ".");
        }
        long unitsPerSecond = 1;
        for (int digit = 0; digit < precision; digit++) {
            unitsPerSecond *= 10;
        }
        long second = Math.floorDiv(count, unitsPerSecond);
        long nanos = Math.floorMod(count, unitsPerSecond) * (NANOS_PER_SECOND / unitsPerSecond);
        return second < FIRST_SECOND || second > LAST_SECOND ? null : Instant.ofEpochSecond(second, nanos);
    }

    /** TO_TIMESTAMP_LTZ of milliseconds. */
    public static @Nullable Instant toInstant(long millis) {
        return toInstant(millis, MILLI_DIGITS);
    }

    /** TO_TIMESTAMP_LTZ of a text in UTC; null where it is no timestamp. */
    public static @Nullable Instant toInstant(String text) {
        return instant(timestamp(text), UTC);
    }

    /** TO_TIMESTAMP_LTZ of a text in UTC by a format. */
    public static @Nullable Instant toInstant(String text, String format) {
        return instant(toTimestamp(text, format), UTC);
    }

    /** TO_TIMESTAMP_LTZ of a text in a zone by a format; null where the text is none, or there is no such zone. */
    public static @Nullable Instant toInstant(String text, String format, String zone) {
        try {
            return instant(toTimestamp(text, format), ZoneId.of(zone));
        } catch (DateTimeException noSuchZone) {
            return null;
        }
    }

    private static @Nullable Instant instant(@Nullable LocalDateTime timestamp, ZoneId zone) {
        return timestamp == null ? null : timestamp.atZone(zone).toInstant();
    }

    /** UNIX_MILLIS and UNIX_TIMESTAMP of a point in time. */
    public static long unixMillis(Instant timestamp) {
        return timestamp.toEpochMilli();
    }

    /** DATE_ADD: the date some days later. */
    public static LocalDate plusDays(LocalDate date, int days) {
        return date.plusDays(days);
    }

    /** DATE_ADD: the date some days after that of a timestamp. */
    public static LocalDate plusDays(LocalDateTime timestamp, int days) {
        return timestamp.toLocalDate().plusDays(days);
    }

    /** DATEDIFF: the days from the second date to the first. */
    public static int daysBetween(LocalDateTime end, LocalDateTime start) {
        return (int) ChronoUnit.DAYS.between(start.toLocalDate(), end.toLocalDate());
    }

    /** DATE_FORMAT of a timestamp. */
    public static String format(LocalDateTime timestamp, String format) {
        return FORMATS.of(format).format(timestamp);
    }

    /** DATE_FORMAT of a text with a timestamp; null where it is none. */
    public static @Nullable String format(String timestamp, String format) {
        Date read = read(timestamp, TIMESTAMP, UTC);
        return read == null ? null : oldFormat(format, UTC).format(read);
    }

    /** FROM_UNIXTIME. */
    public static String fromUnixTime(long seconds, ZoneId zone) {
        return fromUnixTime(seconds, TIMESTAMP, zone);
    }

    /** FROM_UNIXTIME by a format. */
    public static String fromUnixTime(long seconds, String format, ZoneId zone) {
        return oldFormat(format, zone).format(new Date(seconds * MILLIS_PER_SECOND));
    }

    /** UNIX_TIMESTAMP of a text: seconds since the epoch; {@code Long.MIN_VALUE} where it is no timestamp. */
    public static long unixTimestamp(String text, ZoneId zone) {
        return unixTimestamp(text, TIMESTAMP, zone);
    }

    /** UNIX_TIMESTAMP of a text by a format. */
    public static long unixTimestamp(String text, String format, ZoneId zone) {
        Date read = read(text, format, zone);
        return read == null ? Long.MIN_VALUE : read.getTime() / MILLIS_PER_SECOND;
    }

    /** CONVERT_TZ: what clocks of one zone show when those of another show a timestamp; null where that is none. */
    public static @Nullable String convertZone(String text, String from, String to) {
        Date read = read(text, TIMESTAMP, TimeZone.getTimeZone(from).toZoneId());
        return read == null
                ? null
                : oldFormat(TIMESTAMP, TimeZone.getTimeZone(to).toZoneId()).format(read);
    }

    private static @Nullable Date read(String text, String format, ZoneId zone) {
        try {
            return oldFormat(format, zone).parse(text);
        } catch (ParseException | DateTimeParseException notOfFormat) {
            return null;
        }
    }
}
