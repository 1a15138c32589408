/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.generator;

import java.util.Set;

/** Consecutive events of an instance, of several kinds: a block for each kind, and what all have in common. Used again and again by one thread. */
public final class EventBlocks {
    private static final EventKind[] KINDS = EventKind.values();

    private final EventMix mix;
    private final EventBlock[] blocks = new EventBlock[KINDS.length];
    private final boolean[] wanted = new boolean[KINDS.length];
    private EventCursor cursor;
    private long step = 1;
    private long next;
    private int[] kinds = {};
    private long[] dateTimes = {};

    /** @param kinds those that blocks are wanted of */
    public EventBlocks(EventMix mix, Set<EventKind> kinds) {
        this.mix = mix;
        this.cursor = new EventCursor(mix, 0, 1);
        for (EventKind kind : KINDS) {
            blocks[kind.ordinal()] = new EventBlock(mix, kind);
            wanted[kind.ordinal()] = kinds.contains(kind);
        }
    }

    /** Goes to the events numbered {@code first}, {@code first + newStep} and so on, {@code count} of them. */
    public void moveTo(long first, long newStep, int count) {
        if (newStep != step || first != next) {
            step = newStep;
            cursor = new EventCursor(mix, first, newStep);
        }
        next = first + newStep * count;
        for (EventBlock block : blocks) {
            block.clear(count);
        }
        kinds = new int[count];
        dateTimes = new long[count];
        EventCursor events = cursor;
        for (int position = 0; position < count; position++) {
            int kind = events.kind().ordinal();
            kinds[position] = kind;
            dateTimes[position] = events.dateTime();
            if (wanted[kind]) {
                blocks[kind].add(position, events);
            }
            events.advance();
        }
    }

    /** Returns the events of a kind, which is one of those that are wanted. */
    public EventBlock of(EventKind kind) {
        return blocks[kind.ordinal()];
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
