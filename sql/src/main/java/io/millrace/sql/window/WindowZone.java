/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.window;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * Between a time in milliseconds since the epoch, as rows and watermarks have it, and what a clock on the wall shows then, in milliseconds as if in UTC, in which windows
 * are cut. For TIMESTAMP the two are one. Where clocks are set back, two times show the same: the window that holds them ends with the later. Used by one thread.
 */
public final class WindowZone implements Serializable {
    private static final long MILLIS_PER_SECOND = 1000;

    private final @Nullable ZoneId zone;
    private transient @Nullable ZoneRules rules;
    private transient long knownFrom;
    private transient long knownTo; // exclusive
    private transient long knownShift;

    private WindowZone(@Nullable ZoneId zone) {
        this.zone = zone;
    }

    /** Times that clocks show as they are. */
    public static WindowZone none() {
        return new WindowZone(null);
    }

    /** Times that clocks show as those of a zone do. */
    public static WindowZone of(ZoneId zone) {
        return new WindowZone(zone.normalized().equals(ZoneOffset.UTC) ? null : zone);
    }

    /** Returns one for another thread. */
    public WindowZone copy() {
        return new WindowZone(zone);
    }

    /** Returns what the clock shows. */
    public long toLocal(long epochMillis) {
        if (zone == null) {
            return epochMillis;
        }
        if (epochMillis < knownFrom || epochMillis >= knownTo) {
            learn(epochMillis, zone);
        }
        return epochMillis + knownShift;
    }

    /** Notes how long the clock goes as it does now. */
    private void learn(long epochMillis, ZoneId ofZone) {
        ZoneRules known = rules;
        if (known == null) {
            known = ofZone.getRules();
            rules = known;
        }
        Instant instant = Instant.ofEpochMilli(epochMillis);
        knownShift = known.getOffset(instant).getTotalSeconds() * MILLIS_PER_SECOND;
        knownFrom = epochMillis;
        ZoneOffsetTransition next = known.nextTransition(instant);
        knownTo = next == null ? Long.MAX_VALUE : next.toEpochSecond() * MILLIS_PER_SECOND;
    }

    /** Returns a time at which the clock shows this: the earlier of two, and for one that it skips, as much later. */
    public long toEpoch(long local) {
        if (zone == null) {
            return local;
        }
        return dateTime(local).atZone(zone).toInstant().toEpochMilli();
    }

    /** Returns the last time at which the clock shows this; for one that it skips, when it does so. */
    public long lastEpoch(long local) {
        if (zone == null) {
            return local;
        }
        LocalDateTime dateTime = dateTime(local);
        ZoneOffsetTransition transition = zone.getRules().getTransition(dateTime);
        if (transition == null) {
            return toEpoch(local);
        }
        return transition.isGap()
                ? transition.toEpochSecond() * MILLIS_PER_SECOND
                : dateTime.toInstant(transition.getOffsetAfter()).toEpochMilli();
    }

    private static LocalDateTime dateTime(long local) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(local), ZoneOffset.UTC);
    }

    @Override
    public String toString() {
        return zone == null ? "" : zone.toString();
    }
}
