/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.HighestBid;
import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.RowHash;
import io.millrace.benchmarks.nexmark.generator.Bid;
import io.millrace.benchmarks.nexmark.generator.Event;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** {@link Query#Q7}: remembers the highest bid of the open window. */
final class HighestBidLoop implements LoopQuery {

    @Override
    public Checksum run(Iterator<Event> events) {
        Checksum checksum = new Checksum();
        Bid highest = null;
        long windowEnd = Long.MIN_VALUE;
        while (events.hasNext()) {
            if (events.next() instanceof Bid bid) {
                if (bid.dateTime() >= windowEnd) {
                    emit(highest, checksum);
                    highest = bid;
                    windowEnd = bid.dateTime() - bid.dateTime() % Query.WINDOW_MILLIS + Query.WINDOW_MILLIS;
                } else if (highest == null || isHigher(bid, highest)) {
                    highest = bid;
                }
            }
        }
        emit(highest, checksum);
        return checksum;
    }

    private static boolean isHigher(Bid bid, Bid highest) {
        return bid.price() >= highest.price() && HighestBid.of(bid).isHigherThan(HighestBid.of(highest));
    }

    private static void emit(@Nullable Bid highest, Checksum checksum) {
        if (highest != null) {
            checksum.add(RowHash.highestBid(HighestBid.of(highest)));
        }
    }
}
