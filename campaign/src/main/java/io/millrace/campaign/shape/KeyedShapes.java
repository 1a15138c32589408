/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.shape;

import static io.millrace.campaign.shape.EventScenario.exact;

import io.millrace.function.AggregateFunction;
import io.millrace.function.Collector;
import io.millrace.process.CoProcessFunction;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.process.RichMapFunction;
import io.millrace.simulation.Scenario;
import io.millrace.state.AggregatingState;
import io.millrace.state.AggregatingStateDescriptor;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.MapState;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.ReducingState;
import io.millrace.state.ReducingStateDescriptor;
import io.millrace.state.StateTtlConfig;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.stream.DataStream;
import io.millrace.stream.SingleOutputStreamOperator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Jobs with keyed state. Within a key the order of events is that of their split, so results are exact. */
final class KeyedShapes {
    private KeyedShapes() {}

    static List<Scenario> all() {
        return List.of(
                exact(
                        "value-state",
                        stream -> stream.keyBy(Event::key).process(new Counting<>()),
                        KeyedShapes::counted),
                exact(
                        "value-state-text-key",
                        stream -> stream.keyBy(event -> "k" + event.key()).process(new Counting<>()),
                        KeyedShapes::counted),
                exact(
                        "mutable-value",
                        stream -> stream.keyBy(Event::key).process(new Collecting()),
                        KeyedShapes::collected),
                exact(
                        "list-state",
                        stream -> stream.keyBy(Event::key).process(new Grouping()),
                        KeyedShapes::groupedBy5),
                exact(
                        "map-state",
                        stream -> stream.keyBy(Event::key).process(new ByValue()),
                        KeyedShapes::countedByValue),
                exact("reducing-state", stream -> stream.keyBy(Event::key).process(new Totals()), KeyedShapes::totals),
                exact(
                        "time-to-live",
                        stream -> stream.keyBy(event -> event.value()).map(new Seen()),
                        KeyedShapes::seen),
                exact("rolling-reduce", KeyedShapes::rolling, KeyedShapes::rolled),
                exact("rolling-sum", stream -> stream.keyBy(Event::key).sum("value"), KeyedShapes::rolledSum),
                exact("two-keys", KeyedShapes::twoKeys, KeyedShapes::countedTwice),
                exact("keyed-connect", KeyedShapes::join, KeyedShapes::joined),
                exact("event-timers", stream -> stream.keyBy(Event::key).process(new Echo()), KeyedShapes::echoes),
                exact("timer-sums", stream -> stream.keyBy(Event::key).process(new SumUpTo()), KeyedShapes::sumsUpTo),
                exact("fused-timers", KeyedShapes::fusedTimers, KeyedShapes::sumsUpTo),
                exact("end-timers", stream -> stream.keyBy(Event::key).process(new AtEnd()), KeyedShapes::atEnd));
    }

    // One number a key

    static final class Counting<K> extends KeyedProcessFunction<K, Event, Result> {
        @SuppressWarnings("NullAway.Init") // set in open
        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Long.class));
        }

        @Override
        public void processElement(Event value, Context ctx, Collector<Result> out) {
            Long before = count.value();
            long now = before == null ? 1 : before + 1;
            count.update(now);
            out.collect(new Result("count", value.key(), value.id(), now));
        }
    }

    static List<?> counted(List<Event> events) {
        List<Result> expected = new ArrayList<>();
        Events.grouped(events, Event::key).values().forEach(group -> {
            for (int i = 0; i < group.size(); i++) {
                expected.add(
                        new Result("count", group.get(i).key(), group.get(i).id(), i + 1));
            }
        });
        return expected;
    }

    // A list that is changed in place

    private static final class Collecting extends KeyedProcessFunction<Integer, Event, Result> {
        @SuppressWarnings("NullAway.Init") // set in open
        private transient ValueState<List<Integer>> seen;

        @Override
        public void open(OpenContext context) {
            seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen"));
        }

        @Override
        public void processElement(Event value, Context ctx, Collector<Result> out) {
            List<Integer> ids = seen.value();
            if (ids == null) {
                ids = new ArrayList<>();
            }
            ids.add(value.value());
            seen.update(ids);
            out.collect(new Result(
                    "sum",
                    value.key(),
                    value.id(),
                    ids.stream().mapToLong(i -> i).sum()));
        }
    }

    private static List<?> collected(List<Event> events) {
        List<Result> expected = new ArrayList<>();
        Events.grouped(events, Event::key).values().forEach(group -> {
            long sum = 0;
            for (Event event : group) {
                sum += event.value();
                expected.add(new Result("sum", event.key(), event.id(), sum));
            }
        });
        return expected;
    }

    // Groups of five

    private static final class Grouping extends KeyedProcessFunction<Integer, Event, List<Integer>> {
        @SuppressWarnings("NullAway.Init") // set in open
        private transient ListState<Integer> open;

        @Override
        public void open(OpenContext context) {
            open = getRuntimeContext().getListState(new ListStateDescriptor<>("open", Integer.class));
        }

        @Override
        public void processElement(Event value, Context ctx, Collector<List<Integer>> out) {
            open.add(value.id());
            List<Integer> ids = new ArrayList<>();
            open.get().forEach(ids::add);
            if (ids.size() == 5) {
                out.collect(ids);
                open.clear();
            }
        }
    }

    private static List<?> groupedBy5(List<Event> events) {
        List<List<Integer>> expected = new ArrayList<>();
        Events.grouped(events, Event::key).values().forEach(group -> {
            for (int i = 5; i <= group.size(); i += 5) {
                expected.add(group.subList(i - 5, i).stream().map(Event::id).toList());
            }
        });
        return expected;
    }

    // A map a key

    private static final class ByValue extends KeyedProcessFunction<Integer, Event, Result> {
        @SuppressWarnings("NullAway.Init") // set in open
        private transient MapState<Integer, Long> counts;

        @Override
        public void open(OpenContext context) {
            counts = getRuntimeContext().getMapState(new MapStateDescriptor<>("counts", Integer.class, Long.class));
        }

        @Override
        public void processElement(Event value, Context ctx, Collector<Result> out) {
            int bucket = value.value() % 5;
            if (bucket == 4) {
                counts.remove(0);
            }
            Long before = counts.get(bucket);
            counts.put(bucket, before == null ? 1 : before + 1);
            long total = 0;
            for (Map.Entry<Integer, Long> entry : counts.entries()) {
                total += entry.getKey() * 1_000 + entry.getValue();
            }
            out.collect(new Result("map", value.key(), value.id(), total));
        }
    }

    private static List<?> countedByValue(List<Event> events) {
        List<Result> expected = new ArrayList<>();
        Events.grouped(events, Event::key).values().forEach(group -> {
            Map<Integer, Long> counts = new LinkedHashMap<>();
            for (Event event : group) {
                if (event.value() % 5 == 4) {
                    counts.remove(0);
                }
                counts.merge(event.value() % 5, 1L, Long::sum);
                long total = counts.entrySet().stream()
                        .mapToLong(entry -> entry.getKey() * 1_000 + entry.getValue())
                        .sum();
                expected.add(new Result("map", event.key(), event.id(), total));
            }
        });
        return expected;
    }

    // Reducing and aggregating state

    /** The mean of values, times 1000. */
    private static final class Mean implements AggregateFunction<Integer, long[], Long> {
        @Override
        public long[] createAccumulator() {
            return new long[2];
        }

        @Override
        public long[] add(Integer value, long[] accumulator) {
            accumulator[0] += value;
            accumulator[1]++;
            return accumulator;
        }

        @Override
        public Long getResult(long[] accumulator) {
            return accumulator[0] * 1_000 / accumulator[1];
        }
    }

    private static final class Totals extends KeyedProcessFunction<Integer, Event, Result> {
        @SuppressWarnings("NullAway.Init") // set in open
        private transient ReducingState<Integer> highest;

        @SuppressWarnings("NullAway.Init") // set in open
        private transient AggregatingState<Integer, Long> mean;

        @Override
        public void open(OpenContext context) {
            highest = getRuntimeContext()
                    .getReducingState(new ReducingStateDescriptor<>("highest", Math::max, Integer.class));
            mean = getRuntimeContext().getAggregatingState(new AggregatingStateDescriptor<>("mean", new Mean()));
        }

        @Override
        public void processElement(Event value, Context ctx, Collector<Result> out) {
            highest.add(value.value());
            mean.add(value.value());
            Integer max = highest.get();
            Long average = mean.get();
            out.collect(new Result(
                    "totals " + value.key(), value.id(), max == null ? -1 : max, average == null ? -1 : average));
        }
    }

    private static List<?> totals(List<Event> events) {
        List<Result> expected = new ArrayList<>();
        Events.grouped(events, Event::key).values().forEach(group -> {
            long max = 0;
            long sum = 0;
            for (int i = 0; i < group.size(); i++) {
                Event event = group.get(i);
                max = Math.max(max, event.value());
                sum += event.value();
                expected.add(new Result("totals " + event.key(), event.id(), max, sum * 1_000 / (i + 1)));
            }
        });
        return expected;
    }

    // Time to live: longer than any world, so nothing may expire

    private static final class Seen extends RichMapFunction<Event, Integer> {
        @SuppressWarnings("NullAway.Init") // set in open
        private transient ValueState<Boolean> seen;

        @Override
        public void open(OpenContext context) {
            ValueStateDescriptor<Boolean> descriptor = new ValueStateDescriptor<>("seen", Boolean.class);
            descriptor.enableTimeToLive(
                    StateTtlConfig.newBuilder(Duration.ofDays(10_000)).build());
            seen = getRuntimeContext().getState(descriptor);
        }

        @Override
        public Integer map(Event value) {
            if (seen.value() != null) {
                return -1;
            }
            seen.update(true);
            return value.value();
        }
    }

    private static List<?> seen(List<Event> events) {
        Set<Integer> seen = new LinkedHashSet<>();
        return events.stream()
                .map(event -> seen.add(event.value()) ? event.value() : -1)
                .toList();
    }

    // Rolling reductions

    private static DataStream<?> rolling(DataStream<Event> stream) {
        return stream.map(event -> new Result("k" + event.key(), event.value(), event.value(), 1))
                .keyBy(Result::what)
                .reduce((a, b) -> new Result(a.what(), a.a() + b.a(), Math.max(a.b(), b.b()), a.c() + b.c()));
    }

    private static List<?> rolled(List<Event> events) {
        List<Result> expected = new ArrayList<>();
        Events.grouped(events, Event::key).values().forEach(group -> {
            long sum = 0;
            long max = 0;
            for (int i = 0; i < group.size(); i++) {
                sum += group.get(i).value();
                max = Math.max(max, group.get(i).value());
                expected.add(new Result("k" + group.get(i).key(), sum, max, i + 1));
            }
        });
        return expected;
    }

    private static List<?> rolledSum(List<Event> events) {
        List<Event> expected = new ArrayList<>();
        Events.grouped(events, Event::key).values().forEach(group -> {
            int sum = 0;
            for (Event event : group) {
                sum += event.value();
                expected.add(
                        new Event(event.key(), group.get(0).id(), group.get(0).time(), sum));
            }
        });
        return expected;
    }

    // Two keyed stages, the second by a key that gathers from many

    private static DataStream<?> twoKeys(DataStream<Event> stream) {
        return stream.keyBy(Event::key)
                .process(new Counting<>())
                .map(result -> new Event((int) (result.c() % 3), (int) result.b(), 0, 1))
                .keyBy(Event::key)
                .process(new Counting<>())
                .map(result -> new Result("second", result.a(), result.c(), 0));
    }

    private static List<?> countedTwice(List<Event> events) {
        Map<Long, Long> sizes = new LinkedHashMap<>();
        for (Object result : counted(events)) {
            sizes.merge(((Result) result).c() % 3, 1L, Long::sum);
        }
        List<Result> expected = new ArrayList<>();
        sizes.forEach((key, size) -> {
            for (long i = 1; i <= size; i++) {
                expected.add(new Result("second", key, i, 0));
            }
        });
        return expected;
    }

    // A join of two keyed streams

    private static final class Join extends CoProcessFunction<Event, Event, Result> {
        @SuppressWarnings("NullAway.Init") // set in open
        private transient ListState<Integer> left;

        @SuppressWarnings("NullAway.Init") // set in open
        private transient ListState<Integer> right;

        @Override
        public void open(OpenContext context) {
            left = getRuntimeContext().getListState(new ListStateDescriptor<>("left", Integer.class));
            right = getRuntimeContext().getListState(new ListStateDescriptor<>("right", Integer.class));
        }

        @Override
        public void processElement1(Event value, Context ctx, Collector<Result> out) {
            left.add(value.id());
            right.get().forEach(other -> out.collect(new Result("pair", value.id(), other, 0)));
        }

        @Override
        public void processElement2(Event value, Context ctx, Collector<Result> out) {
            right.add(value.id());
            left.get().forEach(other -> out.collect(new Result("pair", other, value.id(), 0)));
        }
    }

    private static DataStream<?> join(DataStream<Event> stream) {
        return stream.filter(event -> event.id() % 2 == 0)
                .connect(stream.filter(event -> event.id() % 2 == 1))
                .keyBy(event -> event.value() % 20, event -> event.value() % 20)
                .process(new Join());
    }

    private static List<?> joined(List<Event> events) {
        List<Result> expected = new ArrayList<>();
        for (Event left : events) {
            for (Event right : events) {
                if (left.id() % 2 == 0 && right.id() % 2 == 1 && left.value() % 20 == right.value() % 20) {
                    expected.add(new Result("pair", left.id(), right.id(), 0));
                }
            }
        }
        return expected;
    }

    // Timers

    /** Fires ten milliseconds after each event, once where several fall together. */
    private static final class Echo extends KeyedProcessFunction<Integer, Event, Result> {
        private long highestWatermark = Long.MIN_VALUE;

        @Override
        public void processElement(Event value, Context ctx, Collector<Result> out) {
            ctx.timerService().registerEventTimeTimer(value.time() + 10);
            ctx.timerService().registerEventTimeTimer(value.time() + 12);
            ctx.timerService().deleteEventTimeTimer(value.time() + 12);
            requireForward(ctx.timerService().currentWatermark());
        }

        private void requireForward(long watermark) {
            if (watermark < highestWatermark) {
                throw new IllegalStateException("The watermark fell from " + highestWatermark + " to " + watermark);
            }
            highestWatermark = watermark;
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext ctx, Collector<Result> out) {
            requireForward(ctx.timerService().currentWatermark());
            out.collect(new Result("echo", ctx.getCurrentKey(), timestamp, 0));
        }
    }

    private static List<?> echoes(List<Event> events) {
        List<Result> expected = new ArrayList<>();
        Events.grouped(events, Event::key).forEach((key, group) -> {
            Set<Long> timers = new LinkedHashSet<>();
            for (Event event : group) {
                timers.add(event.time() + 10);
                timers.remove(event.time() + 12);
            }
            timers.forEach(timer -> expected.add(new Result("echo", key, timer, 0)));
        });
        return expected;
    }

    /** At each event's time, the sum of all values up to it: nothing may be missing, since nothing is late. */
    private static final class SumUpTo extends KeyedProcessFunction<Integer, Event, Result> {
        @SuppressWarnings("NullAway.Init") // set in open
        private transient MapState<Long, Long> sums;

        @Override
        public void open(OpenContext context) {
            sums = getRuntimeContext().getMapState(new MapStateDescriptor<>("sums", Long.class, Long.class));
        }

        @Override
        public void processElement(Event value, Context ctx, Collector<Result> out) {
            Long before = sums.get(value.time());
            sums.put(value.time(), (before == null ? 0 : before) + value.value());
            ctx.timerService().registerEventTimeTimer(value.time());
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext ctx, Collector<Result> out) {
            long sum = 0;
            for (Map.Entry<Long, Long> entry : sums.entries()) {
                if (entry.getKey() <= timestamp) {
                    sum += entry.getValue();
                }
            }
            out.collect(new Result("sum", ctx.getCurrentKey(), timestamp, sum));
        }
    }

    private static List<?> sumsUpTo(List<Event> events) {
        List<Result> expected = new ArrayList<>();
        Events.grouped(events, Event::key).forEach((key, group) -> group.stream()
                .mapToLong(Event::time)
                .distinct()
                .forEach(time -> expected.add(new Result(
                        "sum",
                        key,
                        time,
                        group.stream()
                                .filter(event -> event.time() <= time)
                                .mapToLong(Event::value)
                                .sum()))));
        return expected;
    }

    /** Source and timers in one task, which has to pause in the middle of firing when its readers are slow. */
    private static DataStream<?> fusedTimers(DataStream<Event> stream) {
        SingleOutputStreamOperator<Event> alone = stream.filter(event -> true).setParallelism(1);
        return alone.keyBy(Event::key)
                .process(new SumUpTo())
                .setParallelism(1)
                .rebalance()
                .map(result -> result)
                .setParallelism(3);
    }

    /** A timer at the end of time, and a chain of timers from there backwards. */
    private static final class AtEnd extends KeyedProcessFunction<Integer, Event, Result> {
        @SuppressWarnings("NullAway.Init") // set in open
        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Long.class));
        }

        @Override
        public void processElement(Event value, Context ctx, Collector<Result> out) {
            Long before = count.value();
            count.update(before == null ? 1 : before + 1);
            ctx.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext ctx, Collector<Result> out) {
            Long total = count.value();
            if (timestamp == Long.MAX_VALUE) {
                ctx.timerService().registerEventTimeTimer(5);
            } else {
                out.collect(new Result("end", ctx.getCurrentKey(), timestamp, total == null ? 0 : total));
                count.clear();
            }
        }
    }

    private static List<?> atEnd(List<Event> events) {
        List<Result> expected = new ArrayList<>();
        Events.grouped(events, Event::key)
                .forEach((key, group) -> expected.add(new Result("end", key, 5, group.size())));
        return expected;
    }
}
