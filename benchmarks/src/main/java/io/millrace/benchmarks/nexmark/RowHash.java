/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark;

import io.millrace.benchmarks.nexmark.generator.Auction;
import io.millrace.benchmarks.nexmark.generator.Bid;
import io.millrace.benchmarks.nexmark.generator.Event;
import io.millrace.benchmarks.nexmark.generator.Person;

/**
 * Hashes of the rows that the queries produce, shared by all engines. A few nanoseconds each, so that the benchmark
 * measures the engines: fields are weighted with odd constants, summed, and mixed once; a string enters by its length
 * and last character.
 */
public final class RowHash {

    private static final long WEIGHT_1 = 0x9E3779B97F4A7C15L;
    private static final long WEIGHT_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long WEIGHT_3 = 0x165667B19E3779F9L;
    private static final long WEIGHT_4 = 0xD6E8FEB86659FD93L;

    private RowHash() {}

    /** Any event: a row of {@link Query#Q0}. */
    public static long event(Event event) {
        if (event instanceof Bid bid) {
            return bid(bid);
        }
        return event instanceof Auction auction ? auction(auction) : person((Person) event);
    }

    /** A whole bid: a row of {@link Query#Q1} and {@link Query#Q18}. */
    public static long bid(Bid bid) {
        long texts = text(bid.channel()) << 32 | text(bid.url());
        return row(bid.auction(), bid.bidder(), bid.price(), bid.dateTime() ^ texts << 8);
    }

    /** A row of {@link Query#Q2}. */
    public static long auctionPrice(long auction, long price) {
        return row(auction, price, 0, 0);
    }

    /** A row of {@link Query#Q5}. */
    public static long hotItem(long auction, long bids, long windowEnd) {
        return row(auction, bids, windowEnd, 0);
    }

    /** A row of {@link Query#Q7}. */
    public static long highestBid(HighestBid bid) {
        return row(bid.auction(), bid.bidder(), bid.price(), bid.dateTime());
    }

    /** A row of {@link Query#Q8}. */
    public static long newUser(long person, String name, long windowStart) {
        return row(person, text(name), windowStart, 0);
    }

    /** A row of {@link Query#Q11}. */
    public static long session(long bidder, long bids, long start, long end) {
        return row(bidder, bids, start, end);
    }

    /** A row of {@link Query#JOIN}. */
    public static long auctionBid(long auction, long seller, long bidder, long price) {
        return row(auction, seller, bidder, price);
    }

    private static long person(Person person) {
        long texts = text(person.name()) << 32 | text(person.email());
        return row(person.id(), texts, text(person.city()) << 32 | text(person.state()), person.dateTime());
    }

    private static long auction(Auction auction) {
        long texts = text(auction.itemName()) << 32 | text(auction.description());
        return row(auction.id(), auction.seller() << 8 | auction.category(), auction.initialBid(), auction.dateTime())
                + row(auction.reserve(), auction.expires(), texts, 1);
    }

    private static long row(long first, long second, long third, long fourth) {
        return mix(first * WEIGHT_1 + second * WEIGHT_2 + third * WEIGHT_3 + fourth * WEIGHT_4);
    }

    private static long text(String text) {
        int length = text.length();
        return length == 0 ? 0 : (long) length << 16 | text.charAt(length - 1);
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * 0xD6E8FEB86659FD93L;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
        return mixed ^ mixed >>> 32;
    }
}
