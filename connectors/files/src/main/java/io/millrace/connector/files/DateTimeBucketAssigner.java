/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A directory for each day, hour or the like of event time. By the timestamps of records and not by the clock, so that the
 * same records always come to the same directories.
 */
public final class DateTimeBucketAssigner<T> implements BucketAssigner<T> {
    private static final String PER_HOUR = "yyyy-MM-dd--HH";

    private final String format;
    private final ZoneId zone;
    private transient @Nullable DateTimeFormatter formatter;
    private transient volatile @Nullable Bucket last; // shared by subtasks, and never half of two

    private record Bucket(long second, String id) {}

    /** A directory for each hour in UTC, such as {@code 2001-02-03--04}. */
    public DateTimeBucketAssigner() {
        this(PER_HOUR, ZoneOffset.UTC);
    }

    /** @param format a pattern of {@link DateTimeFormatter}, such as {@code 'day='yyyy-MM-dd}; in UTC */
    public DateTimeBucketAssigner(String format) {
        this(format, ZoneOffset.UTC);
    }

    public DateTimeBucketAssigner(String format, ZoneId zone) {
        this.format = format;
        this.zone = zone;
        formatter(); // refuses a format that is none
    }

    @Override
    public String getBucketId(T element, long timestamp) {
        if (timestamp == Long.MIN_VALUE) {
            throw new IllegalStateException("A record without a timestamp has no " + format + ": " + element
                    + ". Give the source a WatermarkStrategy with a timestamp assigner.");
        }
        long second = Math.floorDiv(timestamp, 1_000);
        Bucket known = last;
        if (known == null || known.second() != second) {
            known = new Bucket(second, formatter().format(Instant.ofEpochSecond(second)));
            last = known;
        }
        return known.id();
    }

    private DateTimeFormatter formatter() {
        DateTimeFormatter known = formatter;
        if (known == null) {
            known = DateTimeFormatter.ofPattern(format, Locale.ROOT).withZone(zone);
            formatter = known;
        }
        return known;
    }
}
