/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.shape;

import io.millrace.function.Collector;
import io.millrace.process.BroadcastProcessFunction;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.simulation.Outputs;
import io.millrace.simulation.Randomness;
import io.millrace.simulation.Scenario;
import io.millrace.simulation.SimulationFailure;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.stream.DataStream;
import io.millrace.stream.RuntimeExecutionMode;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.window.ProcessWindowFunction;
import io.millrace.window.TimeWindow;
import io.millrace.window.TumblingEventTimeWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Jobs that run as batches: shapes of streams, which must come to the same results, and what batches alone promise. */
final class BatchShapes {
    private static final MapStateDescriptor<Integer, Integer> TABLE =
            new MapStateDescriptor<>("table", Integer.class, Integer.class);

    private static final Set<String> TWINS = new LinkedHashSet<>(List.of(
            "timer-sums",
            "fused-timers",
            "end-timers",
            "union-of-sources",
            "connected-timers",
            "keyed-co-process",
            "apply-to-keyed-state",
            "keyed-broadcast",
            "interval-join",
            "interval-join-text-key"));

    private BatchShapes() {}

    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        Stream.of(KeyedShapes.all(), MultiInputShapes.all(), IntervalJoinShapes.all())
                .flatMap(List::stream)
                .filter(shape -> TWINS.contains(shape.name()))
                .map(AsBatch::new)
                .forEach(all::add);
        WindowShapes.all().forEach(shape -> all.add(new AsBatch(shape)));
        PartitionShapes.all().forEach(shape -> all.add(new AsBatch(shape)));
        Stream.of(
                        EventScenario.exact("rolling-last", BatchShapes::rolling, BatchShapes::last),
                        EventScenario.exact(
                                "key-by-key",
                                stream -> stream.keyBy(event -> event.key() % 5).process(new InOrder()),
                                BatchShapes::inOrder),
                        EventScenario.exact("window-state", BatchShapes::windowed, BatchShapes::windowNumbers),
                        EventScenario.exact("broadcast-first", BatchShapes::ranks, BatchShapes::ranked))
                .map(AsBatch::new)
                .forEach(all::add);
        return all;
    }

    /** A shape as a batch, with so little memory that most of its input goes to disk. */
    private record AsBatch(Scenario twin) implements Scenario {
        @Override
        public String name() {
            return "batch-" + twin.name();
        }

        @Override
        public Run draw(Randomness random) {
            Run run = twin.draw(random);
            int memory = random.upTo(1 << 16);
            return new Run() {
                @Override
                public void build(StreamExecutionEnvironment environment) {
                    environment.setRuntimeMode(RuntimeExecutionMode.BATCH).setBatchMemory(memory);
                    run.build(environment);
                }

                @Override
                public void verify(Outputs outputs) {
                    run.verify(outputs);
                }

                @Override
                public boolean endsWithoutState() {
                    return true;
                }
            };
        }
    }

    // The last value of a rolling reduction alone

    private static DataStream<?> rolling(DataStream<Event> stream) {
        return stream.keyBy(Event::key)
                .reduce((left, right) -> new Event(left.key(), right.id(), right.time(), left.value() + right.value()));
    }

    private static List<?> last(List<Event> events) {
        List<Event> expected = new ArrayList<>();
        Events.grouped(events, Event::key).forEach((key, group) -> {
            Event latest = byTime(group).get(group.size() - 1);
            expected.add(new Event(key, latest.id(), latest.time(), (int) Events.sum(group)));
        });
        return expected;
    }

    /** Those of one key come from one split, in the order of their ids. */
    private static List<Event> byTime(List<Event> events) {
        return events.stream()
                .sorted(Comparator.comparing(Event::time).thenComparing(Event::id))
                .toList();
    }

    // Keys one after the other, and each in the order of time

    private static final class InOrder extends KeyedProcessFunction<Integer, Event, Result> {
        private final Set<Integer> done = new LinkedHashSet<>();
        private int current = -1;
        private long time;

        @Override
        public void processElement(Event value, Context ctx, Collector<Result> out) {
            require(ctx.timerService().currentWatermark() == Long.MIN_VALUE, "time has not begun", value);
            if (ctx.getCurrentKey() != current) {
                require(done.add(ctx.getCurrentKey()), "the key comes in one piece", value);
                current = ctx.getCurrentKey();
                time = value.time();
            }
            require(value.time() >= time, "time goes on within the key", value);
            time = value.time();
            ListState<Integer> ids = getRuntimeContext().getListState(new ListStateDescriptor<>("ids", Integer.class));
            ids.add(value.id());
            ctx.timerService().registerProcessingTimeTimer(Long.MAX_VALUE);
        }

        private static void require(boolean right, String what, Event value) {
            if (!right) {
                throw new SimulationFailure("Not so at " + value + ": " + what);
            }
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext ctx, Collector<Result> out) {
            require(current == ctx.getCurrentKey(), "timers fire before the next key", new Event(current, 0, 0, 0));
            ctx.timerService().registerProcessingTimeTimer(timestamp); // would never end, and is dropped
            int count = 0;
            ListState<Integer> ids = getRuntimeContext().getListState(new ListStateDescriptor<>("ids", Integer.class));
            for (int id : ids.get()) {
                out.collect(new Result("id", ctx.getCurrentKey(), id, 0));
                count++;
            }
            out.collect(new Result("count", ctx.getCurrentKey(), count, 0));
        }
    }

    private static List<?> inOrder(List<Event> events) {
        List<Result> expected = new ArrayList<>();
        Events.grouped(events, event -> event.key() % 5).forEach((key, group) -> {
            group.forEach(event -> expected.add(new Result("id", key, event.id(), 0)));
            expected.add(new Result("count", key, group.size(), 0));
        });
        return expected;
    }

    // What a window function keeps for its key goes with the key

    private static final class Number extends ProcessWindowFunction<Event, Result, Integer, TimeWindow> {
        @Override
        public void process(Integer key, Context context, Iterable<Event> elements, Collector<Result> out)
                throws Exception {
            ValueState<Long> windows =
                    context.globalState().getState(new ValueStateDescriptor<>("windows", Long.class));
            Long before = windows.value();
            windows.update(before == null ? 1 : before + 1);
            out.collect(new Result("window", key, context.window().getStart(), before == null ? 1 : before + 1));
        }
    }

    private static DataStream<?> windowed(DataStream<Event> stream) {
        return stream.keyBy(Event::key)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(20)))
                .process(new Number());
    }

    private static List<?> windowNumbers(List<Event> events) {
        List<Result> expected = new ArrayList<>();
        Events.grouped(events, Event::key).forEach((key, group) -> {
            long number = 0;
            List<Long> starts = group.stream()
                    .map(event -> Math.floorDiv(event.time(), 20L) * 20)
                    .distinct()
                    .sorted()
                    .toList();
            for (long start : starts) {
                expected.add(new Result("window", key, start, ++number));
            }
        });
        return expected;
    }

    // Each event looks itself up in a table of all events, which come from the same source

    private static final class Rank extends BroadcastProcessFunction<Event, Event, Result> {
        @Override
        public void processElement(Event value, ReadOnlyContext ctx, Collector<Result> out) {
            Integer count = ctx.getBroadcastState(TABLE).get(value.value());
            out.collect(new Result("same value", value.id(), count == null ? 0 : count, 0));
        }

        @Override
        public void processBroadcastElement(Event value, Context ctx, Collector<Result> out) {
            Integer before = ctx.getBroadcastState(TABLE).get(value.value());
            ctx.getBroadcastState(TABLE).put(value.value(), before == null ? 1 : before + 1);
        }
    }

    private static DataStream<?> ranks(DataStream<Event> stream) {
        return stream.connect(stream.broadcast(TABLE)).process(new Rank());
    }

    private static List<?> ranked(List<Event> events) {
        return events.stream()
                .map(event -> new Result(
                        "same value",
                        event.id(),
                        events.stream()
                                .filter(other -> other.value() == event.value())
                                .count(),
                        0))
                .toList();
    }
}
