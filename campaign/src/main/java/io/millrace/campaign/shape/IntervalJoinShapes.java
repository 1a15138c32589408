/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.shape;

import io.millrace.function.Collector;
import io.millrace.function.KeySelector;
import io.millrace.function.OutputTag;
import io.millrace.process.OpenContext;
import io.millrace.process.ProcessJoinFunction;
import io.millrace.simulation.Outputs;
import io.millrace.simulation.Randomness;
import io.millrace.simulation.Scenario;
import io.millrace.simulation.SimulationFailure;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.stream.KeyedStream;
import io.millrace.stream.SingleOutputStreamOperator;
import io.millrace.stream.StreamExecutionEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Interval joins, with bounds that are drawn. */
final class IntervalJoinShapes {
    private static final String LATE = "late";
    private static final OutputTag<Event> LATE_LEFT = new OutputTag<>("late-left") {};
    private static final OutputTag<Event> LATE_RIGHT = new OutputTag<>("late-right") {};

    private IntervalJoinShapes() {}

    static List<Scenario> all() {
        return List.of(
                new Shape<>("interval-join", event -> (long) (event.value() % 5), false),
                new Shape<>("interval-join-text-key", event -> "k" + event.value() % 5, false),
                new Shape<>("interval-join-late", event -> (long) (event.value() % 5), true));
    }

    /** Emits each pair with how many came before it for its key: state of the function beside that of the join. */
    private static final class Pairs extends ProcessJoinFunction<Event, Event, Result> {
        @SuppressWarnings("NullAway.Init") // set in open
        private transient ValueState<Long> pairs;

        @Override
        public void open(OpenContext context) {
            pairs = getRuntimeContext().getState(new ValueStateDescriptor<>("pairs", Long.class));
        }

        @Override
        public void processElement(Event left, Event right, Context ctx, Collector<Result> out) {
            Long before = pairs.value();
            pairs.update(before == null ? 1 : before + 1);
            out.collect(new Result("pair", left.id(), right.id(), ctx.getTimestamp()));
        }
    }

    /** The same without state, so that nothing may be left at the end. */
    private static final class PlainPairs extends ProcessJoinFunction<Event, Event, Result> {
        @Override
        public void processElement(Event left, Event right, Context ctx, Collector<Result> out) {
            out.collect(new Result("pair", left.id(), right.id(), ctx.getTimestamp()));
        }
    }

    /** @param late whether some events come behind the watermark */
    private record Shape<K>(String name, KeySelector<Event, K> key, boolean late) implements Scenario {
        @Override
        public Run draw(Randomness random) {
            Events left = Events.draw(random, 0, random.between(1, 3), late);
            Events right = Events.draw(random, 1_000_000, random.between(1, 3), late);
            long lower = random.between(-120, 60);
            long upper = lower + random.below(120);
            boolean lowerExclusive = random.chance(0.3);
            boolean upperExclusive = random.chance(0.3);
            boolean stateful = random.chance(0.3);
            return new Run() {
                @Override
                public void build(StreamExecutionEnvironment environment) {
                    KeyedStream.IntervalJoined<Event, Event, K> joined = left.stream(environment)
                            .keyBy(key)
                            .intervalJoin(right.stream(environment).keyBy(key))
                            .between(Duration.ofMillis(lower), Duration.ofMillis(upper));
                    if (lowerExclusive) {
                        joined.lowerBoundExclusive();
                    }
                    if (upperExclusive) {
                        joined.upperBoundExclusive();
                    }
                    SingleOutputStreamOperator<Result> pairs = joined.sideOutputLeftLateData(LATE_LEFT)
                            .sideOutputRightLateData(LATE_RIGHT)
                            .process(stateful ? new Pairs() : new PlainPairs());
                    EventScenario.sink(pairs, EventScenario.OUT);
                    EventScenario.sink(
                            pairs.getSideOutput(LATE_LEFT)
                                    .union(pairs.getSideOutput(LATE_RIGHT))
                                    .map(event -> new Result(LATE, event.id(), 0, 0)),
                            LATE);
                }

                @Override
                public void verify(Outputs outputs) {
                    List<Result> lateRows = outputs.rows(LATE);
                    if (!late && !lateRows.isEmpty()) {
                        throw new SimulationFailure("No event is late, but these came out: " + lateRows);
                    }
                    outputs.requireRows(EventScenario.OUT, expected(lateRows));
                }

                /** What is late has no partners; a late event is late once, and the others are joined exactly. */
                private List<Result> expected(List<Result> lateRows) {
                    Map<Long, Integer> lateIds = new LinkedHashMap<>();
                    lateRows.forEach(row -> lateIds.merge(row.a(), 1, Integer::sum));
                    if (lateIds.size() < lateRows.size()) {
                        throw new SimulationFailure("An event is late twice: " + lateRows);
                    }
                    List<Result> expected = new ArrayList<>();
                    for (Event one : left.all()) {
                        for (Event other : right.all()) {
                            boolean joins = isPair(one, other)
                                    && !lateIds.containsKey((long) one.id())
                                    && !lateIds.containsKey((long) other.id());
                            if (joins) {
                                expected.add(
                                        new Result("pair", one.id(), other.id(), Math.max(one.time(), other.time())));
                            }
                        }
                    }
                    return expected;
                }

                private boolean isPair(Event one, Event other) {
                    long distance = other.time() - one.time();
                    return one.value() % 5 == other.value() % 5
                            && (lowerExclusive ? distance > lower : distance >= lower)
                            && (upperExclusive ? distance < upper : distance <= upper);
                }

                @Override
                public boolean endsWithoutState() {
                    return !stateful;
                }
            };
        }
    }
}
