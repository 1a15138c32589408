/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NexmarkGeneratorTest {

    private static final int EVENTS = 10_000;

    @Test
    void producesTheSameEventsEveryTime() {
        assertThat(events(new NexmarkGenerator(0, 1, EVENTS))).isEqualTo(events(new NexmarkGenerator(0, 1, EVENTS)));
    }

    @Test
    void producesOtherEventsFromAnotherSeed() {
        assertThat(new NexmarkGenerator(1, 4, 1, 1).next()).isNotEqualTo(new NexmarkGenerator(2, 4, 1, 1).next());
    }

    @Test
    void producesTheSameEventsHoweverManyInstancesShareThem() {
        List<Event> whole = events(new NexmarkGenerator(0, 1, EVENTS));
        for (int instances : new int[] {2, 3, 7}) {
            Event[] merged = new Event[EVENTS];
            for (int index = 0; index < instances; index++) {
                List<Event> part = events(NexmarkGenerator.instance(index, instances, EVENTS));
                for (int position = 0; position < part.size(); position++) {
                    merged[position * instances + index] = part.get(position);
                }
            }
            assertThat(merged).as("%d instances", instances).containsExactlyElementsOf(whole);
        }
    }

    @Test
    void leavesInstancesBeyondTheLastEventEmpty() {
        assertThat(NexmarkGenerator.instance(2, 3, 2).hasNext()).isFalse();
        assertThat(NexmarkGenerator.instance(1, 3, 2).hasNext()).isTrue();
    }

    @Test
    void mixesPersonsAuctionsAndBidsOneToThreeToFortySix() {
        List<Event> events = events(new NexmarkGenerator(0, 1, EVENTS));
        assertThat(events).filteredOn(Person.class::isInstance).hasSize(EVENTS / 50);
        assertThat(events).filteredOn(Auction.class::isInstance).hasSize(EVENTS / 50 * 3);
        assertThat(events).filteredOn(Bid.class::isInstance).hasSize(EVENTS / 50 * 46);
    }

    @Test
    void advancesEventTimeInOrder() {
        List<Event> events = events(new NexmarkGenerator(0, 1, EVENTS));
        for (int number = 0; number < EVENTS; number++) {
            assertThat(events.get(number).dateTime()).isEqualTo(NexmarkGenerator.START_MILLIS + number / 10);
        }
    }

    @Test
    void numbersPersonsAndAuctionsInSequence() {
        List<Event> events = events(new NexmarkGenerator(0, 1, EVENTS));
        long nextPerson = NexmarkGenerator.FIRST_ID;
        long nextAuction = NexmarkGenerator.FIRST_ID;
        for (Event event : events) {
            if (event instanceof Person person) {
                assertThat(person.id()).isEqualTo(nextPerson++);
            } else if (event instanceof Auction auction) {
                assertThat(auction.id()).isEqualTo(nextAuction++);
                assertThat(auction.seller()).isBetween(NexmarkGenerator.FIRST_ID, nextPerson + 10);
                assertThat(auction.expires()).isGreaterThan(auction.dateTime());
            }
        }
    }

    @Test
    void sendsHalfOfTheBidsToHotAuctionsAndThreeQuartersFromHotBidders() {
        List<Bid> bids = bids(new NexmarkGenerator(500_000, 1, EVENTS));
        long hotAuctions = bids.stream().filter(bid -> bid.auction() % 100 == 0).count();
        long hotBidders = bids.stream().filter(bid -> bid.bidder() % 100 == 1).count();
        assertThat(hotAuctions / (double) bids.size()).isBetween(0.48, 0.53);
        assertThat(hotBidders / (double) bids.size()).isBetween(0.73, 0.78);
    }

    @Test
    void spreadsPricesOverSixOrdersOfMagnitude() {
        List<Bid> bids = bids(new NexmarkGenerator(0, 1, EVENTS));
        assertThat(bids).allSatisfy(bid -> assertThat(bid.price()).isBetween(100L, 100_000_000L));
        long cheap = bids.stream().filter(bid -> bid.price() < 100_000).count();
        assertThat(cheap / (double) bids.size()).isBetween(0.47, 0.53);
    }

    @Test
    void givesEachBidAFreshString() {
        Set<Integer> identities = new HashSet<>();
        List<Bid> bids = bids(new NexmarkGenerator(0, 1, 1000));
        bids.forEach(bid -> identities.add(System.identityHashCode(bid.url())));
        assertThat(identities).hasSizeGreaterThan(bids.size() - 5);
        assertThat(bids).allSatisfy(bid -> assertThat(bid.url()).startsWith("https://www.nexmark.com/page/"));
    }

    @Test
    void refusesToGoOnAfterTheLastEvent() {
        NexmarkGenerator generator = new NexmarkGenerator(0, 1, 1);
        generator.next();
        assertThatThrownBy(generator::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void refusesAStepBelowOne() {
        assertThatThrownBy(() -> new NexmarkGenerator(0, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("step = 0");
    }

    private static List<Event> events(NexmarkGenerator generator) {
        List<Event> events = new ArrayList<>();
        generator.forEachRemaining(events::add);
        return events;
    }

    private static List<Bid> bids(NexmarkGenerator generator) {
        return events(generator).stream()
                .filter(Bid.class::isInstance)
                .map(Bid.class::cast)
                .toList();
    }
}
