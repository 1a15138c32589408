/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.sql;

import io.millrace.benchmarks.nexmark.generator.Auction;
import io.millrace.benchmarks.nexmark.generator.Bid;
import io.millrace.benchmarks.nexmark.generator.Extras;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The answers to some queries, computed of the events in the plainest way. */
final class Recomputed {
    private static final BigDecimal RATE = new BigDecimal("0.908");
    private static final List<String> HOT = List.of("Apple", "Google", "Facebook", "Baidu");
    private static final int LAST_AUCTIONS = 10;

    private Recomputed() {}

    /** Returns the rows of the result, sorted, or nothing where this class does not know the query. */
    static Optional<List<String>> of(SqlQuery query, Events events) {
        return switch (query) {
            case Q0 -> each(events, bid -> row(bid.auction(), bid.bidder(), bid.price(), time(bid), Extras.of(bid)));
            case Q1 -> each(events, bid -> row(bid.auction(), bid.bidder(), euros(bid), time(bid), Extras.of(bid)));
            case Q2 -> each(events, bid -> bid.auction() % 123 == 0 ? row(bid.auction(), bid.price()) : null);
            case Q6 -> Optional.of(sorted(averagesOfSellers(events).stream()));
            case Q9 -> Optional.of(sorted(winners(events)));
            case Q10 -> each(events, Recomputed::logged);
            case Q12 -> Optional.of(bidsOfBidders(events));
            case Q14 -> each(events, Recomputed::calculated);
            case Q21 -> each(events, Recomputed::channel);
            case Q22 -> each(events, Recomputed::directories);
            default -> Optional.empty();
        };
    }

    private static Optional<List<String>> each(Events events, Function<Bid, @Nullable String> query) {
        return Optional.of(sorted(events.bids().stream().flatMap(bid -> Stream.ofNullable(query.apply(bid)))));
    }

    private static List<String> sorted(Stream<String> rows) {
        return rows.sorted().toList();
    }

    static String row(@Nullable Object... fields) {
        return Arrays.asList(fields).toString();
    }

    private static LocalDateTime time(Bid bid) {
        return time(bid.dateTime());
    }

    private static LocalDateTime time(long millis) {
        return LocalDateTime.ofEpochSecond(millis / 1000, (int) (millis % 1000) * 1_000_000, ZoneOffset.UTC);
    }

    private static BigDecimal euros(Bid bid) {
        return RATE.multiply(BigDecimal.valueOf(bid.price()));
    }

    private static String logged(Bid bid) {
        return row(
                bid.auction(),
                bid.bidder(),
                bid.price(),
                time(bid),
                Extras.of(bid),
                time(bid).toLocalDate(),
                time(bid).toLocalTime().toString().substring(0, "HH:mm".length()));
    }

    private static @Nullable String calculated(Bid bid) {
        if (euros(bid).compareTo(BigDecimal.valueOf(1_000_000)) <= 0
                || euros(bid).compareTo(BigDecimal.valueOf(50_000_000)) >= 0) {
            return null;
        }
        int hour = time(bid).getHour();
        String type = hour >= 8 && hour <= 18 ? "dayTime" : hour <= 6 || hour >= 20 ? "nightTime" : "otherTime";
        long count = Extras.of(bid).chars().filter(letter -> letter == 'c').count();
        return row(bid.auction(), bid.bidder(), euros(bid), type, time(bid), Extras.of(bid), count);
    }

    /** No address of ours has a channel id, so only the known channels are left. */
    private static @Nullable String channel(Bid bid) {
        int known = HOT.indexOf(bid.channel());
        return known < 0 ? null : row(bid.auction(), bid.bidder(), bid.price(), bid.channel(), known);
    }

    private static String directories(Bid bid) {
        String[] parts = bid.url().split("/", -1);
        return row(
                bid.auction(),
                bid.bidder(),
                bid.price(),
                bid.channel(),
                parts[3],
                parts.length > 4 ? parts[4] : null,
                parts.length > 5 ? parts[5] : null);
    }

    private record Sale(long id, long seller, long price, long dateTime) {}

    /** Returns the highest bid of an auction, the earlier of two that are equal. */
    private static Optional<Bid> winner(Auction auction, Events events) {
        return events.bids().stream()
                .filter(bid -> bid.auction() == auction.id()
                        && bid.dateTime() >= auction.dateTime()
                        && bid.dateTime() <= auction.expires())
                .min(Comparator.comparing(Bid::price).reversed().thenComparing(Comparator.comparing(Bid::dateTime)));
    }

    private static Stream<String> winners(Events events) {
        return events.auctions().stream()
                .flatMap(auction -> winner(auction, events)
                        .map(bid -> row(
                                auction.id(),
                                auction.itemName(),
                                auction.description(),
                                auction.initialBid(),
                                auction.reserve(),
                                time(auction.dateTime()),
                                time(auction.expires()),
                                auction.seller(),
                                auction.category(),
                                Extras.ofId(auction.id()),
                                bid.bidder(),
                                bid.price(),
                                time(bid),
                                Extras.of(bid)))
                        .stream());
    }

    private static List<String> averagesOfSellers(Events events) {
        Map<Long, List<Sale>> sales = new TreeMap<>();
        for (Auction auction : events.auctions()) {
            winner(auction, events)
                    .ifPresent(bid -> sales.computeIfAbsent(auction.seller(), seller -> new ArrayList<>())
                            .add(new Sale(auction.id(), auction.seller(), bid.price(), bid.dateTime())));
        }
        List<String> rows = new ArrayList<>();
        for (List<Sale> ofSeller : sales.values()) {
            ofSeller.sort(Comparator.comparing(Sale::dateTime).thenComparing(Sale::id));
            for (int i = 0; i < ofSeller.size(); i++) {
                List<Sale> last = ofSeller.subList(Math.max(0, i + 1 - LAST_AUCTIONS), i + 1);
                long sum = last.stream().mapToLong(Sale::price).sum();
                rows.add(row(ofSeller.get(i).seller(), sum / last.size()));
            }
        }
        return rows;
    }

    /** As {@link #bidsOfBidders(List)} gives it of an answer. */
    private static List<String> bidsOfBidders(Events events) {
        Map<String, Long> counts = new TreeMap<>();
        events.bids().forEach(bid -> counts.merge(Long.toString(bid.bidder()), 1L, Long::sum));
        return listed(counts);
    }

    /** Returns how many bids each bidder has in all windows of q12 together: which window one falls into is up to the clock. */
    static List<String> bidsOfBidders(List<String> rows) {
        Map<String, Long> counts = new TreeMap<>();
        for (String row : rows) {
            String[] fields = row.substring(1).split(", ", -1);
            counts.merge(fields[0], Long.parseLong(fields[1]), Long::sum);
        }
        return listed(counts);
    }

    private static List<String> listed(Map<String, Long> counts) {
        List<String> rows = new ArrayList<>();
        counts.forEach((bidder, count) -> rows.add(row(bidder, count)));
        return rows;
    }
}
