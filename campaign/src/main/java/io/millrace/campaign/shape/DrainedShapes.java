/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.shape;

import io.millrace.simulation.Outputs;
import io.millrace.simulation.Randomness;
import io.millrace.simulation.Scenario;
import io.millrace.simulation.ScriptedSource;
import io.millrace.simulation.SimulationFailure;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.window.TumblingEventTimeWindows;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A job that somebody stops in the middle of its input, and drains: whatever it has read by then has come out of its
 * windows, or is late, also where a source was idle at that moment.
 */
final class DrainedShapes {
    private static final String SEEN = "seen";

    private DrainedShapes() {}

    static List<Scenario> all() {
        return List.of(new Drained());
    }

    private record Drained() implements Scenario {
        @Override
        public String name() {
            return "drained";
        }

        @Override
        public Run draw(Randomness random) {
            Events events = Events.draw(random, 0);
            Duration size = Duration.ofMillis(20 << random.below(6));
            return new Run() {
                @Override
                public void build(StreamExecutionEnvironment environment) {
                    DataStream<Event> stream = environment.fromSource(
                            ScriptedSource.bounded(events.scripts()),
                            events.strategy().withIdleness(Duration.ofMillis(50)),
                            "Events");
                    EventScenario.sink(stream, SEEN);
                    LateShapes.windows(stream, TumblingEventTimeWindows.of(size), 0, LateShapes.Kind.PLAIN);
                }

                @Override
                public boolean drains() {
                    return true;
                }

                @Override
                public void verify(Outputs outputs) {
                    List<Event> seen = outputs.rows(SEEN);
                    Set<Event> all = new LinkedHashSet<>(events.all());
                    for (Event event : seen) {
                        if (!all.remove(event)) {
                            throw new SimulationFailure(event + " was seen twice, or is none that went in");
                        }
                    }
                    long late = outputs.rows("late").size();
                    long counted = outputs.<Result>rows("windows").stream()
                            .mapToLong(Result::c)
                            .sum();
                    if (counted + late != seen.size()) {
                        throw new SimulationFailure("Of " + seen.size() + " events that were seen " + counted
                                + " are in windows and " + late + " are late");
                    }
                }

                @Override
                public boolean endsWithoutState() {
                    return true;
                }
            };
        }
    }
}
