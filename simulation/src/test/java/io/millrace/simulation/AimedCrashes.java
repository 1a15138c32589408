/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import java.util.Map;
import java.util.TreeMap;

/** Lets a process die at given touches of the outside world, and savepoints be asked for at given events. */
final class AimedCrashes implements WorldHooks {
    private final Map<Long, Death> deaths;
    private final Map<Integer, Wish> wishes;
    private int events;

    /**
     * @param deaths what dies at which touch of the outside world, counted from its beginning
     * @param wishes what is asked of the job, by the number of the event before which it is asked
     */
    AimedCrashes(Map<Long, Death> deaths, Map<Integer, Wish> wishes) {
        this.deaths = Map.copyOf(deaths);
        this.wishes = new TreeMap<>(wishes);
    }

    @Override
    public Death deathAt(long touch) {
        return deaths.getOrDefault(touch, Death.NONE);
    }

    @Override
    public Wish wish() {
        return wishes.getOrDefault(events++, Wish.NOTHING);
    }
}
