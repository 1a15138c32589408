/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Field by field, the events are those that the generator gives one by one. */
class EventBlockTest {
    private static final int AT_ONCE = 700;

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, 3, 46, 10000",
        "5, 7, 1, 3, 46, 10000",
        "1, 2, 3, 2, 5, 333",
        "0, 211, 1, 1, 1, 1",
        "3, 4, 2, 7, 90, 9999999"
    })
    void blocksHoldTheEventsOfTheGenerator(long first, long step, int persons, int auctions, int bids, long rate) {
        EventMix mix = new EventMix(77, persons, auctions, bids, rate);
        List<Event> expected = new ArrayList<>();
        new NexmarkGenerator(mix, first, step, 3 * AT_ONCE).forEachRemaining(expected::add);

        Event[] events = new Event[3 * AT_ONCE];
        for (EventKind kind : EventKind.values()) {
            EventBlock block = new EventBlock(mix, kind);
            for (int start : new int[] {0, AT_ONCE, 2 * AT_ONCE}) {
                block.moveTo(first + start * step, step, AT_ONCE);
                for (int i = 0; i < block.size(); i++) {
                    events[start + block.position(i)] = event(block, kind, i);
                }
            }
        }

        assertThat(events).containsExactlyElementsOf(expected);
        assertThat(expected.get(expected.size() - 1).dateTime())
                .isEqualTo(NexmarkGenerator.START_MILLIS + (first + (3 * AT_ONCE - 1) * step) * 1000 / rate);
    }

    private static Event event(EventBlock block, EventKind kind, int i) {
        return switch (kind) {
            case PERSON ->
                new Person(
                        block.ids()[i],
                        (String) block.personNames()[i],
                        (String) block.emails()[i],
                        (String) block.cities()[i],
                        (String) block.states()[i],
                        block.dateTimes()[i]);
            case AUCTION ->
                new Auction(
                        block.ids()[i],
                        (String) block.itemNames()[i],
                        (String) block.descriptions()[i],
                        block.prices()[i],
                        block.reserves()[i],
                        block.dateTimes()[i],
                        block.expires()[i],
                        block.sellers()[i],
                        block.categories()[i]);
            case BID ->
                new Bid(
                        block.bidAuctions()[i],
                        block.bidders()[i],
                        block.prices()[i],
                        (String) block.channels()[i],
                        (String) block.urls()[i],
                        block.dateTimes()[i]);
        };
    }
}
