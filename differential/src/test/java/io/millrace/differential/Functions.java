/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential;

import java.util.ArrayList;
import java.util.List;

/** What user functions compute, on both engines alike. */
public final class Functions {
    private Functions() {}

    /** Commutative and associative. */
    public static Event merge(Event a, Event b) {
        return new Event(Math.max(a.key, b.key), a.value + b.value, Math.max(a.time, b.time), a.extra ^ b.extra);
    }

    /** Associative, and as sensitive to the order as can be: it chains linear functions. */
    public static Event chain(Event a, Event b) {
        return new Event(a.key, a.value * b.value, a.time, a.extra * b.value + b.extra);
    }

    /** The accumulator of the aggregate: the key, the sum, the earliest time and the count. */
    public static Event emptyAggregate() {
        return new Event(Integer.MIN_VALUE, 0, Long.MAX_VALUE, 0);
    }

    public static Event add(Event event, Event accumulator) {
        return mergeAggregates(accumulator, event.withExtra(1));
    }

    public static Event mergeAggregates(Event a, Event b) {
        return new Event(Math.max(a.key, b.key), a.value + b.value, Math.min(a.time, b.time), a.extra + b.extra);
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

    /** Returns what comes back of a request; something in any case where nothing means to ask again. */
    public static List<Event> answer(Event event, boolean something) {
        Event answer = event.withExtra(event.extra * 3 + 1);
        return switch ((int) Math.floorMod(event.value, 3L)) {
            case 0 -> something ? List.of(answer) : List.of();
            case 1 -> List.of(answer);
            default -> List.of(answer, answer.withValue(event.value + 1));
        };
    }

    /** What a window function makes of its elements. */
    public static Event window(int key, long start, long end, Iterable<Event> elements, boolean inOrder) {
        return new Event(key, digest(elements, inOrder), start, end);
    }
}
