/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened in a world: a hash of all of it, and the last events in words. */
final class Trace {
    private static final int REMEMBERED = 64;

    private final ArrayDeque<Event> last = new ArrayDeque<>();
    private long hash = 0x9E3779B97F4A7C15L;
    private long events;

    private record Event(long number, long clock, String what, long a, long b) {}

    /** Notes an event, of which {@code a} and {@code b} say more. */
    void note(long clock, String what, long a, long b) {
        mix(clock);
        mix(what.hashCode());
        mix(a);
        mix(b);
        if (last.size() == REMEMBERED) {
            last.removeFirst();
        }
        last.addLast(new Event(events++, clock, what, a, b));
    }

    private void mix(long value) {
        hash = (hash ^ value) * 0xBF58476D1CE4E5B9L;
        hash ^= hash >>> 29;
    }

    long hash() {
        return hash;
    }

    long events() {
        return events;
    }

    /** Returns the last events, oldest first. */
    List<String> last() {
        List<String> lines = new ArrayList<>();
        for (Event event : last) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%7d  t=%d  %s %d %d",
                    event.number(),
                    event.clock(),
                    event.what(),
                    event.a(),
                    event.b()));
        }
        return lines;
    }
}
