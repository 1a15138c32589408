/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.flink;

import io.millrace.differential.Event;
import io.millrace.differential.Functions;
import org.apache.flink.api.common.functions.AggregateFunction;

/** The aggregate, with a function that can merge. */
public final class FlinkFold implements AggregateFunction<Event, Event, Event> {
    private static final long serialVersionUID = 1L;

    @Override
    public Event createAccumulator() {
        return Functions.emptyAggregate();
    }

    @Override
    public Event add(Event event, Event accumulator) {
        return Functions.add(event, accumulator);
    }

    @Override
    public Event getResult(Event accumulator) {
        return accumulator;
    }

    @Override
    public Event merge(Event a, Event b) {
        return Functions.mergeAggregates(a, b);
    }
}
