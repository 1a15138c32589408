/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.RowHash;
import io.millrace.benchmarks.nexmark.generator.Event;
import java.util.Iterator;

/** {@link Query#Q0}. */
final class PassThroughLoop implements LoopQuery {

    @Override
    public Checksum run(Iterator<Event> events) {
        Checksum checksum = new Checksum();
        while (events.hasNext()) {
            checksum.add(RowHash.event(events.next()));
        }
        return checksum;
    }
}
