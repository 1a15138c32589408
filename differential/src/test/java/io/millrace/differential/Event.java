/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Objects;

/**
 * The one type that flows through programs. Its fields are public and not final because Flink's aggregations of named
 * fields want it so; nobody changes an event.
 */
public final class Event implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Any order that tells events apart, for functions that must not depend on the order of arrival. */
    public static final Comparator<Event> CANONICAL = Comparator.<Event>comparingLong(event -> event.time)
            .thenComparingInt(event -> event.key)
            .thenComparingLong(event -> event.value)
            .thenComparingLong(event -> event.extra);

    public int key;
    public long value;
    public long time;
    public long extra;

    public Event() {}

    public Event(int key, long value, long time, long extra) {
        this.key = key;
        this.value = value;
        this.time = time;
        this.extra = extra;
    }

    public Event withKey(int newKey) {
        return new Event(newKey, value, time, extra);
    }

    public Event withValue(long newValue) {
        return new Event(key, newValue, time, extra);
    }

    public Event withTime(long newTime) {
        return new Event(key, value, newTime, extra);
    }

    public Event withExtra(long newExtra) {
        return new Event(key, value, time, newExtra);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Event event
                && event.key == key
                && event.value == value
                && event.time == time
                && event.extra == extra;
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, value, time, extra);
    }

    @Override
    public String toString() {
        return "(" + key + " " + value + " @" + time + (extra == 0 ? "" : " +" + extra) + ")";
    }
}
