/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.shape;

import io.millrace.simulation.Outputs;
import io.millrace.simulation.Randomness;
import io.millrace.simulation.Scenario;
import io.millrace.simulation.ScriptedSource;
import io.millrace.simulation.ScriptedSource.Script;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.TumblingEventTimeWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Sources that keep step with one another: fast ones, one that pauses now and then (longer than the idle timeout, where
 * there is one), one that is empty, and all of them end. However they wait for each other, the job must come to its end
 * and nothing may be lost.
 */
final class AlignedShapes {
    private AlignedShapes() {}

    static List<Scenario> all() {
        return List.of(
                new Aligned("aligned-sources", false, false),
                new Aligned("aligned-idle-sources", true, false),
                new Aligned("aligned-unbounded-sources", true, true));
    }

    private record Aligned(String name, boolean idleness, boolean unbounded) implements Scenario {
        @Override
        public Run draw(Randomness random) {
            Events left = Events.draw(random, 0);
            Events right = slow(Events.draw(random, 10_000), random);
            Events third = random.chance(0.3)
                    ? new Events(20_000, List.of(Script.of(List.of())), 0)
                    : Events.draw(random, 20_000);
            Duration drift = Duration.ofMillis(random.below(3) * random.below(60));
            Duration update = Duration.ofMillis(random.upTo(400));
            List<Event> all = new ArrayList<>(left.all());
            all.addAll(right.all());
            all.addAll(third.all());
            return new Run() {
                @Override
                public void build(StreamExecutionEnvironment environment) {
                    DataStream<Event> streams =
                            read(environment, left).union(read(environment, right), read(environment, third));
                    if (idleness) {
                        EventScenario.sink(streams.map(event -> event), EventScenario.OUT);
                    } else {
                        EventScenario.sink(
                                streams.keyBy(Event::key)
                                        .window(TumblingEventTimeWindows.of(Duration.ofMillis(20)))
                                        .aggregate(new EventCount()),
                                EventScenario.OUT);
                    }
                }

                private DataStream<Event> read(StreamExecutionEnvironment environment, Events events) {
                    WatermarkStrategy<Event> strategy = events.strategy().withWatermarkAlignment("step", drift, update);
                    return environment
                            .fromSource(
                                    unbounded
                                            ? ScriptedSource.unbounded(events.scripts())
                                            : ScriptedSource.bounded(events.scripts()),
                                    idleness ? strategy.withIdleness(Duration.ofMillis(150)) : strategy,
                                    "Events")
                            .uid("events-" + events.firstId());
                }

                @Override
                public boolean isUnbounded() {
                    return unbounded;
                }

                @Override
                public boolean isDone(Outputs outputs) {
                    return outputs.rows(EventScenario.OUT).size() >= all.size();
                }

                @Override
                public void verify(Outputs outputs) {
                    if (idleness) {
                        outputs.requireRows(EventScenario.OUT, all);
                        return;
                    }
                    List<Long> counts = new ArrayList<>();
                    Events.grouped(all, event -> List.of((long) event.key(), Math.floorDiv(event.time(), 20L)))
                            .forEach((key, group) -> counts.add((long) group.size()));
                    outputs.requireRows(EventScenario.OUT, counts);
                }

                @Override
                public boolean endsWithoutState() {
                    return !unbounded;
                }
            };
        }

        private static Events slow(Events events, Randomness random) {
            List<Script<Event>> scripts = new ArrayList<>();
            for (Script<Event> script : events.scripts()) {
                scripts.add(
                        new Script<>(script.elements(), random.upTo(5), random.upTo(600), script.appearsAfterMillis()));
            }
            return new Events(events.firstId(), scripts, events.disorderMillis());
        }
    }
}
