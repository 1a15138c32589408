/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.shape;

import static io.millrace.campaign.shape.EventScenario.windowed;

import io.millrace.function.AggregateFunction;
import io.millrace.function.Aggregates;
import io.millrace.function.Collector;
import io.millrace.function.LongAggregateFunction;
import io.millrace.simulation.Scenario;
import io.millrace.stream.DataStream;
import io.millrace.window.EventTimeSessionWindows;
import io.millrace.window.ProcessWindowFunction;
import io.millrace.window.SlidingEventTimeWindows;
import io.millrace.window.TimeWindow;
import io.millrace.window.TumblingEventTimeWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Jobs with windows in which nothing is late. Keys gather events of all splits. */
final class WindowShapes {
    static final long SIZE = 40;
    static final long SLIDE = 15;
    // odd, where event times are even: sessions that just touch merge or not as the watermark comes, in Flink, too
    static final long GAP = 13;
    private static final int MANY = 60;

    private WindowShapes() {}

    static List<Scenario> all() {
        return List.of(
                windowed("tumbling-aggregate", WindowShapes::tumblingSum, events -> sums(events, SIZE, SIZE)),
                windowed("tumbling-reduce", WindowShapes::tumblingReduce, events -> sums(events, SIZE, SIZE)),
                windowed("tumbling-process", WindowShapes::tumblingProcess, events -> lists(events, SIZE, SIZE)),
                windowed("sliding-aggregate", WindowShapes::slidingSum, events -> sums(events, SIZE, SLIDE)),
                windowed("sliding-count", WindowShapes::slidingCount, events -> counts(events, SIZE, SLIDE)),
                windowed("sliding-reduce", WindowShapes::slidingReduce, events -> sums(events, SIZE, SLIDE)),
                windowed("long-sliding-sum", WindowShapes::longSlidingSum, events -> counts(events, 90, 10)),
                windowed("long-sliding-count", WindowShapes::longSlidingCount, events -> counts(events, 90, 10)),
                windowed("long-sliding-aggregate", WindowShapes::longSlidingAggregate, events -> sums(events, 90, 10)),
                windowed("long-sliding-reduce", WindowShapes::longSlidingReduce, events -> sums(events, 95, 10)),
                windowed("long-sliding-sum-of-many-keys", WindowShapes::sumOfManyKeys, WindowShapes::countsOfManyKeys),
                windowed(
                        "long-sliding-count-of-many-keys",
                        WindowShapes::countOfManyKeys,
                        WindowShapes::countsOfManyKeys),
                windowed("sliding-process", WindowShapes::slidingProcess, events -> lists(events, SIZE, SLIDE)),
                windowed("sliding-sparse", WindowShapes::slidingSparse, events -> sums(events, 10, 25)),
                windowed("session-aggregate", WindowShapes::sessionSum, WindowShapes::sessionSums),
                windowed("session-process", WindowShapes::sessionProcess, WindowShapes::sessionLists),
                windowed("chained-windows", WindowShapes::chained, WindowShapes::chainedSums));
    }

    static int key(Event event) {
        return event.key() % 7;
    }

    /** Keys that come all the time, and go. */
    private static int oneOfMany(Event event) {
        return event.id() % MANY;
    }

    /** Sums values and counts them, with what a merge needs. */
    static class Sum implements AggregateFunction<Event, Result, Result> {
        @Override
        public Result createAccumulator() {
            return new Result("", 0, 0, 0);
        }

        @Override
        public Result add(Event value, Result accumulator) {
            return new Result("", accumulator.a() + value.value(), accumulator.b() + 1, 0);
        }

        @Override
        public Result getResult(Result accumulator) {
            return accumulator;
        }

        @Override
        public Result merge(Result a, Result b) {
            return new Result("", a.a() + b.a(), a.b() + b.b(), 0);
        }
    }

    private static final class Count implements LongAggregateFunction<Event, Long> {
        @Override
        public long create() {
            return 0;
        }

        @Override
        public long addTo(Event value, long accumulator) {
            return accumulator + 1;
        }

        @Override
        public long mergeLongs(long a, long b) {
            return a + b;
        }

        @Override
        public Long result(long accumulator) {
            return accumulator;
        }
    }

    /** Adds key and window to a sum. */
    static class Label extends ProcessWindowFunction<Result, Result, Integer, TimeWindow> {
        @Override
        public void process(Integer key, Context context, Iterable<Result> elements, Collector<Result> out) {
            for (Result sum : elements) {
                out.collect(label(key, context.window(), sum.a(), sum.b()));
            }
        }
    }

    static Result label(int key, TimeWindow window, long a, long b) {
        return new Result(key + " [" + window.start() + "," + window.end() + ")", a, b, 0);
    }

    private static final class LabelCount extends ProcessWindowFunction<Long, Result, Integer, TimeWindow> {
        @Override
        public void process(Integer key, Context context, Iterable<Long> elements, Collector<Result> out) {
            for (Long count : elements) {
                out.collect(label(key, context.window(), count, 0));
            }
        }
    }

    private static final class LabelReduced extends ProcessWindowFunction<Event, Result, Integer, TimeWindow> {
        @Override
        public void process(Integer key, Context context, Iterable<Event> elements, Collector<Result> out) {
            for (Event event : elements) {
                out.collect(label(key, context.window(), event.value(), event.id()));
            }
        }
    }

    static class ListIds extends ProcessWindowFunction<Event, String, Integer, TimeWindow> {
        @Override
        public void process(Integer key, Context context, Iterable<Event> elements, Collector<String> out) {
            List<Integer> ids = new ArrayList<>();
            elements.forEach(event -> ids.add(event.id()));
            ids.sort(Comparator.naturalOrder());
            out.collect(key + " [" + context.window().start() + ","
                    + context.window().end() + ") " + ids);
        }
    }

    private static DataStream<?> tumblingSum(DataStream<Event> stream) {
        return stream.keyBy(WindowShapes::key)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(SIZE)))
                .aggregate(new Sum(), new Label());
    }

    private static DataStream<?> tumblingReduce(DataStream<Event> stream) {
        return ones(stream)
                .keyBy(WindowShapes::key)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(SIZE)))
                .reduce(WindowShapes::add, new LabelReduced());
    }

    /** Ids become counts, so that a reduction can add both up. */
    private static DataStream<Event> ones(DataStream<Event> stream) {
        return stream.map(event -> new Event(event.key(), 1, event.time(), event.value()));
    }

    private static Event add(Event a, Event b) {
        return new Event(a.key(), a.id() + b.id(), a.time(), a.value() + b.value());
    }

    private static DataStream<?> tumblingProcess(DataStream<Event> stream) {
        return stream.keyBy(WindowShapes::key)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(SIZE)))
                .process(new ListIds());
    }

    private static SlidingEventTimeWindows sliding() {
        return SlidingEventTimeWindows.of(Duration.ofMillis(SIZE), Duration.ofMillis(SLIDE));
    }

    private static DataStream<?> slidingSum(DataStream<Event> stream) {
        return stream.keyBy(WindowShapes::key).window(sliding()).aggregate(new Sum(), new Label());
    }

    private static DataStream<?> slidingCount(DataStream<Event> stream) {
        return stream.keyBy(WindowShapes::key).window(sliding()).aggregate(new Count(), new LabelCount());
    }

    private static DataStream<?> slidingReduce(DataStream<Event> stream) {
        return ones(stream).keyBy(WindowShapes::key).window(sliding()).reduce(WindowShapes::add, new LabelReduced());
    }

    private static SlidingEventTimeWindows longSliding(long size) {
        return SlidingEventTimeWindows.of(Duration.ofMillis(size), Duration.ofMillis(10));
    }

    /** Counts by an aggregate that subtracts. */
    private static DataStream<?> longSlidingSum(DataStream<Event> stream) {
        return stream.keyBy(WindowShapes::key)
                .window(longSliding(90))
                .aggregate(Aggregates.sum(event -> 1), new LabelCount());
    }

    private static DataStream<?> longSlidingCount(DataStream<Event> stream) {
        return stream.keyBy(WindowShapes::key).window(longSliding(90)).aggregate(new Count(), new LabelCount());
    }

    private static DataStream<?> sumOfManyKeys(DataStream<Event> stream) {
        return stream.keyBy(WindowShapes::oneOfMany)
                .window(longSliding(90))
                .aggregate(Aggregates.sum(event -> 1), new LabelCount());
    }

    private static DataStream<?> countOfManyKeys(DataStream<Event> stream) {
        return stream.keyBy(WindowShapes::oneOfMany).window(longSliding(90)).aggregate(new Count(), new LabelCount());
    }

    private static DataStream<?> longSlidingAggregate(DataStream<Event> stream) {
        return stream.keyBy(WindowShapes::key).window(longSliding(90)).aggregate(new Sum(), new Label());
    }

    private static DataStream<?> longSlidingReduce(DataStream<Event> stream) {
        return ones(stream)
                .keyBy(WindowShapes::key)
                .window(longSliding(95))
                .reduce(WindowShapes::add, new LabelReduced());
    }

    private static DataStream<?> slidingProcess(DataStream<Event> stream) {
        return stream.keyBy(WindowShapes::key).window(sliding()).process(new ListIds());
    }

    private static DataStream<?> slidingSparse(DataStream<Event> stream) {
        return stream.keyBy(WindowShapes::key)
                .window(SlidingEventTimeWindows.of(Duration.ofMillis(10), Duration.ofMillis(25)))
                .aggregate(new Sum(), new Label());
    }

    private static DataStream<?> sessionSum(DataStream<Event> stream) {
        return stream.keyBy(WindowShapes::key)
                .window(EventTimeSessionWindows.withGap(Duration.ofMillis(GAP)))
                .aggregate(new Sum(), new Label());
    }

    private static DataStream<?> sessionProcess(DataStream<Event> stream) {
        return stream.keyBy(WindowShapes::key)
                .window(EventTimeSessionWindows.withGap(Duration.ofMillis(GAP)))
                .process(new ListIds());
    }

    /** Sums per key and 40 ms, then the highest of those per 80 ms: rows carry the timestamp of their window. */
    private static DataStream<?> chained(DataStream<Event> stream) {
        return stream.keyBy(WindowShapes::key)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(SIZE)))
                .aggregate(new Sum())
                .keyBy(sum -> 0)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(2 * SIZE)))
                .reduce((a, b) -> new Result("", Math.max(a.a(), b.a()), a.b() + b.b(), 0));
    }

    // What must come out

    static Map<TimeWindow, List<Event>> windows(List<Event> events, long size, long slide) {
        Map<TimeWindow, List<Event>> windows = new LinkedHashMap<>();
        for (Event event : events) {
            long last = Math.floorDiv(event.time(), slide) * slide;
            for (long start = last; start > event.time() - size; start -= slide) {
                windows.computeIfAbsent(new TimeWindow(start, start + size), unused -> new ArrayList<>())
                        .add(event);
            }
        }
        return windows;
    }

    private static <R> List<R> perWindow(
            List<Event> events, Function<List<Event>, Map<TimeWindow, List<Event>>> windows, PerWindow<R> result) {
        return perWindow(events, WindowShapes::key, windows, result);
    }

    private static <R> List<R> perWindow(
            List<Event> events,
            Function<Event, Integer> keys,
            Function<List<Event>, Map<TimeWindow, List<Event>>> windows,
            PerWindow<R> result) {
        List<R> expected = new ArrayList<>();
        Events.grouped(events, keys).forEach((key, group) -> windows.apply(group)
                .forEach((window, members) -> expected.add(result.of(key, window, members))));
        return expected;
    }

    private interface PerWindow<R> {
        R of(int key, TimeWindow window, List<Event> members);
    }

    private static Result sumOf(int key, TimeWindow window, List<Event> members) {
        return label(key, window, Events.sum(members), members.size());
    }

    private static String listOf(int key, TimeWindow window, List<Event> members) {
        return key + " [" + window.start() + "," + window.end() + ") "
                + members.stream().map(Event::id).sorted().toList();
    }

    static List<?> sums(List<Event> events, long size, long slide) {
        return perWindow(events, group -> windows(group, size, slide), WindowShapes::sumOf);
    }

    private static List<?> counts(List<Event> events, long size, long slide) {
        return perWindow(
                events,
                group -> windows(group, size, slide),
                (key, window, members) -> label(key, window, members.size(), 0));
    }

    private static List<?> countsOfManyKeys(List<Event> events) {
        return perWindow(
                events,
                WindowShapes::oneOfMany,
                group -> windows(group, 90, 10),
                (key, window, members) -> label(key, window, members.size(), 0));
    }

    static List<?> lists(List<Event> events, long size, long slide) {
        return perWindow(events, group -> windows(group, size, slide), WindowShapes::listOf);
    }

    static Map<TimeWindow, List<Event>> sessions(List<Event> events) {
        List<Event> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparingLong(Event::time));
        Map<TimeWindow, List<Event>> sessions = new LinkedHashMap<>();
        List<Event> open = new ArrayList<>();
        for (Event event : sorted) {
            if (!open.isEmpty() && event.time() > open.get(open.size() - 1).time() + GAP) {
                sessions.put(session(open), open);
                open = new ArrayList<>();
            }
            open.add(event);
        }
        if (!open.isEmpty()) {
            sessions.put(session(open), open);
        }
        return sessions;
    }

    private static TimeWindow session(List<Event> sorted) {
        return new TimeWindow(
                sorted.get(0).time(), sorted.get(sorted.size() - 1).time() + GAP);
    }

    private static List<?> sessionSums(List<Event> events) {
        return perWindow(events, WindowShapes::sessions, WindowShapes::sumOf);
    }

    static List<?> sessionLists(List<Event> events) {
        return perWindow(events, WindowShapes::sessions, WindowShapes::listOf);
    }

    private static List<?> chainedSums(List<Event> events) {
        Map<Long, Result> highest = new LinkedHashMap<>();
        perWindow(
                events,
                group -> windows(group, SIZE, SIZE),
                (key, window, members) -> highest.merge(
                        Math.floorDiv(window.end() - 1, 2 * SIZE),
                        new Result("", Events.sum(members), members.size(), 0),
                        (a, b) -> new Result("", Math.max(a.a(), b.a()), a.b() + b.b(), 0)));
        return new ArrayList<>(highest.values());
    }
}
