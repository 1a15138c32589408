/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.shape;

import io.millrace.connector.files.FileSink;
import io.millrace.connector.files.RollingPolicy;
import io.millrace.format.csv.CsvFormat;
import io.millrace.simulation.Outputs;
import io.millrace.simulation.Randomness;
import io.millrace.simulation.Scenario;
import io.millrace.simulation.ScriptedSource;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.TumblingEventTimeWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Pipelines of one job between which no record passes: where one fails, it is built anew alone. What they share are the
 * checkpoints, and in one shape the pace of their sources.
 */
final class IndependentShapes {
    private IndependentShapes() {}

    static List<Scenario> all() {
        return List.of(
                new Independent("independent-pipelines", false),
                new Independent("independent-aligned-pipelines", true));
    }

    /** A row of a file. */
    public record Row(int id, int value) {}

    private record Independent(String name, boolean aligned) implements Scenario {
        @Override
        public Run draw(Randomness random) {
            Events counted = Events.draw(random, 0);
            Events windowed = Events.draw(random, 10_000);
            Events written = Events.draw(random, 20_000);
            return new Run() {
                @Override
                public void build(StreamExecutionEnvironment environment) {
                    EventScenario.sink(
                            read(environment, counted).keyBy(Event::key).process(new KeyedShapes.Counting<>()),
                            "counted");
                    EventScenario.sink(
                            read(environment, windowed)
                                    .keyBy(Event::key)
                                    .window(TumblingEventTimeWindows.of(Duration.ofMillis(20)))
                                    .aggregate(new EventCount()),
                            "windowed");
                    read(environment, written)
                            .map(event -> new Row(event.id(), event.value()))
                            .sinkTo(FileSink.forRecords(CsvFormat.of(Row.class), "out")
                                    .withRollingPolicy(RollingPolicy.onEachCheckpoint()));
                }

                private DataStream<Event> read(StreamExecutionEnvironment environment, Events events) {
                    WatermarkStrategy<Event> strategy = aligned
                            ? events.strategy()
                                    .withWatermarkAlignment("step", Duration.ofMillis(30), Duration.ofMillis(100))
                            : events.strategy();
                    return environment
                            .fromSource(ScriptedSource.bounded(events.scripts()), strategy, "Events")
                            .uid("events-" + events.firstId());
                }

                @Override
                public void verify(Outputs outputs) {
                    outputs.requireRows("counted", KeyedShapes.counted(counted.all()));
                    List<Long> counts = new ArrayList<>();
                    Events.grouped(
                                    windowed.all(),
                                    event -> List.of((long) event.key(), Math.floorDiv(event.time(), 20L)))
                            .forEach((key, group) -> counts.add((long) group.size()));
                    outputs.requireRows("windowed", counts);
                    List<String> lines = new ArrayList<>();
                    outputs.files("out")
                            .values()
                            .forEach(text -> text.lines().skip(1).forEach(lines::add));
                    Outputs.requireSame(
                            "Directory out",
                            lines,
                            written.all().stream()
                                    .map(event -> event.id() + "," + event.value())
                                    .toList());
                }
            };
        }
    }
}
