/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.millrace;

import io.millrace.function.AggregateFunction;
import io.millrace.function.Collector;
import io.millrace.window.ProcessWindowFunction;
import io.millrace.window.TimeWindow;
import java.util.Arrays;

/** The parts of {@link io.millrace.benchmarks.nexmark.Query#Q5}. */
final class HotItems {

    private HotItems() {}

    record AuctionCount(long auction, long count, long windowEnd) {}

    /** Names the window of a count. */
    static final class WithWindowEnd extends ProcessWindowFunction<Long, AuctionCount, Long, TimeWindow> {
        @Override
        public void process(Long auction, Context context, Iterable<Long> counts, Collector<AuctionCount> out) {
            out.collect(new AuctionCount(
                    auction, counts.iterator().next(), context.window().getEnd()));
        }
    }

    /** The auctions with the most bids of one window so far. */
    static final class Leaders {
        long windowEnd;
        long count;
        long[] auctions = new long[4];
        int size;

        void offer(long auction, long itsCount) {
            if (itsCount > count) {
                count = itsCount;
                size = 0;
            }
            if (itsCount == count) {
                if (size == auctions.length) {
                    auctions = Arrays.copyOf(auctions, size * 2);
                }
                auctions[size++] = auction;
            }
        }

        void forEach(Collector<AuctionCount> out) {
            for (int i = 0; i < size; i++) {
                out.collect(new AuctionCount(auctions[i], count, windowEnd));
            }
        }
    }

    /** Keeps the leaders. */
    static final class MostBids implements AggregateFunction<AuctionCount, Leaders, Leaders> {
        @Override
        public Leaders createAccumulator() {
            return new Leaders();
        }

        @Override
        public Leaders add(AuctionCount row, Leaders leaders) {
            leaders.windowEnd = row.windowEnd();
            leaders.offer(row.auction(), row.count());
            return leaders;
        }

        @Override
        public Leaders getResult(Leaders leaders) {
            return leaders;
        }

        @Override
        public Leaders merge(Leaders a, Leaders b) {
            a.windowEnd = Math.max(a.windowEnd, b.windowEnd);
            for (int i = 0; i < b.size; i++) {
                a.offer(b.auctions[i], b.count);
            }
            return a;
        }
    }
}
