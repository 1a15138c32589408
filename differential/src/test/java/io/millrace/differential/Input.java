/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential;

import io.millrace.differential.Traits.Order;
import io.millrace.simulation.Randomness;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A source: one split, read in order, with a watermark behind every few events.
 *
 * @param number counted through the program; the source's keys start at a hundred times this
 * @param events in the order in which they are read
 * @param bound how far the watermark stays behind the latest event time
 * @param every behind about which part of the events a watermark comes; 0 for none but the last
 */
public record Input(int number, List<Event> events, long bound, int every) implements Serializable {
    public Input {
        events = List.copyOf(events);
    }

    static Input draw(Randomness random, int number, Setting setting) {
        int size = random.chance(0.03) ? 0 : random.between(1, 40);
        int keys = random.upTo(6);
        int step = random.upTo(16);
        int back = random.chance(0.25) ? 1 : random.upTo(40);
        int values = random.upTo(20);
        // far enough behind the epoch that no window starts before it
        long start = setting.sinceEpoch() ? 1_000 : 0;
        long time = start + random.between(-60, 60);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            time += random.chance(0.05) ? random.below(100) : random.below(step);
            long behind = random.chance(0.4) ? 0 : random.below(back);
            events.add(new Event(
                    number * 100 + random.below(keys), random.below(values) - 2, time - behind, random.below(3)));
        }
        long bound = random.chance(0.5) ? disorder(events) + random.below(2) : random.below(10);
        int every = random.chance(0.7) ? 1 : random.below(4);
        return new Input(number, events, bound, every);
    }

    /** Returns how far an event lies behind one before it, at most. */
    public static long disorder(List<Event> events) {
        long latest = Long.MIN_VALUE;
        long most = 0;
        for (Event event : events) {
            latest = Math.max(latest, event.time);
            most = Math.max(most, latest - event.time);
        }
        return most;
    }

    Traits traits(Setting setting) {
        long ahead = every == 0 ? Traits.CLEAR : bound - disorder(events) + 1;
        int lead = (int) Math.max(0, Math.min(ahead, Traits.CLEAR));
        return new Traits(Order.TOTAL, true, lead, true, setting, true);
    }

    Input withEvents(List<Event> newEvents) {
        return new Input(number, newEvents, bound, every);
    }

    @Override
    public String toString() {
        return "source " + number + " (watermark " + bound + " behind, "
                + (every == 0 ? "only at the end" : "behind one in " + every) + "): " + events;
    }
}
