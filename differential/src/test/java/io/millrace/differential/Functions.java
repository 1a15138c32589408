/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential;

import java.util.ArrayList;
import java.util.List;

/** What user functions compute, on both engines alike. */
public final class Functions {
    private Functions() {}

    /** Commutative and associative. */
    public static Event merge(Event a, Event b) {
        return new Event(a.key, a.value + b.value, Math.max(a.time, b.time), a.extra ^ b.extra);
    }

    /** Associative, and as sensitive to the order as can be: it chains linear functions. */
    public static Event chain(Event a, Event b) {
        return new Event(a.key, a.value * b.value, a.time, a.extra * b.value + b.extra);
    }

    /** The accumulator of the aggregate: count, sum, earliest and latest time. */
    public static Event emptyAggregate() {
        return new Event(0, 0, Long.MAX_VALUE, Long.MIN_VALUE);
    }

    public static Event add(Event value, Event accumulator) {
        return new Event(
                accumulator.key + 1,
                accumulator.value + value.value,
                Math.min(accumulator.time, value.time),
                Math.max(accumulator.extra, value.time));
    }

    public static Event mergeAggregates(Event a, Event b) {
        return new Event(a.key + b.key, a.value + b.value, Math.min(a.time, b.time), Math.max(a.extra, b.extra));
    }

    /** A number that depends on every element, and on their order if it is to. */
    public static long digest(Iterable<Event> elements, boolean inOrder) {
        List<Event> list = new ArrayList<>();
        elements.forEach(list::add);
        if (!inOrder) {
            list.sort(Event.CANONICAL);
        }
        long digest = list.size();
        for (Event event : list) {
            digest = digest * 31 + event.hashCode();
        }
        return digest;
    }

    /** What a window function makes of its elements. */
    public static Event window(int key, long start, long end, Iterable<Event> elements, boolean inOrder) {
        return new Event(key, digest(elements, inOrder), start, end);
    }
}
