/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.generator;

import java.io.Serializable;

/**
 * What the events of a stream are: in every round of {@code persons + auctions + bids} events the persons come first, then the
 * auctions, then the bids.
 *
 * @param seed of all that is random
 * @param persons in a round
 * @param auctions in a round
 * @param bids in a round
 * @param eventsPerSecond of event time
 */
public record EventMix(long seed, int persons, int auctions, int bids, long eventsPerSecond) implements Serializable {

    /** The stream of every benchmark: 1 : 3 : 46, and 10,000 events a second. */
    public static final EventMix DEFAULT =
            new EventMix(NexmarkGenerator.DEFAULT_SEED, 1, 3, 46, 1000L * NexmarkGenerator.EVENTS_PER_MILLI);

    /** More events a second than this would make event time overflow. */
    public static final long MOST_EVENTS_PER_SECOND = 1_000_000_000L;

    private static final int MOST_IN_ROUND = 1_000_000;

    /** @throws IllegalArgumentException if a number is out of its range */
    public EventMix {
        requireWithin("persons", persons, MOST_IN_ROUND);
        requireWithin("auctions", auctions, MOST_IN_ROUND);
        requireWithin("bids", bids, MOST_IN_ROUND);
        requireWithin("eventsPerSecond", eventsPerSecond, MOST_EVENTS_PER_SECOND);
    }

    private static void requireWithin(String name, long value, long most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " = " + value + ": must be between 1 and " + most);
        }
    }

    int eventsPerRound() {
        return persons + auctions + bids;
    }
}
