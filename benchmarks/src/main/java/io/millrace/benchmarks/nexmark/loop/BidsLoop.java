/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.generator.Bid;
import io.millrace.benchmarks.nexmark.generator.Event;
import java.util.Iterator;

/** A query in SQL that looks at one bid after the other. */
abstract class BidsLoop implements LoopQuery {

    private final Checksum checksum = new Checksum();

    @Override
    public final Checksum run(Iterator<Event> events) {
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof Bid bid) {
                onBid(bid, checksum);
            } else {
                onOther(event, checksum);
            }
        }
        onEnd(checksum);
        return checksum;
    }

    abstract void onBid(Bid bid, Checksum into);

    void onOther(Event event, Checksum into) {}

    void onEnd(Checksum into) {}
}
