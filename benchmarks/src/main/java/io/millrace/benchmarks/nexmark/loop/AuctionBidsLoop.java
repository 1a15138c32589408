/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.RowHash;
import io.millrace.benchmarks.nexmark.generator.Auction;
import io.millrace.benchmarks.nexmark.generator.Bid;
import io.millrace.benchmarks.nexmark.generator.Event;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Query#JOIN}: the seller of each auction in one table, and with it the bids that came before the auction. */
final class AuctionBidsLoop implements LoopQuery {

    private final Checksum checksum = new Checksum();
    private final LongObjectTable<Entry> entries = new LongObjectTable<>();

    private static final class Entry {
        private boolean opened;
        private long seller;
        private long dateTime;
        private @Nullable List<Bid> early;
    }

    @Override
    public Checksum run(Iterator<Event> events) {
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof Bid bid) {
                onBid(bid);
            } else if (event instanceof Auction auction) {
                onAuction(auction);
            }
        }
        return checksum;
    }

    private Entry entry(long auction) {
        int slot = entries.slotOf(auction);
        Entry entry = entries.valueAt(slot);
        if (entry == null) {
            entry = new Entry();
            entries.set(slot, auction, entry);
        }
        return entry;
    }

    private void onBid(Bid bid) {
        Entry entry = entry(bid.auction());
        if (entry.opened) {
            match(entry, bid);
        } else {
            if (entry.early == null) {
                entry.early = new ArrayList<>();
            }
            entry.early.add(bid);
        }
    }

    private void onAuction(Auction auction) {
        Entry entry = entry(auction.id());
        entry.opened = true;
        entry.seller = auction.seller();
        entry.dateTime = auction.dateTime();
        List<Bid> early = entry.early;
        if (early != null) {
            entry.early = null;
            early.forEach(bid -> match(entry, bid));
        }
    }

    private void match(Entry entry, Bid bid) {
        if (Math.abs(bid.dateTime() - entry.dateTime) <= Query.JOIN_MILLIS) {
            checksum.add(RowHash.auctionBid(bid.auction(), entry.seller, bid.bidder(), bid.price()));
        }
    }
}
