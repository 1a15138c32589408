/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import io.millrace.benchmarks.nexmark.HighestBid;
import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.RowHash;
import io.millrace.benchmarks.nexmark.RunMarks;
import io.millrace.benchmarks.nexmark.generator.Auction;
import io.millrace.benchmarks.nexmark.generator.Bid;
import io.millrace.benchmarks.nexmark.generator.Event;
import io.millrace.benchmarks.nexmark.generator.Person;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.util.Collector;

/**
 * The queries as Flink programs. Each filters and projects in the source's chain, so that only what the query needs
 * crosses the network stack, and aggregates windows incrementally.
 */
final class FlinkQueries {

    private static final TypeInformation<Tuple2<Long, Long>> PAIR = Types.TUPLE(Types.LONG, Types.LONG);

    private FlinkQueries() {}

    /** Adds the query and its sink to the stream of events. */
    static void build(Query query, DataStream<Event> events, RunMarks run) {
        switch (query) {
            case Q0 -> passThrough(events, run);
            case Q1 -> currency(events, run);
            case Q2 -> selection(events, run);
            case Q5 -> hotItems(events, run);
            case Q7 -> highestBid(events, run);
            case Q8 -> newUsers(events, run);
            case Q11 -> sessions(events, run);
            case Q18 -> lastBid(events, run);
            case JOIN -> auctionBids(events, run);
        }
    }

    private static void passThrough(DataStream<Event> events, RunMarks run) {
        events.sinkTo(new ChecksumSink<>(run, (checksum, event) -> checksum.add(RowHash.event(event))));
    }

    private static void currency(DataStream<Event> events, RunMarks run) {
        bids(events)
                .map(bid -> new Bid(
                        bid.auction(),
                        bid.bidder(),
                        Query.convertedPrice(bid.price()),
                        bid.channel(),
                        bid.url(),
                        bid.dateTime()))
                .returns(EventTypes.BID)
                .sinkTo(new ChecksumSink<>(run, (checksum, bid) -> checksum.add(RowHash.bid(bid))));
    }

    private static void selection(DataStream<Event> events, RunMarks run) {
        events.flatMap((Event event, Collector<Tuple2<Long, Long>> output) -> {
                    if (event instanceof Bid bid && bid.auction() % Query.SELECTED_AUCTION_DIVISOR == 0) {
                        output.collect(Tuple2.of(bid.auction(), bid.price()));
                    }
                })
                .returns(PAIR)
                .sinkTo(new ChecksumSink<>(run, (checksum, row) -> checksum.add(RowHash.auctionPrice(row.f0, row.f1))));
    }

    private static void hotItems(DataStream<Event> events, RunMarks run) {
        events.flatMap((Event event, Collector<Long> output) -> {
                    if (event instanceof Bid bid) {
                        output.collect(bid.auction());
                    }
                })
                .returns(Types.LONG)
                .keyBy(auction -> auction, Types.LONG)
                .window(SlidingEventTimeWindows.of(
                        Duration.ofMillis(Query.HOT_ITEMS_SIZE_MILLIS),
                        Duration.ofMillis(Query.HOT_ITEMS_SLIDE_MILLIS)))
                .aggregate(
                        new CountAggregate<Long>(),
                        new HotItems.WithWindowEnd(),
                        Types.LONG,
                        HotItems.AUCTION_COUNT_END)
                .keyBy(row -> row.f2, Types.LONG)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(Query.HOT_ITEMS_SLIDE_MILLIS)))
                .aggregate(
                        new HotItems.MostBids(),
                        new HotItems.RowPerAuction(),
                        HotItems.COUNT_AUCTIONS,
                        HotItems.AUCTION_COUNT_END)
                .sinkTo(new ChecksumSink<>(
                        run, (checksum, row) -> checksum.add(RowHash.hotItem(row.f0, row.f1, row.f2))));
    }

    private static void highestBid(DataStream<Event> events, RunMarks run) {
        DataStream<HighestBid> highest = events.flatMap((Event event, Collector<HighestBid> output) -> {
                    if (event instanceof Bid bid) {
                        output.collect(HighestBid.of(bid));
                    }
                })
                .returns(EventTypes.HIGHEST_BID)
                .windowAll(TumblingEventTimeWindows.of(Duration.ofMillis(Query.WINDOW_MILLIS)))
                .reduce((one, other) -> other.isHigherThan(one) ? other : one);
        highest.sinkTo(new ChecksumSink<>(run, (checksum, bid) -> checksum.add(RowHash.highestBid(bid))));
    }

    private static void newUsers(DataStream<Event> events, RunMarks run) {
        events.flatMap((Event event, Collector<Tuple2<Long, String>> output) -> {
                    if (event instanceof Person person) {
                        output.collect(Tuple2.of(person.id(), person.name()));
                    } else if (event instanceof Auction auction) {
                        output.collect(Tuple2.of(auction.seller(), NewUsers.SELLER));
                    }
                })
                .returns(NewUsers.ID_NAME)
                .keyBy(row -> row.f0, Types.LONG)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(Query.WINDOW_MILLIS)))
                .aggregate(
                        new NewUsers.NameAndSeller(),
                        new NewUsers.RowIfBoth(),
                        NewUsers.NAME_SELLER,
                        NewUsers.ID_NAME_START)
                .sinkTo(new ChecksumSink<>(
                        run, (checksum, row) -> checksum.add(RowHash.newUser(row.f0, row.f1, row.f2))));
    }

    private static void sessions(DataStream<Event> events, RunMarks run) {
        events.flatMap((Event event, Collector<Long> output) -> {
                    if (event instanceof Bid bid) {
                        output.collect(bid.bidder());
                    }
                })
                .returns(Types.LONG)
                .keyBy(bidder -> bidder, Types.LONG)
                .window(EventTimeSessionWindows.withGap(Duration.ofMillis(Query.SESSION_GAP_MILLIS)))
                .aggregate(new CountAggregate<Long>(), new SessionRow(), Types.LONG, SessionRow.TYPE)
                .sinkTo(new ChecksumSink<>(
                        run, (checksum, row) -> checksum.add(RowHash.session(row.f0, row.f1, row.f2, row.f3))));
    }

    private static void lastBid(DataStream<Event> events, RunMarks run) {
        bids(events)
                .keyBy(bid -> Tuple2.of(bid.bidder(), bid.auction()), PAIR)
                .process(new LastBids(), LastBids.CHANGE)
                .sinkTo(new ChecksumSink<>(run, (checksum, change) -> {
                    if (change.f0) {
                        checksum.add(RowHash.bid(change.f1));
                    } else {
                        checksum.retract(RowHash.bid(change.f1));
                    }
                }));
    }

    private static void auctionBids(DataStream<Event> events, RunMarks run) {
        Duration interval = Duration.ofMillis(Query.JOIN_MILLIS);
        DataStream<Tuple3<Long, Long, Long>> bids = events.flatMap(
                        (Event event, Collector<Tuple3<Long, Long, Long>> output) -> {
                            if (event instanceof Bid bid) {
                                output.collect(Tuple3.of(bid.auction(), bid.bidder(), bid.price()));
                            }
                        })
                .returns(AuctionBids.BID);
        events.flatMap((Event event, Collector<Tuple2<Long, Long>> output) -> {
                    if (event instanceof Auction auction) {
                        output.collect(Tuple2.of(auction.id(), auction.seller()));
                    }
                })
                .returns(AuctionBids.AUCTION)
                .keyBy(auction -> auction.f0, Types.LONG)
                .intervalJoin(bids.keyBy(bid -> bid.f0, Types.LONG))
                .between(interval.negated(), interval)
                .process(new AuctionBids(), AuctionBids.PAIR)
                .sinkTo(new ChecksumSink<>(
                        run, (checksum, row) -> checksum.add(RowHash.auctionBid(row.f0, row.f1, row.f2, row.f3))));
    }

    private static DataStream<Bid> bids(DataStream<Event> events) {
        return events.flatMap((Event event, Collector<Bid> output) -> {
                    if (event instanceof Bid bid) {
                        output.collect(bid);
                    }
                })
                .returns(EventTypes.BID);
    }
}
