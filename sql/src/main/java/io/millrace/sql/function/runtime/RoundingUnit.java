/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** To what FLOOR and CEIL take dates and timestamps. */
public enum RoundingUnit {
    /** A second. */
    SECOND(1_000L, 0),
    /** A minute. */
    MINUTE(60_000L, 0),
    /** An hour. */
    HOUR(3_600_000L, 0),
    /** A day. */
    DAY(Timestamps.MILLIS_PER_DAY, 0),
    /** A week, from Sunday on. */
    WEEK(0, 0),
    /** A month. */
    MONTH(0, 1),
    /** A quarter of a year. */
    QUARTER(0, 3),
    /** A year. */
    YEAR(0, 12),
    /** Ten years: from a multiple of ten. */
    DECADE(0, 0),
    /** A hundred years: from one after a multiple of a hundred. */
    CENTURY(0, 0),
    /** A thousand years: from one after a multiple of a thousand. */
    MILLENNIUM(0, 0);

    private static final int MONTHS_OF_YEAR = 12;
    private static final int DECADE_YEARS = 10;
    private static final int CENTURY_YEARS = 100;
    private static final int MILLENNIUM_YEARS = 1000;

    private final long millis;
    private final int months;

    RoundingUnit(long millis, int months) {
        this.millis = millis;
        this.months = months;
    }

    /** Returns the start of the unit that a timestamp in milliseconds lies in. */
    public long floor(long timestamp) {
        return millis > 0
                ? Math.floorDiv(timestamp, millis) * millis
                : floor(Timestamps.daysOfMillis(timestamp)) * Timestamps.MILLIS_PER_DAY;
    }

    /** Returns the start of the next unit, or the timestamp itself if it is the start of one. Above days only the date counts. */
    public long ceil(long timestamp) {
        return millis > 0
                ? -Math.floorDiv(-timestamp, millis) * millis
                : ceil(Timestamps.daysOfMillis(timestamp)) * Timestamps.MILLIS_PER_DAY;
    }

    /** Returns the first day of the unit that a date lies in. */
    public int floor(int days) {
        return (int) floor(LocalDate.ofEpochDay(days)).toEpochDay();
    }

    /**
     * Returns the first day of the next unit, or the date itself if it is the first of one. The next decade, century and millennium are
     * those after the one that the date is in, even where it is its first day.
     */
    public int ceil(int days) {
        LocalDate date = LocalDate.ofEpochDay(days);
        LocalDate start = floor(date);
        LocalDate next =
                switch (this) {
                    case SECOND, MINUTE, HOUR, DAY -> date;
                    case WEEK -> start.equals(date) ? date : start.plusWeeks(1);
                    case MONTH, QUARTER, YEAR -> start.equals(date) ? date : start.plusMonths(months);
                    case DECADE -> start.plusYears(DECADE_YEARS);
                    case CENTURY -> start.plusYears(CENTURY_YEARS);
                    case MILLENNIUM -> start.plusYears(MILLENNIUM_YEARS);
                };
        return (int) next.toEpochDay();
    }

    private LocalDate floor(LocalDate date) {
        return switch (this) {
            case SECOND, MINUTE, HOUR, DAY -> date;
            case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
            case MONTH, QUARTER, YEAR -> {
                int monthOfYear = date.getMonthValue() - 1;
                yield LocalDate.of(date.getYear(), monthOfYear - monthOfYear % Math.min(months, MONTHS_OF_YEAR) + 1, 1);
            }
            case DECADE -> LocalDate.of(date.getYear() / DECADE_YEARS * DECADE_YEARS, 1, 1);
            case CENTURY -> firstAfterMultiple(date, CENTURY_YEARS);
            case MILLENNIUM -> firstAfterMultiple(date, MILLENNIUM_YEARS);
        };
    }

    private static LocalDate firstAfterMultiple(LocalDate date, int years) {
        return LocalDate.of((date.getYear() - 1) / years * years + 1, 1, 1);
    }
}
