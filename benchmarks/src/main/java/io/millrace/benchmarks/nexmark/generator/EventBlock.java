/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.generator;

import static io.millrace.benchmarks.nexmark.generator.NexmarkGenerator.FIRST_ID;

import java.util.Arrays;

/**
 * The events of one kind among consecutive ones of an instance, field by field: each method makes the array of a field, and nothing
 * is made that nobody asks for. Texts are in arrays of objects, as columns have them. The same values as {@link NexmarkGenerator} gives. Used
 * again and again by one thread.
 */
public final class EventBlock {

    private final EventMix mix;
    private final EventKind kind;
    private final EventTexts texts = new EventTexts();
    private EventCursor cursor;
    private long step = 1;
    private long next;
    private int size;
    private int[] positions = {};
    private long[] dateTimes = {};
    private long[] words = {};
    private long[] persons = {};
    private long[] auctions = {};
    private long[] secondWords = {};
    private boolean hasSecondWords;

    /** Makes a block that is empty. */
    public EventBlock(EventMix mix, EventKind kind) {
        this.mix = mix;
        this.kind = kind;
        this.cursor = new EventCursor(mix, 0, 1);
    }

    /** Goes to the events numbered {@code first}, {@code first + newStep} and so on, {@code count} of them, of this kind. */
    public void moveTo(long first, long newStep, int count) {
        if (newStep != step) {
            step = newStep;
            cursor = new EventCursor(mix, first, newStep);
        } else if (first != next) {
            cursor.moveTo(first);
        }
        next = first + newStep * count;
        clear(count);
        select(count);
    }

    /** Forgets the events, and has room for some. */
    void clear(int capacity) {
        if (positions.length < capacity) {
            allocate(capacity);
        }
        hasSecondWords = false;
        size = 0;
    }

    private void allocate(int capacity) {
        positions = new int[capacity];
        dateTimes = new long[capacity];
        words = new long[capacity];
        persons = new long[capacity];
        auctions = new long[capacity];
        secondWords = new long[capacity];
    }

    private void select(int count) {
        EventCursor events = cursor;
        for (int position = 0; position < count; position++) {
            if (events.kind() == kind) {
                add(position, events);
            }
            events.advance();
        }
    }

    /** Takes in an event of this kind. */
    void add(int position, EventCursor event) {
        int index = size;
        positions[index] = position;
        dateTimes[index] = event.dateTime();
        words[index] = RandomWords.first(mix.seed(), event.number());
        persons[index] = event.person();
        auctions[index] = event.auction();
        size = index + 1;
    }

    /** Returns how many events of the kind there are. */
    public int size() {
        return size;
    }

    /** Returns where an event stands among those of all kinds, from 0. */
    public int position(int index) {
        return positions[index];
    }

    public long[] dateTimes() {
        return Arrays.copyOf(dateTimes, size);
    }

    /** Returns the filler text of {@link Extras}. */
    public Object[] extras() {
        Object[] extras = new Object[size];
        if (kind == EventKind.BID) {
            long[] prices = prices();
            for (int i = 0; i < size; i++) {
                extras[i] = Extras.ofBid(prices[i], dateTimes[i]);
            }
        } else {
            long[] ids = ids();
            for (int i = 0; i < size; i++) {
                extras[i] = Extras.ofId(ids[i]);
            }
        }
        return extras;
    }

    /** Returns the ids of persons or auctions. */
    public long[] ids() {
        long[] counted = kind == EventKind.PERSON ? persons : auctions;
        long[] ids = new long[size];
        for (int i = 0; i < size; i++) {
            ids[i] = FIRST_ID + counted[i];
        }
        return ids;
    }

    // Bids

    public long[] bidAuctions() {
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = FIRST_ID + Ids.bidAuction(auctions[i], words[i]);
        }
        return values;
    }

    public long[] bidders() {
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = FIRST_ID + Ids.bidder(persons[i], words[i]);
        }
        return values;
    }

    /** Returns the prices of bids, or the initial ones of auctions. */
    public long[] prices() {
        long[] second = secondWords();
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = Prices.of(second[i]);
        }
        return values;
    }

    public Object[] channels() {
        Object[] values = new Object[size];
        for (int i = 0; i < size; i++) {
            values[i] = Names.channel((int) (words[i] >>> 48));
        }
        return values;
    }

    public Object[] urls() {
        long[] second = secondWords();
        Object[] values = new Object[size];
        for (int i = 0; i < size; i++) {
            values[i] = Pages.address(second[i]);
        }
        return values;
    }

    // Auctions

    public Object[] itemNames() {
        long[] second = secondWords();
        Object[] values = new Object[size];
        for (int i = 0; i < size; i++) {
            values[i] = texts.itemName(RandomWords.after(second[i]));
        }
        return values;
    }

    public Object[] descriptions() {
        long[] second = secondWords();
        Object[] values = new Object[size];
        for (int i = 0; i < size; i++) {
            values[i] = texts.description(RandomWords.after(RandomWords.after(second[i])));
        }
        return values;
    }

    public long[] reserves() {
        long[] second = secondWords();
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = Prices.of(second[i]) + Prices.of(second[i] << 30);
        }
        return values;
    }

    public long[] expires() {
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = NexmarkGenerator.expires(dateTimes[i], words[i]);
        }
        return values;
    }

    public long[] sellers() {
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = FIRST_ID + Ids.seller(persons[i], words[i]);
        }
        return values;
    }

    public long[] categories() {
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = NexmarkGenerator.category(words[i]);
        }
        return values;
    }

    // Persons

    public Object[] personNames() {
        Object[] values = new Object[size];
        for (int i = 0; i < size; i++) {
            values[i] = texts.personName(words[i]);
        }
        return values;
    }

    public Object[] emails() {
        Object[] values = new Object[size];
        for (int i = 0; i < size; i++) {
            values[i] = texts.email(words[i]);
        }
        return values;
    }

    public Object[] creditCards() {
        Object[] values = new Object[size];
        for (int i = 0; i < size; i++) {
            values[i] = Extras.creditCard(FIRST_ID + persons[i]);
        }
        return values;
    }

    public Object[] cities() {
        Object[] values = new Object[size];
        for (int i = 0; i < size; i++) {
            values[i] = Names.city(words[i]);
        }
        return values;
    }

    public Object[] states() {
        Object[] values = new Object[size];
        for (int i = 0; i < size; i++) {
            values[i] = Names.state(words[i]);
        }
        return values;
    }

    private long[] secondWords() {
        if (!hasSecondWords) {
            for (int i = 0; i < size; i++) {
                secondWords[i] = RandomWords.after(words[i]);
            }
            hasSecondWords = true;
        }
        return secondWords;
    }
}
