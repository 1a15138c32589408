/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.shape;

import io.millrace.function.Collector;
import io.millrace.simulation.Scenario;
import io.millrace.stream.DataStream;
import io.millrace.window.CountEvictor;
import io.millrace.window.EventTimeSessionWindows;
import io.millrace.window.SlidingEventTimeWindows;
import io.millrace.window.TimeWindow;
import io.millrace.window.TumblingEventTimeWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Joins and co-groups of two sources in windows. */
final class WindowJoinShapes {
    private static final long SIZE = WindowShapes.SIZE;
    private static final long SLIDE = WindowShapes.SLIDE;

    private WindowJoinShapes() {}

    static List<Scenario> all() {
        return List.of(
                MultiInputShapes.twoSources(
                        "window-join", WindowJoinShapes::join, (left, right) -> pairs(left, right, SIZE)),
                MultiInputShapes.twoSources(
                        "sliding-window-join",
                        WindowJoinShapes::slidingJoin,
                        (left, right) -> pairs(left, right, SLIDE)),
                MultiInputShapes.twoSources("window-co-group", WindowJoinShapes::coGroup, WindowJoinShapes::groups),
                MultiInputShapes.twoSources(
                        "evicting-co-group", WindowJoinShapes::evictingCoGroup, WindowJoinShapes::groups),
                MultiInputShapes.twoSources(
                        "session-co-group", WindowJoinShapes::sessions, WindowJoinShapes::sessionGroups));
    }

    private static DataStream<?> join(DataStream<Event> left, DataStream<Event> right) {
        return left.join(right)
                .where(WindowShapes::key)
                .equalTo(WindowShapes::key)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(SIZE)))
                .apply(WindowJoinShapes::pair);
    }

    private static DataStream<?> slidingJoin(DataStream<Event> left, DataStream<Event> right) {
        return left.join(right)
                .where(WindowShapes::key)
                .equalTo(WindowShapes::key)
                .window(SlidingEventTimeWindows.of(Duration.ofMillis(SIZE), Duration.ofMillis(SLIDE)))
                .apply(WindowJoinShapes::pair);
    }

    private static Result pair(Event first, Event second) {
        return new Result("pair", first.id(), second.id(), 0);
    }

    private static List<?> pairs(List<Event> left, List<Event> right, long slide) {
        List<Result> expected = new ArrayList<>();
        Map<Integer, List<Event>> partners = Events.grouped(right, WindowShapes::key);
        Events.grouped(left, WindowShapes::key).forEach((key, group) -> {
            Map<TimeWindow, List<Event>> others =
                    WindowShapes.windows(partners.getOrDefault(key, List.of()), SIZE, slide);
            WindowShapes.windows(group, SIZE, slide).forEach((window, members) -> {
                for (Event first : members) {
                    others.getOrDefault(window, List.of()).forEach(second -> expected.add(pair(first, second)));
                }
            });
        });
        return expected;
    }

    private static DataStream<?> coGroup(DataStream<Event> left, DataStream<Event> right) {
        return left.coGroup(right)
                .where(WindowShapes::key)
                .equalTo(WindowShapes::key)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(SIZE)))
                .apply(WindowJoinShapes::group);
    }

    private static DataStream<?> evictingCoGroup(DataStream<Event> left, DataStream<Event> right) {
        return left.coGroup(right)
                .where(WindowShapes::key)
                .equalTo(WindowShapes::key)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(SIZE)))
                .evictor(CountEvictor.of(1_000_000))
                .apply(WindowJoinShapes::group);
    }

    private static DataStream<?> sessions(DataStream<Event> left, DataStream<Event> right) {
        return left.coGroup(right)
                .where(WindowShapes::key)
                .equalTo(WindowShapes::key)
                .window(EventTimeSessionWindows.withGap(Duration.ofMillis(WindowShapes.GAP)))
                .apply(WindowJoinShapes::group);
    }

    private static void group(Iterable<Event> first, Iterable<Event> second, Collector<String> out) {
        out.collect(ids(first) + "-" + ids(second));
    }

    private static List<Integer> ids(Iterable<Event> events) {
        List<Integer> ids = new ArrayList<>();
        events.forEach(event -> ids.add(event.id()));
        ids.sort(null);
        return ids;
    }

    private static List<?> groups(List<Event> left, List<Event> right) {
        List<String> expected = new ArrayList<>();
        Map<Integer, List<Event>> lefts = Events.grouped(left, WindowShapes::key);
        Map<Integer, List<Event>> rights = Events.grouped(right, WindowShapes::key);
        for (int key : union(lefts.keySet(), rights.keySet())) {
            Map<TimeWindow, List<Event>> one = WindowShapes.windows(lefts.getOrDefault(key, List.of()), SIZE, SIZE);
            Map<TimeWindow, List<Event>> two = WindowShapes.windows(rights.getOrDefault(key, List.of()), SIZE, SIZE);
            for (TimeWindow window : union(one.keySet(), two.keySet())) {
                expected.add(ids(one.getOrDefault(window, List.of())) + "-" + ids(two.getOrDefault(window, List.of())));
            }
        }
        return expected;
    }

    private static <X> Set<X> union(Set<X> a, Set<X> b) {
        Set<X> union = new LinkedHashSet<>(a);
        union.addAll(b);
        return union;
    }

    private static List<?> sessionGroups(List<Event> left, List<Event> right) {
        List<Event> both = new ArrayList<>(left);
        both.addAll(right);
        Set<Integer> ofLeft = new LinkedHashSet<>(ids(left));
        List<String> expected = new ArrayList<>();
        Events.grouped(both, WindowShapes::key)
                .forEach((key, group) -> WindowShapes.sessions(group).forEach((window, members) -> {
                    Map<Boolean, List<Event>> sides = new LinkedHashMap<>();
                    members.forEach(
                            event -> sides.computeIfAbsent(ofLeft.contains(event.id()), unused -> new ArrayList<>())
                                    .add(event));
                    expected.add(
                            ids(sides.getOrDefault(true, List.of())) + "-" + ids(sides.getOrDefault(false, List.of())));
                }));
        return expected;
    }
}
