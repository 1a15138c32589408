/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.HighestBid;
import io.millrace.benchmarks.nexmark.LastBid;
import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.RowHash;
import io.millrace.benchmarks.nexmark.generator.Auction;
import io.millrace.benchmarks.nexmark.generator.Bid;
import io.millrace.benchmarks.nexmark.generator.Event;
import io.millrace.benchmarks.nexmark.generator.Person;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The queries over a list of all events, with plain collections: obviously right, and slow. */
final class NaiveQueries {

    private final List<Event> events;
    private final List<Bid> bids = new ArrayList<>();
    private final Checksum checksum = new Checksum();

    NaiveQueries(List<Event> events) {
        this.events = events;
        events.forEach(event -> {
            if (event instanceof Bid bid) {
                bids.add(bid);
            }
        });
    }

    Checksum run(Query query) {
        switch (query) {
            case Q0 -> events.forEach(event -> checksum.add(RowHash.event(event)));
            case Q1 -> bids.forEach(this::currency);
            case Q2 -> bids.forEach(this::selection);
            case Q5 -> hotItems();
            case Q7 -> highestBids();
            case Q8 -> newUsers();
            case Q11 -> sessions();
            case Q18 -> lastBids();
            case JOIN -> auctionBids();
        }
        return checksum;
    }

    private void currency(Bid bid) {
        long price = bid.price() * 908 / 1000;
        checksum.add(
                RowHash.bid(new Bid(bid.auction(), bid.bidder(), price, bid.channel(), bid.url(), bid.dateTime())));
    }

    private void selection(Bid bid) {
        if (bid.auction() % 123 == 0) {
            checksum.add(RowHash.auctionPrice(bid.auction(), bid.price()));
        }
    }

    private void hotItems() {
        Map<Long, Map<Long, Long>> countsByWindowEnd = new TreeMap<>();
        for (Bid bid : bids) {
            long firstEnd = bid.dateTime() / 2000 * 2000 + 2000;
            for (long end = firstEnd; end < firstEnd + 10_000; end += 2000) {
                countsByWindowEnd.computeIfAbsent(end, key -> new HashMap<>()).merge(bid.auction(), 1L, Long::sum);
            }
        }
        countsByWindowEnd.forEach((end, counts) -> {
            long highest = Collections.max(counts.values());
            counts.forEach((auction, count) -> {
                if (count == highest) {
                    checksum.add(RowHash.hotItem(auction, count, end));
                }
            });
        });
    }

    private void highestBids() {
        Map<Long, HighestBid> byWindow = new HashMap<>();
        for (Bid bid : bids) {
            byWindow.merge(
                    bid.dateTime() / 10_000, HighestBid.of(bid), (one, other) -> one.isHigherThan(other) ? one : other);
        }
        byWindow.values().forEach(bid -> checksum.add(RowHash.highestBid(bid)));
    }

    private void newUsers() {
        Set<List<Long>> sellers = new HashSet<>();
        for (Event event : events) {
            if (event instanceof Auction auction) {
                sellers.add(List.of(auction.seller(), auction.dateTime() / 10_000));
            }
        }
        for (Event event : events) {
            if (event instanceof Person person && sellers.contains(List.of(person.id(), person.dateTime() / 10_000))) {
                checksum.add(RowHash.newUser(person.id(), person.name(), person.dateTime() / 10_000 * 10_000));
            }
        }
    }

    private void sessions() {
        Map<Long, List<Long>> timesByBidder = new HashMap<>();
        bids.forEach(bid -> timesByBidder
                .computeIfAbsent(bid.bidder(), key -> new ArrayList<>())
                .add(bid.dateTime()));
        timesByBidder.forEach((bidder, times) -> {
            int first = 0;
            for (int last = 0; last < times.size(); last++) {
                if (last + 1 == times.size() || times.get(last + 1) - times.get(last) > 10_000) {
                    checksum.add(RowHash.session(bidder, last + 1 - first, times.get(first), times.get(last) + 10_000));
                    first = last + 1;
                }
            }
        });
    }

    private void auctionBids() {
        Map<Long, Auction> auctions = new HashMap<>();
        for (Event event : events) {
            if (event instanceof Auction auction) {
                auctions.put(auction.id(), auction);
            }
        }
        for (Bid bid : bids) {
            Auction auction = auctions.get(bid.auction());
            if (auction != null && Math.abs(bid.dateTime() - auction.dateTime()) <= 1_000) {
                checksum.add(RowHash.auctionBid(auction.id(), auction.seller(), bid.bidder(), bid.price()));
            }
        }
    }

    private void lastBids() {
        Map<List<Long>, Bid> byPair = new HashMap<>();
        for (Bid bid : bids) {
            byPair.merge(
                    List.of(bid.bidder(), bid.auction()),
                    bid,
                    (one, other) -> LastBid.supersedes(other, one) ? other : one);
        }
        byPair.values().forEach(bid -> checksum.add(RowHash.bid(bid)));
    }
}
