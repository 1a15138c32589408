/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.shape;

import io.millrace.data.Watermark;
import io.millrace.function.Collector;
import io.millrace.function.OutputTag;
import io.millrace.simulation.Outputs;
import io.millrace.simulation.Randomness;
import io.millrace.simulation.Scenario;
import io.millrace.simulation.ScriptedSource;
import io.millrace.simulation.SimulationFailure;
import io.millrace.stream.DataStream;
import io.millrace.stream.SingleOutputStreamOperator;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.stream.WindowedStream;
import io.millrace.time.WatermarkGenerator;
import io.millrace.time.WatermarkOutput;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.EventTimeSessionWindows;
import io.millrace.window.EventTimeTrigger;
import io.millrace.window.ProcessWindowFunction;
import io.millrace.window.PurgingTrigger;
import io.millrace.window.SlidingEventTimeWindows;
import io.millrace.window.TimeWindow;
import io.millrace.window.TumblingEventTimeWindows;
import io.millrace.window.WindowAssigner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Windows over one split with late events, and a watermark right behind every event: exact, firings and late rows. */
final class LateShapes {
    private static final OutputTag<Event> LATE = new OutputTag<>("late") {};
    static final long BOUND = 10;

    private LateShapes() {}

    static List<Scenario> all() {
        List<Scenario> shapes = new ArrayList<>();
        for (long lateness : new long[] {0, 25}) {
            for (Kind kind : List.of(Kind.PLAIN, Kind.GENERAL)) {
                String suffix = (kind == Kind.PLAIN ? "" : "general-") + lateness;
                shapes.add(new Late("late-tumbling-" + suffix, tumbling(), lateness, kind));
                shapes.add(new Late(
                        "late-sliding-" + suffix,
                        SlidingEventTimeWindows.of(Duration.ofMillis(30), Duration.ofMillis(10)),
                        lateness,
                        kind));
            }
        }
        WindowAssigner<Object, TimeWindow> sessions = EventTimeSessionWindows.withGap(Duration.ofMillis(15));
        shapes.add(new Conserved("late-sessions", sessions, false, 0, Kind.PLAIN));
        shapes.add(new Conserved("late-sessions-general", sessions, false, 0, Kind.GENERAL));
        shapes.add(new Conserved("late-sessions-bridged", sessions, false, 40, Kind.PURGING));
        shapes.add(new Conserved("late-many-splits", tumbling(), false, 0, Kind.PLAIN));
        shapes.add(new Conserved("watermarks-midstream", tumbling(), true, 0, Kind.PLAIN));
        shapes.add(new Conserved("watermarks-midstream-purging", tumbling(), true, 25, Kind.PURGING));
        return shapes;
    }

    private static WindowAssigner<Object, TimeWindow> tumbling() {
        return TumblingEventTimeWindows.of(Duration.ofMillis(20));
    }

    /** The watermark follows the highest timestamp, at once. */
    private static final class Punctual implements WatermarkGenerator<Event> {
        private long highest = Long.MIN_VALUE + BOUND;

        @Override
        public void onEvent(Event event, long timestamp, WatermarkOutput output) {
            if (timestamp > highest) {
                highest = timestamp;
                output.emitWatermark(new Watermark(timestamp - BOUND));
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }

    static WatermarkStrategy<Event> punctual() {
        return WatermarkStrategy.<Event>forGenerator(context -> new Punctual())
                .withTimestampAssigner((event, timestamp) -> event.time());
    }

    /** Which operator has the windows. */
    enum Kind {
        /** One of the fast ones. */
        PLAIN,
        GENERAL,
        /** The general one; what a window has emitted it forgets. */
        PURGING
    }

    static int key(Event event) {
        return event.value() % 3;
    }

    /** Cleans up behind windows, which only the general operator does. */
    private static final class ClearingLabel extends Label {
        @Override
        public void clear(Context context) {}
    }

    private static class Label extends ProcessWindowFunction<Long, Result, Integer, TimeWindow> {
        @Override
        public void process(Integer key, Context context, Iterable<Long> elements, Collector<Result> out) {
            for (Long count : elements) {
                out.collect(new Result(
                        "k" + key, context.window().start(), context.window().end(), count));
            }
        }
    }

    static void windows(
            DataStream<Event> stream, WindowAssigner<Object, TimeWindow> assigner, long lateness, Kind kind) {
        WindowedStream<Event, Integer, TimeWindow> windows = stream.keyBy(LateShapes::key)
                .window(assigner)
                .allowedLateness(Duration.ofMillis(lateness))
                .sideOutputLateData(LATE);
        if (kind == Kind.PURGING) {
            windows = windows.trigger(PurgingTrigger.of(EventTimeTrigger.create()));
        }
        SingleOutputStreamOperator<Result> counts =
                windows.aggregate(new EventCount(), kind == Kind.GENERAL ? new ClearingLabel() : new Label());
        EventScenario.sink(counts, "windows");
        EventScenario.sink(counts.getSideOutput(LATE), "late");
    }

    /** One split read by one subtask: the order of events and watermarks is the same in every world. */
    private record Late(String name, WindowAssigner<Object, TimeWindow> assigner, long lateness, Kind kind)
            implements Scenario {
        @Override
        public Run draw(Randomness random) {
            Events events = Events.draw(random, 0, 1, true);
            return new Run() {
                @Override
                public void build(StreamExecutionEnvironment environment) {
                    windows(
                            environment
                                    .fromSource(ScriptedSource.bounded(events.scripts()), punctual(), "Events")
                                    .setParallelism(1),
                            assigner,
                            lateness,
                            kind);
                }

                @Override
                public void verify(Outputs outputs) {
                    List<Result> firings = new ArrayList<>();
                    List<Event> late = new ArrayList<>();
                    recompute(events.all(), firings, late);
                    outputs.requireRows("windows", firings);
                    outputs.requireRows("late", late);
                }

                @Override
                public boolean endsWithoutState() {
                    return true;
                }
            };
        }

        private List<TimeWindow> windowsOf(long time) {
            long size = assigner instanceof TumblingEventTimeWindows tumbling
                    ? tumbling.sizeMillis()
                    : ((SlidingEventTimeWindows) assigner).sizeMillis();
            long slide = assigner instanceof SlidingEventTimeWindows sliding ? sliding.slideMillis() : size;
            List<TimeWindow> windows = new ArrayList<>();
            for (long start = Math.floorDiv(time, slide) * slide; start > time - size; start -= slide) {
                windows.add(new TimeWindow(start, start + size));
            }
            return windows;
        }

        private void recompute(List<Event> events, List<Result> firings, List<Event> late) {
            Map<TimeWindow, Map<Integer, Long>> open = new TreeMap<>();
            long watermark = Long.MIN_VALUE;
            for (Event event : events) {
                boolean kept = false;
                for (TimeWindow window : windowsOf(event.time())) {
                    if (window.maxTimestamp() + lateness <= watermark) {
                        continue;
                    }
                    kept = true;
                    long count = open.computeIfAbsent(window, unused -> new LinkedHashMap<>())
                            .merge(key(event), 1L, Long::sum);
                    if (window.maxTimestamp() <= watermark) {
                        firings.add(new Result("k" + key(event), window.start(), window.end(), count));
                    }
                }
                if (!kept) {
                    late.add(event);
                }
                long next = Math.max(watermark, event.time() - BOUND);
                fire(open, watermark, next, firings);
                watermark = next;
            }
            fire(open, watermark, Long.MAX_VALUE, firings);
        }

        private static void fire(
                Map<TimeWindow, Map<Integer, Long>> open, long before, long now, List<Result> firings) {
            open.forEach((window, counts) -> {
                if (window.maxTimestamp() > before && window.maxTimestamp() <= now) {
                    counts.forEach(
                            (key, count) -> firings.add(new Result("k" + key, window.start(), window.end(), count)));
                }
            });
        }
    }

    /** Which events are late is for chance, but none may vanish. */
    private record Conserved(
            String name, WindowAssigner<Object, TimeWindow> assigner, boolean midstream, long lateness, Kind kind)
            implements Scenario {
        @Override
        public Run draw(Randomness random) {
            Events events = Events.draw(random, 0, random.between(1, 4), true);
            return new Run() {
                @Override
                public void build(StreamExecutionEnvironment environment) {
                    DataStream<Event> stream = midstream
                            ? environment
                                    .fromSource(
                                            ScriptedSource.bounded(events.scripts()),
                                            WatermarkStrategy.noWatermarks(),
                                            "Events")
                                    .rebalance()
                                    .map(event -> event)
                                    .assignTimestampsAndWatermarks(punctual())
                            : environment.fromSource(ScriptedSource.bounded(events.scripts()), punctual(), "Events");
                    windows(stream, assigner, lateness, kind);
                }

                @Override
                public void verify(Outputs outputs) {
                    long counted = outputs.<Result>rows("windows").stream()
                            .mapToLong(Result::c)
                            .sum();
                    long late = outputs.rows("late").size();
                    if (counted + late != events.all().size()) {
                        throw new SimulationFailure("Of " + events.all().size() + " events " + counted
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
