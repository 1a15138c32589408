/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.shape;

import io.millrace.function.Collector;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.simulation.Outputs;
import io.millrace.simulation.Randomness;
import io.millrace.simulation.Scenario;
import io.millrace.simulation.ScriptedSource;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.TumblingEventTimeWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** Jobs that differ from the others in where they read or write. */
final class SourceShapes {
    private SourceShapes() {}

    static List<Scenario> all() {
        return List.of(
                new Plain("sequence", random -> {
                    long from = random.between(-50, 50);
                    long to = from + random.upTo(200) - 1;
                    return new Plain.Job(
                            environment -> EventScenario.sink(
                                    environment
                                            .fromSequence(from, to)
                                            .keyBy(n -> n % 10)
                                            .process(new Numbered()),
                                    EventScenario.OUT),
                            () -> numbered(
                                    LongStream.rangeClosed(from, to).boxed().toList()));
                }),
                new Plain("collection", random -> {
                    List<Long> numbers = new ArrayList<>();
                    for (int i = random.upTo(200); i > 0; i--) {
                        numbers.add((long) random.below(50));
                    }
                    return new Plain.Job(
                            environment -> EventScenario.sink(
                                    environment
                                            .fromData(numbers)
                                            .keyBy(n -> n % 10)
                                            .process(new Numbered()),
                                    EventScenario.OUT),
                            () -> numbered(numbers));
                }),
                new Plain("fused-source", random -> {
                    Events events = Events.draw(random, 0);
                    return new Plain.Job(
                            environment -> {
                                DataStream<Event> stream = environment
                                        .fromSource(
                                                ScriptedSource.bounded(events.scripts()), events.strategy(), "Events")
                                        .setParallelism(1);
                                EventScenario.sink(
                                        stream.keyBy(Event::key)
                                                .window(TumblingEventTimeWindows.of(Duration.ofMillis(20)))
                                                .sum("value")
                                                .setParallelism(1)
                                                .map(sum -> new Result("sum", sum.key(), sum.value(), 0))
                                                .setParallelism(2),
                                        EventScenario.OUT);
                            },
                            () -> windowSums(events.all()));
                }),
                new Plain("no-watermarks", random -> {
                    Events events = Events.draw(random, 0);
                    WatermarkStrategy<Event> strategy = WatermarkStrategy.<Event>noWatermarks()
                            .withTimestampAssigner((event, timestamp) -> event.time());
                    return new Plain.Job(
                            environment -> EventScenario.sink(
                                    environment
                                            .fromSource(ScriptedSource.bounded(events.scripts()), strategy, "Events")
                                            .keyBy(Event::key)
                                            .window(TumblingEventTimeWindows.of(Duration.ofMillis(20)))
                                            .sum("value")
                                            .map(sum -> new Result("sum", sum.key(), sum.value(), 0)),
                                    EventScenario.OUT),
                            () -> windowSums(events.all()));
                }));
    }

    private static List<?> windowSums(List<Event> events) {
        List<Result> expected = new ArrayList<>();
        Events.grouped(events, event -> List.of((long) event.key(), Math.floorDiv(event.time(), 20L)))
                .forEach((key, group) -> expected.add(new Result("sum", key.get(0), Events.sum(group), 0)));
        return expected;
    }

    private static List<?> numbered(List<Long> numbers) {
        List<Result> expected = new ArrayList<>();
        int[] counts = new int[100];
        for (long number : numbers) {
            int key = (int) (number % 10);
            expected.add(new Result("n", key, ++counts[key + 50], 0));
        }
        return expected;
    }

    private static final class Numbered extends KeyedProcessFunction<Long, Long, Result> {
        @SuppressWarnings("NullAway.Init") // set in open
        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Long.class));
        }

        @Override
        public void processElement(Long value, Context ctx, Collector<Result> out) {
            Long before = count.value();
            long now = before == null ? 1 : before + 1;
            count.update(now);
            out.collect(new Result("n", ctx.getCurrentKey(), now, 0));
        }
    }

    private record Plain(String name, Function<Randomness, Plain.Job> draw) implements Scenario {
        private record Job(Consumer<StreamExecutionEnvironment> build, Supplier<List<?>> expected) {}

        @Override
        public Run draw(Randomness random) {
            Job job = draw.apply(random);
            return new Run() {
                @Override
                public void build(StreamExecutionEnvironment environment) {
                    job.build().accept(environment);
                }

                @Override
                public void verify(Outputs outputs) {
                    outputs.requireRows(EventScenario.OUT, job.expected().get());
                }
            };
        }
    }
}
