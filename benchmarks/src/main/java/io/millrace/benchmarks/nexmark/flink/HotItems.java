/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** The parts of the hot items query: counts per auction and window, then the auctions with the most bids. */
final class HotItems {

    /** Auction, number of bids, end of the window. */
    static final TypeInformation<Tuple3<Long, Long, Long>> AUCTION_COUNT_END =
            Types.TUPLE(Types.LONG, Types.LONG, Types.LONG);

    /** The highest number of bids and the auctions that have it. */
    static final TypeInformation<Tuple2<Long, List<Long>>> COUNT_AUCTIONS =
            Types.TUPLE(Types.LONG, Types.LIST(Types.LONG));

    private HotItems() {}

    /** Adds auction and window to a count. */
    static final class WithWindowEnd implements WindowFunction<Long, Tuple3<Long, Long, Long>, Long, TimeWindow> {

        @Override
        public void apply(
                Long auction, TimeWindow window, Iterable<Long> counts, Collector<Tuple3<Long, Long, Long>> output) {
            for (Long count : counts) {
                output.collect(Tuple3.of(auction, count, window.getEnd()));
            }
        }
    }

    /** Keeps the auctions with the most bids. */
    static final class MostBids
            implements AggregateFunction<Tuple3<Long, Long, Long>, Tuple2<Long, List<Long>>, Tuple2<Long, List<Long>>> {

        @Override
        public Tuple2<Long, List<Long>> createAccumulator() {
            return Tuple2.of(0L, new ArrayList<>());
        }

        @Override
        public Tuple2<Long, List<Long>> add(Tuple3<Long, Long, Long> row, Tuple2<Long, List<Long>> hottest) {
            if (row.f1 > hottest.f0) {
                hottest.f0 = row.f1;
                hottest.f1.clear();
            }
            if (row.f1.equals(hottest.f0)) {
                hottest.f1.add(row.f0);
            }
            return hottest;
        }

        @Override
        public Tuple2<Long, List<Long>> getResult(Tuple2<Long, List<Long>> hottest) {
            return hottest;
        }

        @Override
        public Tuple2<Long, List<Long>> merge(Tuple2<Long, List<Long>> one, Tuple2<Long, List<Long>> other) {
            if (one.f0.equals(other.f0)) {
                one.f1.addAll(other.f1);
                return one;
            }
            return one.f0 > other.f0 ? one : other;
        }
    }

    /** One row for each of the hottest auctions. */
    static final class RowPerAuction
            implements WindowFunction<Tuple2<Long, List<Long>>, Tuple3<Long, Long, Long>, Long, TimeWindow> {

        @Override
        public void apply(
                Long windowEnd,
                TimeWindow slide,
                Iterable<Tuple2<Long, List<Long>>> results,
                Collector<Tuple3<Long, Long, Long>> output) {
            for (Tuple2<Long, List<Long>> hottest : results) {
                for (Long auction : hottest.f1) {
                    output.collect(Tuple3.of(auction, hottest.f0, windowEnd));
                }
            }
        }
    }
}
