/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.RowHash;
import io.millrace.benchmarks.nexmark.generator.Bid;
import io.millrace.benchmarks.nexmark.generator.Event;
import java.util.Iterator;

/** {@link Query#Q2}. */
final class SelectionLoop implements LoopQuery {

    @Override
    public Checksum run(Iterator<Event> events) {
        Checksum checksum = new Checksum();
        while (events.hasNext()) {
            if (events.next() instanceof Bid bid && bid.auction() % Query.SELECTED_AUCTION_DIVISOR == 0) {
                checksum.add(RowHash.auctionPrice(bid.auction(), bid.price()));
            }
        }
        return checksum;
    }
}
