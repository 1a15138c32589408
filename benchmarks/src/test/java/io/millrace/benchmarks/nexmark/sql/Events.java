/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.sql;

import io.millrace.benchmarks.nexmark.generator.Auction;
import io.millrace.benchmarks.nexmark.generator.Bid;
import io.millrace.benchmarks.nexmark.generator.Event;
import io.millrace.benchmarks.nexmark.generator.EventMix;
import io.millrace.benchmarks.nexmark.generator.NexmarkGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The input of a test. At no more than 1,000 events a second no two of them have the same time, so that no answer depends on
 * how parallel parts meet.
 */
record Events(int count, int perSecond) {
    Map<String, String> options() {
        return Map.of("events.num", Integer.toString(count), "first-event.rate", Integer.toString(perSecond));
    }

    List<Event> all() {
        EventMix mix = EventMix.DEFAULT;
        NexmarkGenerator generator = new NexmarkGenerator(
                new EventMix(mix.seed(), mix.persons(), mix.auctions(), mix.bids(), perSecond), 0, 1, count);
        List<Event> events = new ArrayList<>();
        generator.forEachRemaining(events::add);
        return events;
    }

    List<Bid> bids() {
        return all().stream().filter(Bid.class::isInstance).map(Bid.class::cast).toList();
    }

    List<Auction> auctions() {
        return all().stream()
                .filter(Auction.class::isInstance)
                .map(Auction.class::cast)
                .toList();
    }
}
