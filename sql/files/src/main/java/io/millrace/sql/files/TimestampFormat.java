/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** How timestamps stand in texts. A point in time is in UTC, with a {@code Z} behind it. */
enum TimestampFormat {
    /** {@code 2026-01-31 12:00:00.123}. */
    SQL(' '),
    /** {@code 2026-01-31T12:00:00.123}. */
    ISO_8601('T');

    private static final int NANO_DIGITS = 9;

    private static final DateTimeFormatter TIME = strict(new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, NANO_DIGITS, true));

    private final DateTimeFormatter timestamp;
    private final DateTimeFormatter instant;

    TimestampFormat(char between) {
        timestamp = strict(builder(between));
        instant = strict(builder(between).appendLiteral('Z'));
    }

    private static DateTimeFormatterBuilder builder(char between) {
        return new DateTimeFormatterBuilder()
                .append(DateTimeFormatter.ISO_LOCAL_DATE)
                .appendLiteral(between)
                .appendPattern("HH:mm:ss")
                .appendFraction(ChronoField.NANO_OF_SECOND, 0, NANO_DIGITS, true);
    }

    /** There is no 30th of February, and it is not taken for the 28th. */
    private static DateTimeFormatter strict(DateTimeFormatterBuilder builder) {
        return builder.toFormatter(Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    static LocalTime time(String text) {
        return LocalTime.parse(text, TIME);
    }

    static String text(LocalTime time) {
        return TIME.format(time);
    }

    LocalDateTime timestamp(String text) {
        return LocalDateTime.parse(text, timestamp);
    }

    String text(LocalDateTime value) {
        return timestamp.format(value);
    }

    Instant instant(String text) {
        return LocalDateTime.parse(text, instant).toInstant(ZoneOffset.UTC);
    }

    String text(Instant value) {
        return instant.format(LocalDateTime.ofInstant(value, ZoneOffset.UTC));
    }
}
