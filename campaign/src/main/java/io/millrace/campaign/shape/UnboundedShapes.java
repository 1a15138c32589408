/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.shape;

import io.millrace.function.Collector;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.simulation.Outputs;
import io.millrace.simulation.Randomness;
import io.millrace.simulation.Scenario;
import io.millrace.simulation.ScriptedSource;
import io.millrace.simulation.ScriptedSource.Script;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.ContinuousProcessingTimeTrigger;
import io.millrace.window.ProcessingTimeSessionWindows;
import io.millrace.window.PurgingTrigger;
import io.millrace.window.TimeWindow;
import io.millrace.window.TumblingProcessingTimeWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Jobs that never end: splits appear while they run, and the world ends when all that must come out has. */
final class UnboundedShapes {
    private static final String LATE_SPLITS = "late-splits";

    private UnboundedShapes() {}

    static List<Scenario> all() {
        return List.of(
                new Unbounded(
                        "discovered-splits",
                        stream -> stream.keyBy(Event::key).process(new KeyedShapes.Counting<>()),
                        events -> KeyedShapes.counted(events).size()),
                new Unbounded(
                        LATE_SPLITS,
                        stream -> stream.keyBy(Event::key).process(new KeyedShapes.Counting<>()),
                        events -> KeyedShapes.counted(events).size()),
                new Unbounded(
                        "processing-timers", stream -> stream.keyBy(Event::key).process(new Later()), List::size),
                new Unbounded("processing-windows", UnboundedShapes::processingWindows, List::size),
                new Unbounded("processing-sessions", UnboundedShapes::processingSessions, List::size),
                new Unbounded("idle-splits", stream -> stream.keyBy(Event::key).process(new Ordered()), List::size));
    }

    private record Unbounded(
            String name, Function<DataStream<Event>, DataStream<?>> job, Function<List<Event>, Integer> size)
            implements Scenario {
        @Override
        public Run draw(Randomness random) {
            Events events = name.equals(LATE_SPLITS) ? lateSplits(random) : Events.draw(random, 0);
            return new Run() {
                @Override
                public void build(StreamExecutionEnvironment environment) {
                    WatermarkStrategy<Event> strategy = WatermarkStrategy.<Event>forBoundedOutOfOrderness(
                                    Duration.ofMillis(events.disorderMillis()))
                            .withTimestampAssigner((event, timestamp) -> event.time())
                            .withIdleness(Duration.ofMillis(300));
                    EventScenario.sink(
                            job.apply(environment.fromSource(
                                    ScriptedSource.unbounded(events.scripts()), strategy, "Events")),
                            EventScenario.OUT);
                }

                @Override
                public boolean isUnbounded() {
                    return true;
                }

                @Override
                public boolean isDone(Outputs outputs) {
                    return outputs.rows(EventScenario.OUT).size() >= size.apply(events.all());
                }

                @Override
                public void verify(Outputs outputs) {
                    if (name.equals("discovered-splits") || name.equals(LATE_SPLITS)) {
                        outputs.requireRows(EventScenario.OUT, KeyedShapes.counted(events.all()));
                    } else {
                        outputs.requireRows(EventScenario.OUT, events.all());
                    }
                }
            };
        }
    }

    /** Splits that appear over a time in which a process dies more than once. */
    private static Events lateSplits(Randomness random) {
        Events events = Events.draw(random, 0, 6, false);
        List<Script<Event>> scripts = new ArrayList<>();
        for (Script<Event> script : events.scripts()) {
            scripts.add(
                    new Script<>(script.elements(), script.pauseEvery(), script.pauseMillis(), random.below(3_000)));
        }
        return new Events(events.firstId(), scripts, events.disorderMillis());
    }

    private static DataStream<?> processingWindows(DataStream<Event> stream) {
        return stream.keyBy(event -> event.key() % 7)
                .window(TumblingProcessingTimeWindows.of(Duration.ofMillis(50)))
                .apply(UnboundedShapes::passOn);
    }

    private static DataStream<?> processingSessions(DataStream<Event> stream) {
        return stream.keyBy(event -> event.key() % 7)
                .window(ProcessingTimeSessionWindows.withGap(Duration.ofMillis(30)))
                .trigger(PurgingTrigger.of(ContinuousProcessingTimeTrigger.of(Duration.ofMillis(20))))
                .apply(UnboundedShapes::passOn);
    }

    private static void passOn(int key, TimeWindow window, Iterable<Event> events, Collector<Event> out) {
        events.forEach(out::collect);
    }

    /** Holds events back for 50 ms of processing time. */
    private static final class Later extends KeyedProcessFunction<Integer, Event, Event> {
        @SuppressWarnings("NullAway.Init") // set in open
        private transient ListState<Event> held;

        @Override
        public void open(OpenContext context) {
            held = getRuntimeContext().getListState(new ListStateDescriptor<>("held", Event.class));
        }

        @Override
        public void processElement(Event value, Context ctx, Collector<Event> out) {
            held.add(value);
            ctx.timerService().registerProcessingTimeTimer(ctx.timerService().currentProcessingTime() + 50);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext ctx, Collector<Event> out) {
            List<Event> all = new ArrayList<>();
            held.get().forEach(all::add);
            held.clear();
            all.forEach(out::collect);
        }
    }

    /** Passes events on, and requires that the watermark never falls while the task lives. */
    private static final class Ordered extends KeyedProcessFunction<Integer, Event, Event> {
        private long highestWatermark = Long.MIN_VALUE;

        @Override
        public void processElement(Event value, Context ctx, Collector<Event> out) {
            long watermark = ctx.timerService().currentWatermark();
            if (watermark < highestWatermark) {
                throw new IllegalStateException("The watermark fell from " + highestWatermark + " to " + watermark);
            }
            highestWatermark = watermark;
            out.collect(value);
        }
    }
}
