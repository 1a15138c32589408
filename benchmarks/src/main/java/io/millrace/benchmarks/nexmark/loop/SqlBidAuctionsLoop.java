/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import static io.millrace.benchmarks.nexmark.sql.ChangelogChecksum.mixed;
import static io.millrace.benchmarks.nexmark.sql.ChangelogChecksum.weighted;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.generator.Auction;
import io.millrace.benchmarks.nexmark.generator.Bid;
import io.millrace.benchmarks.nexmark.generator.Event;
import io.millrace.benchmarks.nexmark.generator.Extras;
import java.util.ArrayList;
import java.util.List;

/** {@code q20}: auctions of one category by id, and the bids that came before their auction. Ids rise as auctions come. */
final class SqlBidAuctionsLoop extends BidsLoop {

    private static final long CATEGORY = 10;

    private final LongObjectTable<Auction> auctions = new LongObjectTable<>();
    private final LongObjectTable<List<Bid>> early = new LongObjectTable<>();
    private long lastAuction;

    @Override
    void onBid(Bid bid, Checksum into) {
        if (bid.auction() > lastAuction) {
            List<Bid> waiting = early.get(bid.auction());
            if (waiting == null) {
                waiting = new ArrayList<>();
                early.put(bid.auction(), waiting);
            }
            waiting.add(bid);
            return;
        }
        Auction auction = auctions.get(bid.auction());
        if (auction != null) {
            emit(bid, auction, into);
        }
    }

    @Override
    void onOther(Event event, Checksum into) {
        if (event instanceof Auction auction) {
            lastAuction = auction.id();
            if (auction.category() == CATEGORY) {
                auctions.put(auction.id(), auction);
                List<Bid> waiting = early.get(auction.id());
                if (waiting != null) {
                    waiting.forEach(bid -> emit(bid, auction, into));
                }
            }
        }
    }

    private static void emit(Bid bid, Auction auction, Checksum into) {
        into.add(mixed(weighted(0, bid.auction())
                + weighted(1, bid.bidder())
                + weighted(2, bid.price())
                + weighted(3, SqlRows.of(bid.channel()))
                + weighted(4, SqlRows.of(bid.url()))
                + weighted(5, bid.dateTime())
                + weighted(6, SqlRows.of(Extras.of(bid)))
                + weighted(7, SqlRows.of(auction.itemName()))
                + weighted(8, SqlRows.of(auction.description()))
                + weighted(9, auction.initialBid())
                + weighted(10, auction.reserve())
                + weighted(11, auction.dateTime())
                + weighted(12, auction.expires())
                + weighted(13, auction.seller())
                + weighted(14, auction.category())
                + weighted(15, SqlRows.of(Extras.ofId(auction.id())))));
    }
}
