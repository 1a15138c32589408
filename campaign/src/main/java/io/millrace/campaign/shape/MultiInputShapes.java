/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.shape;

import io.millrace.function.Collector;
import io.millrace.process.BroadcastProcessFunction;
import io.millrace.process.CoProcessFunction;
import io.millrace.process.KeyedBroadcastProcessFunction;
import io.millrace.process.KeyedCoProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.simulation.Outputs;
import io.millrace.simulation.Randomness;
import io.millrace.simulation.Scenario;
import io.millrace.simulation.SimulationFailure;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.MapState;
import io.millrace.state.MapStateDescriptor;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Jobs that read several sources. */
final class MultiInputShapes {
    private static final MapStateDescriptor<Integer, Integer> RULES =
            new MapStateDescriptor<>("rules", Integer.class, Integer.class);

    private MultiInputShapes() {}

    static List<Scenario> all() {
        return List.of(
                twoSources(
                        "union-of-sources",
                        (left, right) -> left.union(right)
                                .keyBy(Event::value)
                                .process(new KeyedShapes.Counting<>())
                                .map(result -> new Result("n", result.c(), 0, 0)),
                        MultiInputShapes::unionCounts),
                twoSources("connected-timers", MultiInputShapes::meet, MultiInputShapes::met),
                twoSources("keyed-co-process", MultiInputShapes::meetByKey, MultiInputShapes::met),
                twoSources("apply-to-keyed-state", MultiInputShapes::release, MultiInputShapes::released),
                twoSources("keyed-broadcast", MultiInputShapes::lookUp, MultiInputShapes::lookedUp),
                new BroadcastRules());
    }

    interface Job {
        DataStream<?> build(DataStream<Event> left, DataStream<Event> right);
    }

    interface Oracle {
        List<?> expect(List<Event> left, List<Event> right);
    }

    static Scenario twoSources(String name, Job job, Oracle oracle) {
        return new Scenario() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Run draw(Randomness random) {
                Events left = Events.draw(random, 0);
                Events right = Events.draw(random, 1_000_000);
                return new Run() {
                    @Override
                    public void build(StreamExecutionEnvironment environment) {
                        EventScenario.sink(
                                job.build(left.stream(environment), right.stream(environment)), EventScenario.OUT);
                    }

                    @Override
                    public void verify(Outputs outputs) {
                        outputs.requireRows(EventScenario.OUT, oracle.expect(left.all(), right.all()));
                    }
                };
            }
        };
    }

    private static List<?> unionCounts(List<Event> left, List<Event> right) {
        List<Event> both = new ArrayList<>(left);
        both.addAll(right);
        List<Result> expected = new ArrayList<>();
        Events.grouped(both, Event::value).values().forEach(group -> {
            for (int i = 1; i <= group.size(); i++) {
                expected.add(new Result("n", i, 0, 0));
            }
        });
        return expected;
    }

    // At each event of the first stream: how many of the second came up to then, for the same key

    private static final class Meet extends CoProcessFunction<Event, Event, Result> {
        @SuppressWarnings("NullAway.Init") // set in open
        private transient ListState<Long> asked;

        @SuppressWarnings("NullAway.Init") // set in open
        private transient ListState<Long> times;

        @Override
        public void open(OpenContext context) {
            asked = getRuntimeContext().getListState(new ListStateDescriptor<>("asked", Long.class));
            times = getRuntimeContext().getListState(new ListStateDescriptor<>("times", Long.class));
        }

        @Override
        public void processElement1(Event value, Context ctx, Collector<Result> out) {
            asked.add(value.time());
            ctx.timerService().registerEventTimeTimer(value.time());
        }

        @Override
        public void processElement2(Event value, Context ctx, Collector<Result> out) {
            times.add(value.time());
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext ctx, Collector<Result> out) {
            long count = 0;
            for (long time : times.get()) {
                count += time <= timestamp ? 1 : 0;
            }
            for (long time : asked.get()) {
                if (time == timestamp) {
                    out.collect(new Result("met", timestamp, count, 0));
                }
            }
        }
    }

    private static DataStream<?> meet(DataStream<Event> left, DataStream<Event> right) {
        return left.connect(right)
                .keyBy(event -> event.value() % 5, event -> event.value() % 5)
                .process(new Meet());
    }

    private static List<?> met(List<Event> left, List<Event> right) {
        List<Result> expected = new ArrayList<>();
        for (Event event : left) {
            long count = right.stream()
                    .filter(other -> other.value() % 5 == event.value() % 5 && other.time() <= event.time())
                    .count();
            expected.add(new Result("met", event.time(), count, 0));
        }
        return expected;
    }

    /** The same with the key at hand. */
    private static final class MeetByKey extends KeyedCoProcessFunction<Integer, Event, Event, Result> {
        @SuppressWarnings("NullAway.Init") // set in open
        private transient MapState<Long, Integer> asked;

        @SuppressWarnings("NullAway.Init") // set in open
        private transient ListState<Long> times;

        @Override
        public void open(OpenContext context) {
            asked = getRuntimeContext().getMapState(new MapStateDescriptor<>("asked", Long.class, Integer.class));
            times = getRuntimeContext().getListState(new ListStateDescriptor<>("times", Long.class));
        }

        @Override
        public void processElement1(Event value, Context ctx, Collector<Result> out) throws Exception {
            requireKey(value, ctx);
            Integer before = asked.get(value.time());
            asked.put(value.time(), before == null ? 1 : before + 1);
            ctx.timerService().registerEventTimeTimer(value.time());
        }

        @Override
        public void processElement2(Event value, Context ctx, Collector<Result> out) {
            requireKey(value, ctx);
            times.add(value.time());
        }

        private static void requireKey(
                Event value, KeyedCoProcessFunction<Integer, Event, Event, Result>.Context context) {
            if (context.getCurrentKey() != value.value() % 5) {
                throw new SimulationFailure(value + " came with the key " + context.getCurrentKey());
            }
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext ctx, Collector<Result> out) throws Exception {
            long count = 0;
            for (long time : times.get()) {
                count += time <= timestamp ? 1 : 0;
            }
            Integer wanted = asked.get(timestamp);
            for (int i = 0; wanted != null && i < wanted; i++) {
                out.collect(new Result("met", timestamp, count, 0));
            }
        }
    }

    private static DataStream<?> meetByKey(DataStream<Event> left, DataStream<Event> right) {
        return left.keyBy(event -> event.value() % 5)
                .connect(right.keyBy(event -> event.value() % 5))
                .process(new MeetByKey());
    }

    // Events wait until a broadcast one lets those of all keys go

    private static final class Release extends KeyedBroadcastProcessFunction<Integer, Event, Event, Result> {
        private static final ListStateDescriptor<Integer> WAITING = new ListStateDescriptor<>("waiting", Integer.class);

        @Override
        public void processElement(Event value, ReadOnlyContext ctx, Collector<Result> out) {
            getRuntimeContext().getListState(WAITING).add(value.id());
            ctx.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        }

        @Override
        public void processBroadcastElement(Event value, Context ctx, Collector<Result> out) throws Exception {
            ctx.applyToKeyedState(WAITING, (key, waiting) -> go(waiting, out));
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext ctx, Collector<Result> out) {
            go(getRuntimeContext().getListState(WAITING), out);
        }

        private static void go(ListState<Integer> waiting, Collector<Result> out) {
            for (int id : waiting.get()) {
                out.collect(new Result("gone", id, 0, 0));
            }
            waiting.clear();
        }
    }

    private static DataStream<?> release(DataStream<Event> left, DataStream<Event> right) {
        return left.keyBy(Event::value).connect(right.broadcast(RULES)).process(new Release());
    }

    private static List<?> released(List<Event> left, List<Event> right) {
        return left.stream().map(event -> new Result("gone", event.id(), 0, 0)).toList();
    }

    // Rows wait for the whole table

    private static final class LookUp extends KeyedBroadcastProcessFunction<Integer, Event, Event, Result> {
        @SuppressWarnings("NullAway.Init") // set in open
        private transient ListState<Integer> waiting;

        @Override
        public void open(OpenContext context) {
            waiting = getRuntimeContext().getListState(new ListStateDescriptor<>("waiting", Integer.class));
        }

        @Override
        public void processElement(Event value, ReadOnlyContext ctx, Collector<Result> out) {
            waiting.add(value.id());
            ctx.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        }

        @Override
        public void processBroadcastElement(Event value, Context ctx, Collector<Result> out) {
            Integer known = ctx.getBroadcastState(RULES).get(value.value());
            ctx.getBroadcastState(RULES).put(value.value(), Math.max(known == null ? 0 : known, value.id()));
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext ctx, Collector<Result> out) {
            Integer found = ctx.getBroadcastState(RULES).get(ctx.getCurrentKey());
            for (int id : waiting.get()) {
                out.collect(new Result("found", id, found == null ? -1 : found, 0));
            }
            waiting.clear();
        }
    }

    private static DataStream<?> lookUp(DataStream<Event> left, DataStream<Event> right) {
        return left.keyBy(Event::value).connect(right.broadcast(RULES)).process(new LookUp());
    }

    private static List<?> lookedUp(List<Event> left, List<Event> right) {
        Map<Integer, Integer> table = new LinkedHashMap<>();
        right.forEach(event -> table.merge(event.value(), event.id(), Math::max));
        return left.stream()
                .map(event -> new Result("found", event.id(), table.getOrDefault(event.value(), -1), 0))
                .toList();
    }

    // Rules that come while events pass

    /** Every event passes once; what it finds is a rule that was there, and every subtask ends with all rules. */
    private static final class BroadcastRules implements Scenario {
        @Override
        public String name() {
            return "broadcast-state";
        }

        @Override
        public Run draw(Randomness random) {
            Events events = Events.draw(random, 0);
            Events rules = Events.draw(random, 1_000_000);
            return new Run() {
                @Override
                public void build(StreamExecutionEnvironment environment) {
                    DataStream<Result> found = events.stream(environment)
                            .connect(rules.stream(environment).broadcast(RULES))
                            .process(new Apply());
                    EventScenario.sink(found, EventScenario.OUT);
                }

                @Override
                public void verify(Outputs outputs) {
                    List<Result> rows = outputs.rows(EventScenario.OUT);
                    Set<Long> passed = new LinkedHashSet<>();
                    Set<Long> ids = new LinkedHashSet<>();
                    events.all().forEach(event -> ids.add((long) event.id()));
                    long count = 0;
                    for (Result row : rows) {
                        if (row.what().equals("event")) {
                            count++;
                            passed.add(row.a());
                        }
                        if (row.c() > row.b()) {
                            throw new SimulationFailure("A rule is known that never came: " + row);
                        }
                    }
                    if (count != ids.size() || !passed.equals(ids)) {
                        throw new SimulationFailure(
                                "Of " + ids.size() + " events " + count + " passed, " + passed.size() + " different");
                    }
                }
            };
        }
    }

    private static final class Apply extends BroadcastProcessFunction<Event, Event, Result> {
        @Override
        public void processElement(Event value, ReadOnlyContext ctx, Collector<Result> out) {
            Integer rule = ctx.getBroadcastState(RULES).get(value.value());
            out.collect(new Result("event", value.id(), 0, rule == null || rule == value.value() ? 0 : 1));
        }

        @Override
        public void processBroadcastElement(Event value, Context ctx, Collector<Result> out) {
            ctx.getBroadcastState(RULES).put(value.value(), value.value());
        }
    }
}
