/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.LastBid;
import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.RowHash;
import io.millrace.benchmarks.nexmark.generator.Bid;
import io.millrace.benchmarks.nexmark.generator.Event;
import java.util.Iterator;

/** {@link Query#Q18}: the last bid of each pair in one table. */
final class LastBidLoop implements LoopQuery {

    private final Checksum checksum = new Checksum();
    private final LongObjectTable<Bid> lastBids = new LongObjectTable<>();

    @Override
    public Checksum run(Iterator<Event> events) {
        while (events.hasNext()) {
            if (events.next() instanceof Bid bid) {
                onBid(bid);
            }
        }
        return checksum;
    }

    private void onBid(Bid bid) {
        long pair = pair(bid);
        int slot = lastBids.slotOf(pair);
        Bid last = lastBids.valueAt(slot);
        if (last == null) {
            checksum.add(RowHash.bid(bid));
            lastBids.set(slot, pair, bid);
        } else if (LastBid.supersedes(bid, last)) {
            checksum.retract(RowHash.bid(last));
            checksum.add(RowHash.bid(bid));
            lastBids.set(slot, pair, bid);
        }
    }

    /** Both ids in one number: ids stay below 2^31 for the first 35 billion events. */
    private static long pair(Bid bid) {
        return bid.bidder() << 32 | bid.auction();
    }
}
