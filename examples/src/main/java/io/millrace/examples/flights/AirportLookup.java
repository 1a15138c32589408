/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import io.millrace.function.Collector;
import io.millrace.process.KeyedBroadcastProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.state.MapState;
import io.millrace.state.MapStateDescriptor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Joins airport-days with the airports table, which every subtask holds as broadcast state.
 *
 * <p>A row must not be looked up in a table of which half has come. So each row waits in keyed state for event time to
 * reach its own timestamp: event time is the lower of both inputs' watermarks, and the airports give none before their
 * end. The result is thus the same whichever input runs ahead.
 */
final class AirportLookup extends KeyedBroadcastProcessFunction<String, OriginDay, Airport, AirportDay> {
    static final MapStateDescriptor<String, Airport> AIRPORTS =
            new MapStateDescriptor<>("airports", String.class, Airport.class);

    private static final long serialVersionUID = 1L;
    private static final MapStateDescriptor<Long, OriginDay> WAITING =
            new MapStateDescriptor<>("waiting", Long.class, OriginDay.class);

    /** The rows of this origin that wait, by timestamp: an origin has one row a day. */
    private transient @Nullable MapState<Long, OriginDay> waiting;

    @Override
    public void open(OpenContext openContext) {
        waiting = getRuntimeContext().getMapState(WAITING);
    }

    @Override
    public void processElement(OriginDay row, ReadOnlyContext context, Collector<AirportDay> out) {
        long timestamp = Objects.requireNonNull(context.timestamp(), "A window's result has a timestamp");
        waiting().put(timestamp, row);
        context.timerService().registerEventTimeTimer(timestamp);
    }

    @Override
    public void processBroadcastElement(Airport airport, Context context, Collector<AirportDay> out) {
        context.getBroadcastState(AIRPORTS).put(airport.iata(), airport);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<AirportDay> out) {
        OriginDay row = Objects.requireNonNull(waiting().get(timestamp), "A timer has a row that waits for it");
        waiting().remove(timestamp);
        out.collect(AirportDay.join(row, context.getBroadcastState(AIRPORTS).get(row.origin())));
    }

    private MapState<Long, OriginDay> waiting() {
        return Objects.requireNonNull(waiting, "open() comes first");
    }
}
