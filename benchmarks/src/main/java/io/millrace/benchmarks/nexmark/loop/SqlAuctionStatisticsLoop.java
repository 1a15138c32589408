/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import static io.millrace.benchmarks.nexmark.sql.ChangelogChecksum.mixed;
import static io.millrace.benchmarks.nexmark.sql.ChangelogChecksum.weighted;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.generator.Bid;
import java.time.LocalDate;

/** {@code q17}: counts, extremes and sums of each auction and day. */
final class SqlAuctionStatisticsLoop extends BidsLoop {

    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final long SECOND_RANK = 10_000;
    private static final long THIRD_RANK = 1_000_000;

    private final LongObjectTable<Statistics> all = new LongObjectTable<>();
    private long day = -1;
    private String dayText = "";

    private static final class Statistics {
        private long count;
        private long first;
        private long second;
        private long third;
        private long lowest = Long.MAX_VALUE;
        private long highest;
        private long sum;

        void add(long price) {
            count++;
            if (price < SECOND_RANK) {
                first++;
            } else if (price < THIRD_RANK) {
                second++;
            } else {
                third++;
            }
            lowest = Math.min(lowest, price);
            highest = Math.max(highest, price);
            sum += price;
        }
    }

    @Override
    void onBid(Bid bid, Checksum into) {
        long ofBid = bid.dateTime() / MILLIS_PER_DAY;
        if (ofBid != day) {
            day = ofBid;
            dayText = LocalDate.ofEpochDay(day).toString();
        }
        long key = day << 40 | bid.auction();
        int slot = all.slotOf(key);
        Statistics statistics = all.valueAt(slot);
        if (statistics == null) {
            statistics = new Statistics();
            all.set(slot, key, statistics);
        } else {
            into.retract(hash(bid.auction(), statistics));
        }
        statistics.add(bid.price());
        into.add(hash(bid.auction(), statistics));
    }

    private long hash(long auction, Statistics of) {
        return mixed(weighted(0, auction)
                + weighted(1, SqlRows.of(dayText))
                + weighted(2, of.count)
                + weighted(3, of.first)
                + weighted(4, of.second)
                + weighted(5, of.third)
                + weighted(6, of.lowest)
                + weighted(7, of.highest)
                + weighted(8, of.sum / of.count)
                + weighted(9, of.sum));
    }
}
