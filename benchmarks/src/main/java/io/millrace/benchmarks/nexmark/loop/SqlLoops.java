/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.RunRecorder;
import io.millrace.benchmarks.nexmark.RunResult;
import io.millrace.benchmarks.nexmark.generator.Bid;
import io.millrace.benchmarks.nexmark.generator.Extras;
import io.millrace.benchmarks.nexmark.generator.NexmarkGenerator;
import io.millrace.benchmarks.nexmark.sql.SqlQuery;
import org.jspecify.annotations.Nullable;

/** Queries in SQL, each as a hand-written loop in the calling thread. */
public final class SqlLoops {

    private static final long EUROS_PER_1000_DOLLARS = 908;
    private static final long THOUSANDTHS = 1000;
    private static final long LEAST = 1_000_000 * THOUSANDTHS;
    private static final long MOST = 50_000_000 * THOUSANDTHS;
    private static final long SELECTED_AUCTION_DIVISOR = 123;
    private static final int MILLIS_PER_HOUR = 3_600_000;

    private SqlLoops() {}

    /** Returns whether there is a loop for a query. */
    public static boolean has(SqlQuery query) {
        return loop(query) != null;
    }

    /**
     * Runs a query.
     *
     * @throws IllegalArgumentException if there is no loop for it
     */
    public static RunResult run(SqlQuery query, long events) {
        LoopQuery loop = loop(query);
        if (loop == null) {
            throw new IllegalArgumentException("There is no loop for " + query.label());
        }
        RunRecorder recorder = new RunRecorder();
        NexmarkGenerator generator = new NexmarkGenerator(0, 1, events);
        recorder.sourceStarted();
        recorder.sinkFinished(loop.run(generator));
        return recorder.result(1);
    }

    private static @Nullable LoopQuery loop(SqlQuery query) {
        return switch (query) {
            case Q0 -> new PassBids();
            case Q1 -> new Currency();
            case Q2 -> new Selection();
            case Q3 -> new SqlSuggestionsLoop();
            case Q5 -> new HotItemsLoop((auction, bids, windowEnd) -> SqlRows.row(auction, bids));
            case Q7 -> new SqlHighestBidLoop();
            case Q8 -> new NewUsersLoop((id, name, start) -> SqlRows.row(id, SqlRows.of(name), start));
            case Q11 -> new SessionsLoop(SqlRows::row);
            case Q14 -> new Calculation();
            case Q17 -> new SqlAuctionStatisticsLoop();
            case Q18 -> new SqlLastBidLoop();
            case Q19 -> new SqlTopBidsLoop();
            case Q20 -> new SqlBidAuctionsLoop();
            case Q21 -> new ChannelIds();
            case Q22 -> new Directories();
            default -> null;
        };
    }

    private static final class PassBids extends BidsLoop {
        @Override
        void onBid(Bid bid, Checksum into) {
            into.add(SqlRows.row(bid.auction(), bid.bidder(), bid.price(), bid.dateTime(), SqlRows.of(Extras.of(bid))));
        }
    }

    private static final class Currency extends BidsLoop {
        @Override
        void onBid(Bid bid, Checksum into) {
            // A decimal enters by its digits.
            long euros = bid.price() * EUROS_PER_1000_DOLLARS;
            into.add(SqlRows.row(bid.auction(), bid.bidder(), euros, bid.dateTime(), SqlRows.of(Extras.of(bid))));
        }
    }

    private static final class Selection extends BidsLoop {
        @Override
        void onBid(Bid bid, Checksum into) {
            if (bid.auction() % SELECTED_AUCTION_DIVISOR == 0) {
                into.add(SqlRows.row(bid.auction(), bid.price()));
            }
        }
    }

    private static final class Calculation extends BidsLoop {
        @Override
        void onBid(Bid bid, Checksum into) {
            long euros = bid.price() * EUROS_PER_1000_DOLLARS;
            if (euros > LEAST && euros < MOST) {
                String extra = Extras.of(bid);
                into.add(SqlRows.row(
                        bid.auction(),
                        bid.bidder(),
                        euros,
                        SqlRows.of(timeType(bid.dateTime())),
                        bid.dateTime(),
                        SqlRows.of(extra),
                        count(extra)));
            }
        }

        private static String timeType(long dateTime) {
            int hour = (int) (dateTime / MILLIS_PER_HOUR % 24);
            if (hour >= 8 && hour <= 18) {
                return "dayTime";
            }
            return hour <= 6 || hour >= 20 ? "nightTime" : "otherTime";
        }

        private static int count(String extra) {
            int count = 0;
            for (int i = 0; i < extra.length(); i++) {
                if (extra.charAt(i) == 'c') {
                    count++;
                }
            }
            return count;
        }
    }

    /** No address of the generator has a channel id, but whoever filters has to look. */
    private static final class ChannelIds extends BidsLoop {
        @Override
        void onBid(Bid bid, Checksum into) {
            String id = known(bid.channel());
            if (id == null) {
                int start = bid.url().indexOf("&channel_id=");
                id = start < 0 ? null : bid.url().substring(start + "&channel_id=".length());
            }
            if (id != null) {
                into.add(SqlRows.row(
                        bid.auction(), bid.bidder(), bid.price(), SqlRows.of(bid.channel()), SqlRows.of(id)));
            }
        }

        private static @Nullable String known(String channel) {
            return switch (channel) {
                case "Apple" -> "0";
                case "Google" -> "1";
                case "Facebook" -> "2";
                case "Baidu" -> "3";
                default -> null;
            };
        }
    }

    private static final class Directories extends BidsLoop {
        @Override
        void onBid(Bid bid, Checksum into) {
            String url = bid.url();
            int first = after(url, after(url, after(url, 0)));
            int second = after(url, first);
            int third = after(url, second);
            into.add(SqlRows.row(
                    bid.auction(),
                    bid.bidder(),
                    bid.price(),
                    SqlRows.of(bid.channel()),
                    SqlRows.of(part(url, first)),
                    SqlRows.of(part(url, second)),
                    SqlRows.of(part(url, third))));
        }

        /** Returns where the next part begins, or -1. */
        private static int after(String url, int start) {
            return start < 0 ? -1 : url.indexOf('/', start) + 1 == 0 ? -1 : url.indexOf('/', start) + 1;
        }

        private static @Nullable String part(String url, int start) {
            if (start < 0) {
                return null;
            }
            int end = url.indexOf('/', start);
            return url.substring(start, end < 0 ? url.length() : end);
        }
    }
}
