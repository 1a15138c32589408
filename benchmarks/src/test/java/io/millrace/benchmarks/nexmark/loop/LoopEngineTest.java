/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.generator.Bid;
import io.millrace.benchmarks.nexmark.generator.Event;
import io.millrace.benchmarks.nexmark.generator.NexmarkGenerator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoopEngineTest {

    @ParameterizedTest
    @EnumSource(Query.class)
    void agreesWithPlainCollectionsOnTheStream(Query query) {
        agreesWithPlainCollections(query, events(new NexmarkGenerator(0, 1, 350_000)));
    }

    /** Events about a second apart: windows without events, and windows with several winners. Joins find too little. */
    @ParameterizedTest
    @EnumSource(
            value = Query.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"Q8", "JOIN"})
    void agreesWithPlainCollectionsOnASparseStream(Query query) {
        agreesWithPlainCollections(query, events(new NexmarkGenerator(0, 9973, 20_000)));
    }

    /** Few ids and long silences: many sessions per bidder, equal prices, equal times. */
    @ParameterizedTest
    @EnumSource(
            value = Query.class,
            names = {"Q5", "Q7", "Q11", "Q18"})
    void agreesWithPlainCollectionsOnBidsWithSilences(Query query) {
        Random random = new Random(42);
        List<Event> bids = new ArrayList<>();
        for (int number = 0; number < 20_000; number++) {
            long time = NexmarkGenerator.START_MILLIS + random.nextInt(600) * 5000L;
            long auction = 1000L + random.nextInt(20);
            long bidder = 1000L + random.nextInt(500);
            bids.add(new Bid(auction, bidder, random.nextInt(100), "Google", "page" + number % 7, time));
        }
        bids.sort(Comparator.comparingLong(Event::dateTime));
        agreesWithPlainCollections(query, bids);
    }

    @Test
    void runsTheStreamOfTheGenerator() {
        Checksum expected = new NaiveQueries(events(new NexmarkGenerator(0, 1, 1000))).run(Query.Q0);
        assertThat(new LoopEngine().run(Query.Q0, 1, 1000).checksum()).isEqualTo(expected.toString());
    }

    @Test
    void refusesToGoParallel() {
        assertThatThrownBy(() -> new LoopEngine().run(Query.Q0, 2, 1000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("parallelism = 2");
    }

    private static void agreesWithPlainCollections(Query query, List<Event> events) {
        Checksum actual = LoopEngine.loop(query).run(events.iterator());
        assertThat(actual.rows()).isPositive();
        assertThat(actual).hasToString(new NaiveQueries(events).run(query).toString());
    }

    private static List<Event> events(NexmarkGenerator generator) {
        List<Event> events = new ArrayList<>();
        generator.forEachRemaining(events::add);
        return events;
    }
}
