/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.generator.Event;
import java.util.Iterator;

/** One query as a loop over all events. An instance runs once. */
interface LoopQuery {

    /** Consumes events in event-time order to the end and gives the checksum of the results. */
    Checksum run(Iterator<Event> events);
}
