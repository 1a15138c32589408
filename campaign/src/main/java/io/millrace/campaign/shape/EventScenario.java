/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.shape;

import io.millrace.simulation.LedgerSink;
import io.millrace.simulation.Outputs;
import io.millrace.simulation.Randomness;
import io.millrace.simulation.Scenario;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import java.util.List;
import java.util.function.Function;

/** A scenario over one stream of {@link Event}, whose output is the same whatever the schedule. */
record EventScenario(
        String name,
        Function<DataStream<Event>, DataStream<?>> job,
        Function<List<Event>, List<?>> oracle,
        boolean endsWithoutState)
        implements Scenario {

    static final String OUT = "out";

    static EventScenario exact(
            String name, Function<DataStream<Event>, DataStream<?>> job, Function<List<Event>, List<?>> oracle) {
        return new EventScenario(name, job, oracle, false);
    }

    /** A scenario that forgets everything when its windows have fired. */
    static EventScenario windowed(
            String name, Function<DataStream<Event>, DataStream<?>> job, Function<List<Event>, List<?>> oracle) {
        return new EventScenario(name, job, oracle, true);
    }

    static void sink(DataStream<?> stream, String name) {
        stream.sinkTo(new LedgerSink<>(name)).name(name);
    }

    @Override
    public Run draw(Randomness random) {
        Events events = Events.draw(random, 0);
        return new Run() {
            @Override
            public void build(StreamExecutionEnvironment environment) {
                sink(job.apply(events.stream(environment)), OUT);
            }

            @Override
            public void verify(Outputs outputs) {
                outputs.requireRows(OUT, oracle.apply(events.all()));
            }

            @Override
            public boolean endsWithoutState() {
                return endsWithoutState;
            }
        };
    }
}
