/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Timestamps, as milliseconds or microseconds since the epoch, or as a {@link LocalDateTime} (without time zone) or {@link Instant} (with the local
 * one) where they are finer.
 */
public final class Timestamps {

    /** Milliseconds of a day. */
    public static final long MILLIS_PER_DAY = 86_400_000L;

    private static final long MILLIS_PER_SECOND = 1_000L;
    private static final long MICROS_PER_MILLI = 1_000L;
    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private Timestamps() {}

    /** Returns the date of a timestamp in milliseconds. */
    public static int daysOfMillis(long millis) {
        return (int) Math.floorDiv(millis, MILLIS_PER_DAY);
    }

    /** Returns the time of day of a timestamp in milliseconds. */
    public static int timeOfMillis(long millis) {
        return (int) Math.floorMod(millis, MILLIS_PER_DAY);
    }

    /** Returns a timestamp in microseconds in milliseconds. */
    public static long millisOfMicros(long micros) {
        return Math.floorDiv(micros, MICROS_PER_MILLI);
    }

    /** Returns the last multiple of a unit that is not after a timestamp. */
    public static long floor(long timestamp, long unit) {
        return Math.floorDiv(timestamp, unit) * unit;
    }

    /** Returns the timestamp without what is finer than a number of nanoseconds. */
    public static LocalDateTime floor(LocalDateTime timestamp, int nanos) {
        return timestamp.withNano(timestamp.getNano() / nanos * nanos);
    }

    /** Returns the timestamp without what is finer than a number of nanoseconds. */
    public static Instant floor(Instant timestamp, int nanos) {
        return Instant.ofEpochSecond(timestamp.getEpochSecond(), timestamp.getNano() / nanos * nanos);
    }

    /** Returns a timestamp of milliseconds. */
    public static LocalDateTime dateTimeOfMillis(long millis) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(millis, MILLIS_PER_SECOND),
                (int) Math.floorMod(millis, MILLIS_PER_SECOND) * NANOS_PER_MILLI,
                ZoneOffset.UTC);
    }

    /** Returns a timestamp of microseconds. */
    public static LocalDateTime dateTimeOfMicros(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND),
                (int) Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO,
                ZoneOffset.UTC);
    }

    /** Returns a timestamp of milliseconds. */
    public static Instant instantOfMillis(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    /** Returns a timestamp of microseconds. */
    public static Instant instantOfMicros(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO);
    }

    /** Returns a timestamp in milliseconds. */
    public static long millis(LocalDateTime timestamp) {
        return timestamp.toEpochSecond(ZoneOffset.UTC) * MILLIS_PER_SECOND + timestamp.getNano() / NANOS_PER_MILLI;
    }

    /** Returns a timestamp in milliseconds. */
    public static long millis(Instant timestamp) {
        return timestamp.toEpochMilli();
    }

    /** Returns a timestamp in microseconds. */
    public static long micros(LocalDateTime timestamp) {
        return timestamp.toEpochSecond(ZoneOffset.UTC) * MICROS_PER_SECOND + timestamp.getNano() / NANOS_PER_MICRO;
    }

    /** Returns a timestamp in microseconds. */
    public static long micros(Instant timestamp) {
        return timestamp.getEpochSecond() * MICROS_PER_SECOND + timestamp.getNano() / NANOS_PER_MICRO;
    }

    /** Returns what clocks show in a zone. */
    public static LocalDateTime inZone(Instant timestamp, ZoneId zone) {
        return LocalDateTime.ofInstant(timestamp, zone);
    }

    /** Returns when clocks of a zone show a timestamp: the first time, if they do so twice. */
    public static Instant atZone(LocalDateTime timestamp, ZoneId zone) {
        return timestamp.atZone(zone).toInstant();
    }

    /** Returns a timestamp some months later. */
    public static LocalDateTime plusMonths(LocalDateTime timestamp, int months) {
        return timestamp.plusMonths(months);
    }

    /** Returns a timestamp some months later; the time of day stays, in UTC. */
    public static Instant plusMonths(Instant timestamp, int months) {
        return timestamp.atOffset(ZoneOffset.UTC).plusMonths(months).toInstant();
    }

    /** Returns a timestamp in milliseconds some months later. */
    public static long plusMonths(long millis, int months) {
        return Dates.plusMonths(daysOfMillis(millis), months) * MILLIS_PER_DAY + timeOfMillis(millis);
    }

    /** Returns a timestamp in microseconds some months later. */
    public static long microsPlusMonths(long micros, int months) {
        long millis = millisOfMicros(micros);
        return plusMonths(millis, months) * MICROS_PER_MILLI + (micros - millis * MICROS_PER_MILLI);
    }

    /** Returns a timestamp some milliseconds later. */
    public static LocalDateTime plusMillis(LocalDateTime timestamp, long millis) {
        return timestamp.plus(millis, ChronoUnit.MILLIS);
    }

    /** Returns a timestamp some milliseconds later. */
    public static Instant plusMillis(Instant timestamp, long millis) {
        return timestamp.plusMillis(millis);
    }

    /** Returns a time of day some milliseconds later, past midnight from the start. */
    public static int timePlusMillis(int time, long millis) {
        return (int) Math.floorMod(time + millis, MILLIS_PER_DAY);
    }

    /** Returns the number of whole months from the second timestamp to the first, both in milliseconds. */
    public static int monthsBetween(long millis, long since) {
        int months = Dates.monthsBetween(daysOfMillis(millis), daysOfMillis(since));
        boolean dayIsReached = Dates.plusMonths(daysOfMillis(since), months) == daysOfMillis(millis);
        return dayIsReached && timeOfMillis(millis) < timeOfMillis(since) ? months - 1 : months;
    }
}
