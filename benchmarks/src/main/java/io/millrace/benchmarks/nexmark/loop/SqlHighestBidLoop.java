/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.generator.Bid;
import io.millrace.benchmarks.nexmark.generator.Extras;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code q7}: all bids of the highest price of the open window. By the text of the query, a bid right at the end of a window belongs
 * to it, too, if its price is that window's highest.
 */
final class SqlHighestBidLoop extends BidsLoop {

    private final List<Bid> highest = new ArrayList<>();
    private long price;
    private long windowEnd = Long.MIN_VALUE;
    private long priceBefore;

    @Override
    void onBid(Bid bid, Checksum into) {
        if (bid.dateTime() >= windowEnd) {
            close(into);
            priceBefore = price;
            price = 0;
            windowEnd = bid.dateTime() - bid.dateTime() % Query.WINDOW_MILLIS + Query.WINDOW_MILLIS;
        }
        if (bid.price() == priceBefore && bid.dateTime() == windowEnd - Query.WINDOW_MILLIS) {
            emit(bid, into);
        }
        if (bid.price() >= price) {
            if (bid.price() > price) {
                highest.clear();
                price = bid.price();
            }
            highest.add(bid);
        }
    }

    @Override
    void onEnd(Checksum into) {
        close(into);
    }

    private void close(Checksum into) {
        highest.forEach(bid -> emit(bid, into));
        highest.clear();
    }

    private static void emit(Bid bid, Checksum into) {
        into.add(SqlRows.row(bid.auction(), bid.price(), bid.bidder(), bid.dateTime(), SqlRows.of(Extras.of(bid))));
    }
}
