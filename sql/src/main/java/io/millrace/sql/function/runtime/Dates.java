/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;

/** Dates as days since the epoch. */
public final class Dates {

    private static final int DAYS_OF_WEEK = 7;
    private static final int YEARS_OF_DECADE = 10;
    private static final int YEARS_OF_CENTURY = 100;
    private static final int YEARS_OF_MILLENNIUM = 1000;

    private Dates() {}

    private static LocalDate date(int days) {
        return LocalDate.ofEpochDay(days);
    }

    /** Returns the year. */
    public static long year(int days) {
        return date(days).getYear();
    }

    /** Returns the year that the week belongs to, by ISO 8601. */
    public static long isoYear(int days) {
        return date(days).get(IsoFields.WEEK_BASED_YEAR);
    }

    /** Returns the quarter, from 1. */
    public static long quarter(int days) {
        return date(days).get(IsoFields.QUARTER_OF_YEAR);
    }

    /** Returns the month, from 1. */
    public static long month(int days) {
        return date(days).getMonthValue();
    }

    /** Returns the week by ISO 8601, from 1. */
    public static long week(int days) {
        return date(days).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    }

    /** Returns the day of the month, from 1. */
    public static long dayOfMonth(int days) {
        return date(days).getDayOfMonth();
    }

    /** Returns the day of the year, from 1. */
    public static long dayOfYear(int days) {
        return date(days).getDayOfYear();
    }

    /** Returns the day of the week: 1 is Sunday. */
    public static long dayOfWeek(int days) {
        return date(days).get(ChronoField.DAY_OF_WEEK) % DAYS_OF_WEEK + 1L;
    }

    /** Returns the day of the week: 1 is Monday. */
    public static long isoDayOfWeek(int days) {
        return date(days).get(ChronoField.DAY_OF_WEEK);
    }

    /** Returns the decade: that of 1987 is 198. */
    public static long decade(int days) {
        return year(days) / YEARS_OF_DECADE;
    }

    /** Returns the century: that of 2000 is 20, and that of 2001 is 21. */
    public static long century(int days) {
        return ordinal(year(days), YEARS_OF_CENTURY);
    }

    /** Returns the millennium: that of 2000 is 2, and that of 2001 is 3. */
    public static long millennium(int days) {
        return ordinal(year(days), YEARS_OF_MILLENNIUM);
    }

    private static long ordinal(long year, long span) {
        return year > 0 ? (year + span - 1) / span : (year - span + 1) / span;
    }

    /** Returns the date some months later; a day that the month has not is its last one. */
    public static int plusMonths(int days, int months) {
        return (int) date(days).plusMonths(months).toEpochDay();
    }

    /** Returns the number of whole months from the second date to the first. */
    public static int monthsBetween(int days, int since) {
        if (days < since) {
            return -monthsBetween(since, days);
        }
        LocalDate from = date(since);
        LocalDate to = date(days);
        int months = (int) ChronoUnit.MONTHS.between(from, to);
        // From the 31st to the 30th is a month where the month has no 31st, so that months can be added and subtracted
        // again.
        return from.plusMonths(months + 1L).equals(to) ? months + 1 : months;
    }
}
