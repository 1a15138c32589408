/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.millrace;

import io.millrace.benchmarks.nexmark.HighestBid;
import io.millrace.benchmarks.nexmark.LastBid;
import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.RowHash;
import io.millrace.benchmarks.nexmark.RunMarks;
import io.millrace.benchmarks.nexmark.generator.Auction;
import io.millrace.benchmarks.nexmark.generator.Bid;
import io.millrace.benchmarks.nexmark.generator.Event;
import io.millrace.benchmarks.nexmark.generator.Person;
import io.millrace.function.Aggregates;
import io.millrace.function.Collector;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.process.ProcessJoinFunction;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.EventTimeSessionWindows;
import io.millrace.window.ProcessWindowFunction;
import io.millrace.window.SlidingEventTimeWindows;
import io.millrace.window.TimeWindow;
import io.millrace.window.TumblingEventTimeWindows;
import java.time.Duration;

/** The queries as Millrace programs, as a user would write them. */
final class MillraceQueries {

    private static final Duration WINDOW = Duration.ofMillis(Query.WINDOW_MILLIS);

    private MillraceQueries() {}

    /** Builds the query, with its source and its sink. */
    static void build(Query query, StreamExecutionEnvironment environment, RunMarks run, long count) {
        DataStream<Event> events = environment.fromSource(
                new GeneratorSource(run, count), WatermarkStrategy.<Event>forMonotonousTimestamps(), "nexmark");
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
                .sinkTo(new ChecksumSink<>(run, (checksum, bid) -> checksum.add(RowHash.bid(bid))));
    }

    private record AuctionPrice(long auction, long price) {}

    private static void selection(DataStream<Event> events, RunMarks run) {
        events.filter(event -> event instanceof Bid bid && bid.auction() % Query.SELECTED_AUCTION_DIVISOR == 0)
                .map(event -> new AuctionPrice(((Bid) event).auction(), ((Bid) event).price()))
                .sinkTo(new ChecksumSink<>(
                        run, (checksum, row) -> checksum.add(RowHash.auctionPrice(row.auction(), row.price()))));
    }

    private static void hotItems(DataStream<Event> events, RunMarks run) {
        bids(events)
                .keyBy(Bid::auction)
                .window(SlidingEventTimeWindows.of(
                        Duration.ofMillis(Query.HOT_ITEMS_SIZE_MILLIS),
                        Duration.ofMillis(Query.HOT_ITEMS_SLIDE_MILLIS)))
                .aggregate(Aggregates.count(), new HotItems.WithWindowEnd())
                .keyBy(HotItems.AuctionCount::windowEnd)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(Query.HOT_ITEMS_SLIDE_MILLIS)))
                .aggregate(new HotItems.MostBids())
                .flatMap((HotItems.Leaders leaders, Collector<HotItems.AuctionCount> out) -> leaders.forEach(out))
                .sinkTo(new ChecksumSink<>(
                        run,
                        (checksum, row) -> checksum.add(RowHash.hotItem(row.auction(), row.count(), row.windowEnd()))));
    }

    private static void highestBid(DataStream<Event> events, RunMarks run) {
        bids(events)
                .keyBy(bid -> 0L)
                .window(TumblingEventTimeWindows.of(WINDOW))
                .reduce((one, other) -> isHigher(other, one) ? other : one)
                .sinkTo(new ChecksumSink<>(
                        run, (checksum, bid) -> checksum.add(RowHash.highestBid(HighestBid.of(bid)))));
    }

    private static boolean isHigher(Bid candidate, Bid current) {
        if (candidate.price() != current.price()) {
            return candidate.price() > current.price();
        }
        return HighestBid.of(candidate).isHigherThan(HighestBid.of(current));
    }

    private static void newUsers(DataStream<Event> events, RunMarks run) {
        events.filter(event -> event instanceof Person || event instanceof Auction)
                .keyBy(event -> event instanceof Person person ? person.id() : ((Auction) event).seller())
                .window(TumblingEventTimeWindows.of(WINDOW))
                .aggregate(new NewUsers.NameAndSeller(), new NewUsers.RowIfBoth())
                .sinkTo(new ChecksumSink<>(
                        run,
                        (checksum, row) -> checksum.add(RowHash.newUser(row.person(), row.name(), row.windowStart()))));
    }

    private record Session(long bidder, long bids, long start, long end) {}

    private static void sessions(DataStream<Event> events, RunMarks run) {
        bids(events)
                .keyBy(Bid::bidder)
                .window(EventTimeSessionWindows.withGap(Duration.ofMillis(Query.SESSION_GAP_MILLIS)))
                .aggregate(Aggregates.count(), new ProcessWindowFunction<Long, Session, Long, TimeWindow>() {
                    @Override
                    public void process(Long bidder, Context context, Iterable<Long> counts, Collector<Session> out) {
                        TimeWindow window = context.window();
                        out.collect(new Session(bidder, counts.iterator().next(), window.getStart(), window.getEnd()));
                    }
                })
                .sinkTo(new ChecksumSink<>(
                        run,
                        (checksum, row) ->
                                checksum.add(RowHash.session(row.bidder(), row.bids(), row.start(), row.end()))));
    }

    private record BidderAuction(long bidder, long auction) {}

    private record Change(boolean added, Bid bid) {}

    private static void lastBid(DataStream<Event> events, RunMarks run) {
        bids(events)
                .keyBy(bid -> new BidderAuction(bid.bidder(), bid.auction()))
                .process(new LastBids())
                .sinkTo(new ChecksumSink<>(run, (checksum, change) -> {
                    if (change.added()) {
                        checksum.add(RowHash.bid(change.bid()));
                    } else {
                        checksum.retract(RowHash.bid(change.bid()));
                    }
                }));
    }

    private static final class LastBids extends KeyedProcessFunction<BidderAuction, Bid, Change> {
        @SuppressWarnings("NullAway.Init") // set in open
        private transient ValueState<Bid> last;

        @Override
        public void open(OpenContext openContext) {
            last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", Bid.class));
        }

        @Override
        public void processElement(Bid bid, Context ctx, Collector<Change> out) {
            Bid current = last.value();
            if (current == null || LastBid.supersedes(bid, current)) {
                last.update(bid);
                if (current != null) {
                    out.collect(new Change(false, current));
                }
                out.collect(new Change(true, bid));
            }
        }
    }

    private record AuctionBid(long auction, long seller, long bidder, long price) {}

    private static void auctionBids(DataStream<Event> events, RunMarks run) {
        Duration interval = Duration.ofMillis(Query.JOIN_MILLIS);
        events.filter(event -> event instanceof Auction)
                .map(event -> (Auction) event)
                .keyBy(Auction::id)
                .intervalJoin(bids(events).keyBy(Bid::auction))
                .between(interval.negated(), interval)
                .process(new ProcessJoinFunction<Auction, Bid, AuctionBid>() {
                    @Override
                    public void processElement(Auction auction, Bid bid, Context ctx, Collector<AuctionBid> out) {
                        out.collect(new AuctionBid(auction.id(), auction.seller(), bid.bidder(), bid.price()));
                    }
                })
                .sinkTo(new ChecksumSink<>(
                        run,
                        (checksum, row) -> checksum.add(
                                RowHash.auctionBid(row.auction(), row.seller(), row.bidder(), row.price()))));
    }

    private static DataStream<Bid> bids(DataStream<Event> events) {
        return events.filter(event -> event instanceof Bid).map(event -> (Bid) event);
    }
}
