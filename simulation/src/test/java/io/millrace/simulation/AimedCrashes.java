/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Lets a process die at given touches of the outside world, and savepoints be asked for at given events. */
final class AimedCrashes implements WorldHooks {
    private final Set<Long> touches;
    private final Map<Integer, Wish> wishes;
    private int events;

    /**
     * @param touches where the process dies, counted from the beginning of the world
     * @param wishes what is asked of the job, by the number of the event before which it is asked
     */
    AimedCrashes(Set<Long> touches, Map<Integer, Wish> wishes) {
        this.touches = Set.copyOf(touches);
        this.wishes = new TreeMap<>(wishes);
    }

    @Override
    public boolean diesAt(long touch) {
        return touches.contains(touch);
    }

    @Override
    public Wish wish() {
        return wishes.getOrDefault(events++, Wish.NOTHING);
    }
}
