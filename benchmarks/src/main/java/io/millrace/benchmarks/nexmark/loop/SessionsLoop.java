/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.RowHash;
import io.millrace.benchmarks.nexmark.generator.Bid;
import io.millrace.benchmarks.nexmark.generator.Event;
import java.util.Iterator;

/** {@link Query#Q11}: open sessions in one table, swept once per gap so that it holds only recent bidders. */
final class SessionsLoop implements LoopQuery {

    private final SessionTable.Row row;

    SessionsLoop() {
        this(RowHash::session);
    }

    SessionsLoop(SessionTable.Row row) {
        this.row = row;
    }

    @Override
    public Checksum run(Iterator<Event> events) {
        Checksum checksum = new Checksum();
        SessionTable sessions = new SessionTable(Query.SESSION_GAP_MILLIS, checksum, row);
        long nextSweep = Long.MIN_VALUE;
        while (events.hasNext()) {
            if (events.next() instanceof Bid bid) {
                if (bid.dateTime() >= nextSweep) {
                    sessions.closeBefore(bid.dateTime());
                    nextSweep = bid.dateTime() + Query.SESSION_GAP_MILLIS;
                }
                sessions.add(bid.bidder(), bid.dateTime());
            }
        }
        sessions.closeBefore(Long.MAX_VALUE);
        return checksum;
    }
}
