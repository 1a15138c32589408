/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * A flight that has left.
 *
 * @param date the scheduled departure as {@code yyyy/MM/dd HH:mm}, taken as UTC
 * @param delay minutes behind schedule; negative where it left early
 * @param distance miles
 * @param origin IATA code
 * @param destination IATA code
 */
public record Flight(String date, int delay, int distance, String origin, String destination) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm", Locale.ROOT);

    /** Refuses a date that cannot be read here, where whoever reads the line can still say which line it is. */
    public Flight {
        try {
            LocalDateTime.parse(date, DATE);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "A flight's date must look like '2001/03/31 22:27', but is '" + date + "'", e);
        }
    }

    /** Returns the scheduled departure, which is the flight's event time, in milliseconds since the epoch. */
    public long scheduledMillis() {
        return LocalDateTime.parse(date, DATE).toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    /** Returns the line of the data file that holds this flight. */
    public String toCsvLine() {
        return date + "," + delay + "," + distance + "," + origin + "," + destination;
    }
}
