/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.generator;

/** What consecutive events of all kinds have in common: their kinds and times. Used again and again by one thread. */
public final class EventHeads {

    private final EventMix mix;
    private long next = -1;
    private long step;
    private EventCursor cursor;
    private int[] kinds = {};
    private long[] dateTimes = {};

    /** Makes what is empty. */
    public EventHeads(EventMix mix) {
        this.mix = mix;
        this.cursor = new EventCursor(mix, 0, 1);
    }

    /** Goes to the events numbered {@code first}, {@code first + newStep} and so on, {@code count} of them. */
    public void moveTo(long first, long newStep, int count) {
        if (newStep != step || first != next) {
            step = newStep;
            cursor = new EventCursor(mix, first, newStep);
        }
        next = first + newStep * count;
        EventCursor events = cursor;
        int[] kind = new int[count];
        long[] dateTime = new long[count];
        for (int position = 0; position < count; position++) {
            kind[position] = events.kind().ordinal();
            dateTime[position] = events.dateTime();
            events.advance();
        }
        kinds = kind;
        dateTimes = dateTime;
    }

    /** Returns the kind of each event, by its ordinal, in an array that is the caller's. */
    public int[] kinds() {
        return kinds;
    }

    /** Returns the time of each event, in epoch milliseconds, in an array that is the caller's. */
    public long[] dateTimes() {
        return dateTimes;
    }
}
