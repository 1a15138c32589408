/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.generator.Bid;
import org.jspecify.annotations.Nullable;

/** {@code q19}: the ten highest bids of each auction, sorted, with their places. Of a row, auction, price and place are checked. */
final class SqlTopBidsLoop extends BidsLoop {

    private static final int PLACES = 10;

    private final LongObjectTable<@Nullable Bid[]> tops = new LongObjectTable<>();

    @Override
    void onBid(Bid bid, Checksum into) {
        int slot = tops.slotOf(bid.auction());
        @Nullable Bid[] top = tops.valueAt(slot);
        if (top == null) {
            top = new Bid[PLACES];
            tops.set(slot, bid.auction(), top);
        }
        int place = PLACES;
        while (place > 0 && isHigher(bid, top[place - 1])) {
            place--;
        }
        Bid moved = bid;
        for (; place < PLACES && moved != null; place++) {
            Bid before = top[place];
            if (before != null) {
                into.retract(hash(before, place));
            }
            into.add(hash(moved, place));
            top[place] = moved;
            moved = before;
        }
    }

    private static boolean isHigher(Bid bid, @Nullable Bid other) {
        return other == null || bid.price() > other.price();
    }

    private static long hash(Bid bid, int place) {
        return SqlRows.row(bid.auction(), bid.price(), place + 1);
    }
}
