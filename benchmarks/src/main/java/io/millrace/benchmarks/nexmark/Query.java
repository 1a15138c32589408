/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The NEXMark queries in use, and exactly what each of them produces.
 *
 * <p>Each query is defined so that the multiset of its results does not depend on the parallelism or on the order in
 * which parallel parts meet. Windows are aligned to the epoch, as {@code [start, end)}, in event time; the end of the
 * input counts as the end of time, so that every window and session that holds an event produces its result. No event
 * is late.
 */
public enum Query implements NexmarkQuery {

    /** Pass-through: every event, unchanged. */
    Q0,

    /**
     * Currency conversion: every bid with its price multiplied by 0.908, rounded down to the cent: {@code price * 908 /
     * 1000}.
     */
    Q1,

    /** Selection: auction and price of every bid whose auction id is a multiple of 123. */
    Q2,

    /**
     * Hot items: for every sliding window of {@link #HOT_ITEMS_SIZE_MILLIS} that starts at a multiple of {@link
     * #HOT_ITEMS_SLIDE_MILLIS} and holds a bid: the auction with the most bids, that number of bids, and the window's
     * end. Where several auctions share the highest number, each gives a result.
     */
    Q5,

    /**
     * Highest bid: for every tumbling window of {@link #WINDOW_MILLIS} that holds a bid: auction, bidder, price and time
     * of the one with the highest price. Of several with that price the earliest counts, then the one with the lowest
     * auction id, then the lowest bidder id: {@link HighestBid#isHigherThan}.
     */
    Q7,

    /**
     * New users: id and name of every person who registered and was the seller of a new auction within the same tumbling
     * window of {@link #WINDOW_MILLIS}, with the window's start; once per person and window, in whichever order the two
     * came.
     */
    Q8,

    /**
     * User sessions: for every bidder and session: bidder, number of bids, time of the first bid, and time of the last
     * plus {@link #SESSION_GAP_MILLIS}. Bids at most the gap apart belong to one session. The generator retires a bidder
     * after about five seconds, so that sessions close all the time.
     */
    Q11,

    /**
     * Last bid: for every pair of bidder and auction the bid with the latest time, as a stream of changes: a new last bid
     * is added and the one it supersedes is retracted ({@link Checksum#retract}), at once. A bid that comes after a later
     * one of its pair produces nothing. What is added minus what is retracted is the table of last bids, and that is
     * deterministic although the changes depend on the interleaving. Bids of a pair with equal times are ordered by
     * {@link LastBid#supersedes}.
     */
    Q18,

    /**
     * Auctions with their bids, an interval join: for every auction and every bid on it at most {@link #JOIN_MILLIS}
     * before or after it opened: auction, seller, bidder and price. Not one of NEXMark's own queries; some bids come
     * before their auction.
     */
    JOIN;

    /** How far apart an auction and a bid of {@link #JOIN} may be. */
    public static final long JOIN_MILLIS = 1_000;

    /** Length of the sliding windows of {@link #Q5}. */
    public static final long HOT_ITEMS_SIZE_MILLIS = 10_000;

    /** Distance of the starts of the sliding windows of {@link #Q5}. */
    public static final long HOT_ITEMS_SLIDE_MILLIS = 2_000;

    /** Length of the tumbling windows of {@link #Q7} and {@link #Q8}. */
    public static final long WINDOW_MILLIS = 10_000;

    /** Silence after which a session of {@link #Q11} ends. */
    public static final long SESSION_GAP_MILLIS = 10_000;

    /** Auctions whose id is a multiple of this number pass {@link #Q2}. */
    public static final long SELECTED_AUCTION_DIVISOR = 123;

    /** The price in cents after the conversion of {@link #Q1}. */
    public static long convertedPrice(long price) {
        return price * 908 / 1000;
    }

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The query with that label, in any case.
     *
     * @throws IllegalArgumentException if there is none, naming those there are
     */
    public static Query of(String label) {
        return Arrays.stream(values())
                .filter(query -> query.label().equalsIgnoreCase(label))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("Unknown query '" + label + "'; the queries are " + labels()));
    }

    private static String labels() {
        return Arrays.stream(values()).map(Query::label).collect(Collectors.joining(", "));
    }
}
