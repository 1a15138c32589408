/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.RowHash;
import io.millrace.benchmarks.nexmark.generator.Bid;
import io.millrace.benchmarks.nexmark.generator.Event;
import java.util.Iterator;

/** {@link Query#Q1}. */
final class CurrencyLoop implements LoopQuery {

    @Override
    public Checksum run(Iterator<Event> events) {
        Checksum checksum = new Checksum();
        while (events.hasNext()) {
            if (events.next() instanceof Bid bid) {
                checksum.add(RowHash.bid(converted(bid)));
            }
        }
        return checksum;
    }

    private static Bid converted(Bid bid) {
        long price = Query.convertedPrice(bid.price());
        return new Bid(bid.auction(), bid.bidder(), price, bid.channel(), bid.url(), bid.dateTime());
    }
}
