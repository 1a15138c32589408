/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.generator.Bid;

/** {@code q18}: the last bid of each pair in one table. Of a row, auction, bidder and time are checked. */
final class SqlLastBidLoop extends BidsLoop {

    private final LongObjectTable<Bid> lastBids = new LongObjectTable<>();

    @Override
    void onBid(Bid bid, Checksum into) {
        long pair = bid.bidder() << 32 | bid.auction();
        int slot = lastBids.slotOf(pair);
        Bid last = lastBids.valueAt(slot);
        if (last != null) {
            into.retract(hash(last));
        }
        into.add(hash(bid));
        lastBids.set(slot, pair, bid);
    }

    private static long hash(Bid bid) {
        return SqlRows.row(bid.auction(), bid.bidder(), bid.dateTime());
    }
}
