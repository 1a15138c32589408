/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.shape;

import static io.millrace.campaign.shape.EventScenario.exact;
import static io.millrace.campaign.shape.EventScenario.windowed;

import io.millrace.function.Collector;
import io.millrace.simulation.Scenario;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.stream.DataStream;
import io.millrace.window.ContinuousEventTimeTrigger;
import io.millrace.window.CountEvictor;
import io.millrace.window.CumulativeEventTimeWindows;
import io.millrace.window.EventTimeSessionWindows;
import io.millrace.window.EventTimeTrigger;
import io.millrace.window.GlobalWindows;
import io.millrace.window.ProcessWindowFunction;
import io.millrace.window.PurgingTrigger;
import io.millrace.window.SlidingEventTimeWindows;
import io.millrace.window.TimeWindow;
import io.millrace.window.TumblingEventTimeWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Jobs with triggers, evictors and state of windows, which the general window operator runs. */
final class TriggerShapes {
    private static final int COUNT = 4;

    private TriggerShapes() {}

    static List<Scenario> all() {
        long size = WindowShapes.SIZE;
        return List.of(
                windowed("general-tumbling", TriggerShapes::tumbling, events -> WindowShapes.sums(events, size, size)),
                windowed(
                        "general-sliding",
                        TriggerShapes::sliding,
                        events -> WindowShapes.lists(events, size, WindowShapes.SLIDE)),
                windowed("general-sessions", TriggerShapes::sessions, WindowShapes::sessionLists),
                windowed("dynamic-sessions", TriggerShapes::dynamicSessions, WindowShapes::sessionLists),
                windowed("cumulative", TriggerShapes::cumulative, TriggerShapes::cumulativeSums),
                windowed("early-purging", TriggerShapes::early, events -> WindowShapes.sums(events, size, size)),
                exact("window-state", TriggerShapes::numbered, events -> WindowShapes.sums(events, size, size)),
                exact("count-windows", TriggerShapes::countWindows, events -> counted(events, COUNT, COUNT)),
                exact("sliding-count-windows", TriggerShapes::slidingCounts, events -> counted(events, COUNT, 3)),
                exact("evicted", TriggerShapes::evicted, TriggerShapes::lastOfWindows),
                exact("window-all", TriggerShapes::all, TriggerShapes::sumsOfAll),
                exact("global-until-end", TriggerShapes::untilEnd, TriggerShapes::listsUntilEnd));
    }

    private static TumblingEventTimeWindows tumblingWindows() {
        return TumblingEventTimeWindows.of(Duration.ofMillis(WindowShapes.SIZE));
    }

    /** Cleans up behind windows, which only the general operator does. */
    private static final class ClearingLabel extends WindowShapes.Label {
        @Override
        public void clear(Context context) {}
    }

    private static DataStream<?> tumbling(DataStream<Event> stream) {
        return stream.keyBy(WindowShapes::key)
                .window(tumblingWindows())
                .aggregate(new WindowShapes.Sum(), new ClearingLabel());
    }

    private static DataStream<?> sliding(DataStream<Event> stream) {
        return stream.keyBy(WindowShapes::key)
                .window(SlidingEventTimeWindows.of(
                        Duration.ofMillis(WindowShapes.SIZE), Duration.ofMillis(WindowShapes.SLIDE)))
                .trigger(PurgingTrigger.of(EventTimeTrigger.create()))
                .process(new WindowShapes.ListIds());
    }

    private static DataStream<?> sessions(DataStream<Event> stream) {
        return stream.keyBy(WindowShapes::key)
                .window(EventTimeSessionWindows.withGap(Duration.ofMillis(WindowShapes.GAP)))
                .evictor(CountEvictor.of(1_000_000))
                .process(new WindowShapes.ListIds());
    }

    private static DataStream<?> dynamicSessions(DataStream<Event> stream) {
        return stream.keyBy(WindowShapes::key)
                .window(EventTimeSessionWindows.<Event>withDynamicGap(event -> WindowShapes.GAP))
                .process(new WindowShapes.ListIds());
    }

    private static DataStream<?> cumulative(DataStream<Event> stream) {
        return stream.keyBy(WindowShapes::key)
                .window(CumulativeEventTimeWindows.of(
                        Duration.ofMillis(WindowShapes.SIZE), Duration.ofMillis(WindowShapes.SIZE / 4)))
                .aggregate(new WindowShapes.Sum(), new WindowShapes.Label());
    }

    private static List<?> cumulativeSums(List<Event> events) {
        List<Result> expected = new ArrayList<>();
        Events.grouped(events, WindowShapes::key)
                .forEach((key, group) -> WindowShapes.windows(group, WindowShapes.SIZE, WindowShapes.SIZE)
                        .forEach((window, members) -> {
                            for (long end = window.start() + 10; end <= window.end(); end += 10) {
                                long until = end;
                                List<Event> soFar = members.stream()
                                        .filter(event -> event.time() < until)
                                        .toList();
                                if (!soFar.isEmpty()) {
                                    expected.add(WindowShapes.label(
                                            key, new TimeWindow(window.start(), end), Events.sum(soFar), soFar.size()));
                                }
                            }
                        }));
        return expected;
    }

    /** What comes out early depends on the watermark; all of it together does not. */
    private static DataStream<?> early(DataStream<Event> stream) {
        return stream.keyBy(WindowShapes::key)
                .window(tumblingWindows())
                .trigger(PurgingTrigger.of(ContinuousEventTimeTrigger.of(Duration.ofMillis(7))))
                .aggregate(new WindowShapes.Sum(), new WindowShapes.Label())
                .keyBy(Result::what)
                .window(tumblingWindows())
                .reduce((a, b) -> new Result(a.what(), a.a() + b.a(), a.b() + b.b(), 0));
    }

    /** Adds up what a window fires in its own state; emits at its end, and counts windows in the state of the key. */
    private static final class Numbered extends ProcessWindowFunction<Result, Result, Integer, TimeWindow> {
        private static final ValueStateDescriptor<Result> SUM = new ValueStateDescriptor<>("sum", Result.class);
        private static final ValueStateDescriptor<Long> WINDOWS = new ValueStateDescriptor<>("windows", Long.class);

        @Override
        public void process(Integer key, Context context, Iterable<Result> elements, Collector<Result> out) {
            ValueState<Result> sum = context.windowState().getState(SUM);
            ValueState<Long> windows = context.globalState().getState(WINDOWS);
            for (Result partial : elements) {
                Result before = sum.value();
                if (before == null) {
                    Long count = windows.value();
                    windows.update(count == null ? 1 : count + 1);
                }
                sum.update(
                        before == null
                                ? partial
                                : new Result("", before.a() + partial.a(), before.b() + partial.b(), 0));
            }
            Result total = sum.value();
            Long count = windows.value();
            if (total != null
                    && count != null
                    && count > 0
                    && context.currentWatermark() >= context.window().maxTimestamp()) {
                out.collect(WindowShapes.label(key, context.window(), total.a(), total.b()));
            }
        }

        @Override
        public void clear(Context context) {
            context.windowState().getState(SUM).clear();
        }
    }

    /** Each window emits once at the end, whatever its contents are by then: the last firing is never purged away. */
    private static DataStream<?> numbered(DataStream<Event> stream) {
        return stream.keyBy(WindowShapes::key)
                .window(tumblingWindows())
                .aggregate(new WindowShapes.Sum(), new Numbered());
    }

    private static DataStream<?> countWindows(DataStream<Event> stream) {
        return stream.keyBy(Event::key)
                .countWindow(COUNT)
                .apply((key, window, events, out) -> out.collect(ids(events)));
    }

    private static DataStream<?> slidingCounts(DataStream<Event> stream) {
        return stream.keyBy(Event::key)
                .countWindow(COUNT, 3)
                .apply((key, window, events, out) -> out.collect(ids(events)));
    }

    private static String ids(Iterable<Event> events) {
        List<Integer> ids = new ArrayList<>();
        events.forEach(event -> ids.add(event.id()));
        return ids.toString();
    }

    private static List<?> counted(List<Event> events, int size, int slide) {
        List<String> expected = new ArrayList<>();
        Events.grouped(events, Event::key).forEach((key, group) -> {
            for (int end = slide; end <= group.size(); end += slide) {
                expected.add(ids(group.subList(Math.max(0, end - size), end)));
            }
        });
        return expected;
    }

    /** Events of one key come from one split, so that the last of a window are known. */
    private static DataStream<?> evicted(DataStream<Event> stream) {
        return stream.keyBy(Event::key)
                .window(tumblingWindows())
                .evictor(CountEvictor.of(2))
                .apply((key, window, events, out) -> out.collect(ids(events)));
    }

    private static List<?> lastOfWindows(List<Event> events) {
        List<String> expected = new ArrayList<>();
        Events.grouped(events, Event::key)
                .forEach((key, group) -> WindowShapes.windows(group, WindowShapes.SIZE, WindowShapes.SIZE)
                        .forEach((window, members) ->
                                expected.add(ids(members.subList(Math.max(0, members.size() - 2), members.size())))));
        return expected;
    }

    private static DataStream<?> all(DataStream<Event> stream) {
        return stream.windowAll(tumblingWindows()).aggregate(new WindowShapes.Sum());
    }

    private static List<?> sumsOfAll(List<Event> events) {
        List<Result> expected = new ArrayList<>();
        Map<TimeWindow, List<Event>> windows = WindowShapes.windows(events, WindowShapes.SIZE, WindowShapes.SIZE);
        windows.forEach((window, members) -> expected.add(new Result("", Events.sum(members), members.size(), 0)));
        return expected;
    }

    /** Counts on the way: the trigger has state, and windows have timers at the end of time. */
    private static DataStream<?> untilEnd(DataStream<Event> stream) {
        return stream.keyBy(Event::key)
                .window(GlobalWindows.createWithEndOfStreamTrigger())
                .apply((key, window, events, out) -> out.collect(ids(events)));
    }

    private static List<?> listsUntilEnd(List<Event> events) {
        List<String> expected = new ArrayList<>();
        Events.grouped(events, Event::key).forEach((key, group) -> expected.add(ids(group)));
        return expected;
    }
}
