/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A format of timestamps in the letters of Java. Timestamps of one day, or minute, mostly come together: where the format shows no less than that, what it
 * gave last is given again, as the same object.
 *
 * <p>For one thread.
 */
final class TimestampFormat {
    private static final String OF_DAYS = "GuyDMLdQqYwWEecF";
    private static final String OF_MINUTES = "aBhKkHm";
    private static final long MINUTES_PER_DAY = 24 * 60;
    private static final int MINUTES_PER_HOUR = 60;

    private final DateTimeFormatter formatter;
    private final boolean isOfDays;
    private final boolean isOfMinutes;
    private long lastUnit = Long.MIN_VALUE;
    private String lastText = "";

    /** @throws IllegalArgumentException if the text is no format */
    TimestampFormat(String format) {
        this.formatter = DateTimeFormatter.ofPattern(format, Locale.ROOT);
        this.isOfDays = hasOnly(format, OF_DAYS);
        this.isOfMinutes = hasOnly(format, OF_DAYS + OF_MINUTES);
    }

    /** Letters between quotes count, too, which only makes the answer more careful. */
    private static boolean hasOnly(String format, String letters) {
        return format.chars()
                .filter(character -> (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z'))
                .allMatch(letter -> letters.indexOf(letter) >= 0);
    }

    DateTimeFormatter formatter() {
        return formatter;
    }

    String format(LocalDateTime timestamp) {
        if (!isOfMinutes) {
            return timestamp.format(formatter);
        }
        long unit = timestamp.toLocalDate().toEpochDay();
        if (!isOfDays) {
            unit = unit * MINUTES_PER_DAY + timestamp.getHour() * MINUTES_PER_HOUR + timestamp.getMinute();
        }
        if (unit != lastUnit) {
            lastText = timestamp.format(formatter);
            lastUnit = unit;
        }
        return lastText;
    }
}
