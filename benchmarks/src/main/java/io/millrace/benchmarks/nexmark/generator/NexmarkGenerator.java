/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.generator;

import static io.millrace.benchmarks.nexmark.generator.TextBuffer.LETTERS_PER_WORD;

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

    private static final int EVENTS_PER_ROUND = 50;
    private static final int AUCTIONS_PER_ROUND = 3;
    private static final int IDS_PER_HOT_ID = 100;
    private static final int ACTIVE_PERSONS = 1000;
    private static final int ACTIVE_AUCTIONS = 100;
    private static final int ID_LEAD = 10;

    private final TextBuffer text = new TextBuffer();
    private final long seed;
    private final long step;
    private long number;
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
        if (first < 0 || step < 1 || count < 0) {
            throw new IllegalArgumentException("first = " + first + ", step = " + step + ", count = " + count
                    + ": the first number and the count must not be negative, the step at least 1");
        }
        this.seed = seed;
        this.number = first;
        this.step = step;
        this.remaining = count;
    }

    /** Instance {@code index} of {@code instances} that together produce the events 0 to {@code events - 1}. */
    public static NexmarkGenerator instance(int index, int instances, long events) {
        long count = index < events ? (events - 1 - index) / instances + 1 : 0;
        return new NexmarkGenerator(index, instances, count);
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
        long current = number;
        number = current + step;
        return event(current);
    }

    private Event event(long current) {
        long round = current / EVENTS_PER_ROUND;
        int place = (int) (current - round * EVENTS_PER_ROUND);
        long dateTime = START_MILLIS + current / EVENTS_PER_MILLI;
        long word = RandomWords.first(seed, current);
        if (place > AUCTIONS_PER_ROUND) {
            return bid(round, dateTime, word);
        }
        return place == 0 ? person(round, dateTime, word) : auction(round, place, dateTime, word);
    }

    private Bid bid(long round, long dateTime, long word) {
        long lastAuction = AUCTIONS_PER_ROUND * round + AUCTIONS_PER_ROUND - 1;
        long auction = (word & 1) == 0
                ? lastAuction / IDS_PER_HOT_ID * IDS_PER_HOT_ID
                : activeId(lastAuction, ACTIVE_AUCTIONS, word, 16);
        long bidder = (word & 6) == 0 ? activeId(round, ACTIVE_PERSONS, word, 32) : hotPerson(round) + 1;
        String channel = Names.channel((int) (word >>> 48));
        long priceWord = RandomWords.after(word);
        String url = Pages.address(priceWord);
        return new Bid(FIRST_ID + auction, FIRST_ID + bidder, Prices.of(priceWord), channel, url, dateTime);
    }

    private Auction auction(long round, int place, long dateTime, long word) {
        long id = AUCTIONS_PER_ROUND * round + place - 1;
        long seller = (word & 3) == 0 ? activeId(round, ACTIVE_PERSONS, word, 16) : hotPerson(round);
        long category = 10 + RandomWords.below(5, word, 32);
        long expires = dateTime + 1 + RandomWords.below(20_000, word, 48);
        long priceWord = RandomWords.after(word);
        long initialBid = Prices.of(priceWord);
        long reserve = initialBid + Prices.of(priceWord << 30);
        long nameWord = RandomWords.after(priceWord);
        String itemName = text.appendLetters(nameWord, LETTERS_PER_WORD).take();
        String description = description(RandomWords.after(nameWord));
        return new Auction(
                FIRST_ID + id,
                itemName,
                description,
                initialBid,
                reserve,
                dateTime,
                expires,
                FIRST_ID + seller,
                category);
    }

    private String description(long firstWord) {
        long secondWord = RandomWords.after(firstWord);
        int letterCount = LETTERS_PER_WORD - (int) (secondWord >>> 61);
        return text.appendLetters(firstWord, LETTERS_PER_WORD)
                .append(Names.SPACE)
                .appendLetters(secondWord, letterCount)
                .take();
    }

    private Person person(long round, long dateTime, long word) {
        String name = text.append(Names.firstName(word))
                .append(Names.SPACE)
                .append(Names.lastName(word))
                .take();
        String email = text.appendLetters(RandomWords.after(word), 7)
                .append(Names.AT)
                .appendLetters(word, 5)
                .append(Names.DOT_COM)
                .take();
        return new Person(FIRST_ID + round, name, email, Names.city(word), Names.state(word), dateTime);
    }

    /** One of the {@code active} ids up to {@code last}, or one of the next few that do not exist yet. */
    private static long activeId(long last, int active, long word, int shift) {
        long lowest = Math.max(0, last - active);
        return lowest + RandomWords.below(last - lowest + 1 + ID_LEAD, word, shift);
    }

    private static long hotPerson(long lastPerson) {
        return lastPerson / IDS_PER_HOT_ID * IDS_PER_HOT_ID;
    }
}
