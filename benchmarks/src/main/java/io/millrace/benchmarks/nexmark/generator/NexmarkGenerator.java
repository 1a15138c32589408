/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.generator;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The NEXMark stream: of every 50 events the first is a person, the next three are auctions and 46 are bids.
 *
 * <p>Event number <i>n</i> is a pure function of the seed and <i>n</i>, so that any instances that divide the numbers
 * among them produce together the same events. Event time starts at {@link #START_MILLIS} and advances one millisecond
 * every {@link #EVENTS_PER_MILLI} events, in order: a window of ten seconds holds 100,000 events.
 *
 * <p>Keys are skewed as in NEXMark. Half of the bids go to one hot auction, which changes with every hundredth auction,
 * the others to one of the last hundred or the next ten. Three quarters of the bids come from one hot bidder, which
 * changes with every hundredth person, the others from one of the last thousand persons or the next ten; so a bidder is
 * active for about five seconds. Sellers are chosen like bidders.
 *
 * <p>Every event carries fresh strings. An instance is used by one thread.
 */
public final class NexmarkGenerator implements Iterator<Event> {

    /** Event time of the first event, in epoch milliseconds; a multiple of every window size in use. */
    public static final long START_MILLIS = 1_700_000_000_000L;

    /** Events that share a millisecond of event time: 10,000 events a second. */
    public static final int EVENTS_PER_MILLI = 10;

    /** The lowest id of persons and auctions. */
    public static final long FIRST_ID = 1000;

    /** The seed of every benchmark run. */
    public static final long DEFAULT_SEED = 20_240_229L;

    private static final int LONGEST_AUCTION_MILLIS = 20_000;
    private static final int FIRST_CATEGORY = 10;
    private static final int CATEGORIES = 5;

    private final EventTexts texts = new EventTexts();
    private final long seed;
    private final EventCursor cursor;
    private long remaining;

    /**
     * Produces {@code count} events numbered {@code first}, {@code first + step}, and so on, from the default seed.
     *
     * @throws IllegalArgumentException if a number is negative or the step is not positive
     */
    public NexmarkGenerator(long first, long step, long count) {
        this(DEFAULT_SEED, first, step, count);
    }

    /** As the shorter constructor, from the given seed. */
    public NexmarkGenerator(long seed, long first, long step, long count) {
        this(withSeed(seed), first, step, count);
    }

    /** As the shorter constructor, of another stream. */
    public NexmarkGenerator(EventMix mix, long first, long step, long count) {
        if (first < 0 || step < 1 || count < 0) {
            throw new IllegalArgumentException("first = " + first + ", step = " + step + ", count = " + count
                    + ": the first number and the count must not be negative, the step at least 1");
        }
        this.seed = mix.seed();
        this.cursor = new EventCursor(mix, first, step);
        this.remaining = count;
    }

    private static EventMix withSeed(long seed) {
        EventMix mix = EventMix.DEFAULT;
        return new EventMix(seed, mix.persons(), mix.auctions(), mix.bids(), mix.eventsPerSecond());
    }

    /** Instance {@code index} of {@code instances} that together produce the events 0 to {@code events - 1}. */
    public static NexmarkGenerator instance(int index, int instances, long events) {
        return instance(EventMix.DEFAULT, index, instances, events);
    }

    /** As the shorter method, of another stream. */
    public static NexmarkGenerator instance(EventMix mix, int index, int instances, long events) {
        return new NexmarkGenerator(mix, index, instances, share(index, instances, events));
    }

    /** Returns how many of {@code events} events an instance has to produce. */
    public static long share(int index, int instances, long events) {
        return index < events ? (events - 1 - index) / instances + 1 : 0;
    }

    @Override
    public boolean hasNext() {
        return remaining > 0;
    }

    @Override
    public Event next() {
        if (remaining == 0) {
            throw new NoSuchElementException("All events of this generator were taken; ask hasNext first");
        }
        remaining--;
        Event event = event();
        cursor.advance();
        return event;
    }

    private Event event() {
        long word = RandomWords.first(seed, cursor.number());
        return switch (cursor.kind()) {
            case BID -> bid(word);
            case AUCTION -> auction(word);
            case PERSON -> person(word);
        };
    }

    private Bid bid(long word) {
        long auction = Ids.bidAuction(cursor.auction(), word);
        long bidder = Ids.bidder(cursor.person(), word);
        String channel = Names.channel((int) (word >>> 48));
        long priceWord = RandomWords.after(word);
        String url = Pages.address(priceWord);
        return new Bid(FIRST_ID + auction, FIRST_ID + bidder, Prices.of(priceWord), channel, url, cursor.dateTime());
    }

    private Auction auction(long word) {
        long dateTime = cursor.dateTime();
        long priceWord = RandomWords.after(word);
        long initialBid = Prices.of(priceWord);
        long nameWord = RandomWords.after(priceWord);
        return new Auction(
                FIRST_ID + cursor.auction(),
                texts.itemName(nameWord),
                texts.description(RandomWords.after(nameWord)),
                initialBid,
                initialBid + Prices.of(priceWord << 30),
                dateTime,
                expires(dateTime, word),
                FIRST_ID + Ids.seller(cursor.person(), word),
                category(word));
    }

    /** Returns when an auction ends. */
    static long expires(long dateTime, long word) {
        return dateTime + 1 + RandomWords.below(LONGEST_AUCTION_MILLIS, word, 48);
    }

    static long category(long word) {
        return FIRST_CATEGORY + RandomWords.below(CATEGORIES, word, 32);
    }

    private Person person(long word) {
        return new Person(
                FIRST_ID + cursor.person(),
                texts.personName(word),
                texts.email(word),
                Names.city(word),
                Names.state(word),
                cursor.dateTime());
    }
}
