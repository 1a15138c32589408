/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.shape;

import io.millrace.async.AsyncFunction;
import io.millrace.async.AsyncRetryStrategies.FixedDelayRetryStrategyBuilder;
import io.millrace.async.AsyncRetryStrategy;
import io.millrace.async.ResultFuture;
import io.millrace.async.RetryPredicates;
import io.millrace.async.RichAsyncFunction;
import io.millrace.function.Collector;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.process.ProcessFunction;
import io.millrace.simulation.Outputs;
import io.millrace.simulation.Randomness;
import io.millrace.simulation.Scenario;
import io.millrace.simulation.SimulationFailure;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.stream.AsyncDataStream;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Asynchronous requests, whose answers the simulation delays and shuffles. */
final class AsyncShapes {
    private AsyncShapes() {}

    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        for (boolean ordered : new boolean[] {true, false}) {
            String order = ordered ? "ordered" : "unordered";
            all.add(new Shape("async-" + order, ordered, false, (stream, async) -> async.apply(stream)));
            all.add(new Shape("async-" + order + "-retry", ordered, true, (stream, async) -> async.apply(stream)));
            all.add(new Shape(
                    "async-" + order + "-timers",
                    ordered,
                    false,
                    (stream, async) -> async.apply(stream.keyBy(Event::key).process(new HoldBack()))));
        }
        // A channel that has ended while requests of the same task are still under way.
        all.add(new Shape("async-beside-an-end", false, false, (stream, async) -> async.apply(stream)
                .union(stream.rebalance().filter(event -> false))));
        all.add(new Shape("async-twice", true, true, (stream, async) -> async.apply(async.apply(stream))));
        return all;
    }

    private interface Async {
        DataStream<Event> apply(DataStream<Event> stream);
    }

    private interface Job {
        DataStream<Event> build(DataStream<Event> stream, Async async);
    }

    /** Answers each element with itself: some twice or too late, some by the timeout, some at the second attempt. */
    private static final class Echo extends RichAsyncFunction<Event, Event> {
        private static final long serialVersionUID = 1L;

        private final boolean fails;

        @SuppressWarnings("NullAway.Init") // set in open
        private transient Map<Event, Integer> attempts;

        Echo(boolean fails) {
            this.fails = fails;
        }

        @Override
        public void open(OpenContext openContext) {
            attempts = new LinkedHashMap<>();
        }

        @Override
        public void asyncInvoke(Event input, ResultFuture<Event> resultFuture) {
            int attempt = attempts.merge(input, 1, Integer::sum);
            if (input.id() % 11 == 0) {
                return; // times out
            }
            if (fails && input.id() % 3 == 0 && attempt < 3) {
                resultFuture.completeExceptionally(new IOException("attempt " + attempt));
                return;
            }
            resultFuture.complete(List.of(input));
            if (input.id() % 5 == 0) {
                resultFuture.complete(List.of(input, input));
                resultFuture.completeExceptionally(new IOException("after the answer"));
            }
        }

        @Override
        public void timeout(Event input, ResultFuture<Event> resultFuture) {
            resultFuture.complete(Collections.singletonList(input));
        }
    }

    /** Emits everything of a key when its timers fire: long emissions into an operator that takes little at once. */
    private static final class HoldBack extends KeyedProcessFunction<Integer, Event, Event> {
        @SuppressWarnings("NullAway.Init") // set in open
        private transient ListState<Event> held;

        @Override
        public void open(OpenContext context) {
            held = getRuntimeContext().getListState(new ListStateDescriptor<>("held", Event.class));
        }

        @Override
        public void processElement(Event value, Context ctx, Collector<Event> out) {
            held.add(value);
            ctx.timerService().registerEventTimeTimer(value.time() + 20);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext ctx, Collector<Event> out) {
            List<Event> kept = new ArrayList<>();
            for (Event event : held.get()) {
                if (event.time() + 20 == timestamp) {
                    out.collect(event);
                } else {
                    kept.add(event);
                }
            }
            held.update(kept);
        }
    }

    /** Turns each element into a row that says whether it came behind a watermark that it was not late for. */
    private static final class Check extends ProcessFunction<Event, Result> {
        @Override
        public void processElement(Event value, Context ctx, Collector<Result> out) {
            Long timestamp = ctx.timestamp();
            boolean late = timestamp == null || timestamp <= ctx.timerService().currentWatermark();
            out.collect(new Result(late ? "late" : "echo", value.key(), value.id(), 0));
        }
    }

    /** Notes which elements come behind one of their key that was emitted after them. */
    private static final class InOrder extends KeyedProcessFunction<Long, Result, Result> {
        @SuppressWarnings("NullAway.Init") // set in open
        private transient ValueState<Long> last;

        @Override
        public void open(OpenContext context) {
            last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", Long.class));
        }

        @Override
        public void processElement(Result value, Context ctx, Collector<Result> out) {
            Long before = last.value();
            boolean inOrder = before == null || before < value.b();
            last.update(value.b());
            out.collect(new Result(value.what(), value.a(), value.b(), inOrder ? 0 : 1));
        }
    }

    private record Shape(String name, boolean ordered, boolean fails, Job job) implements Scenario {
        @Override
        public Run draw(Randomness random) {
            Events events = Events.draw(random, 0);
            int capacity = random.upTo(40);
            long timeout = random.upTo(500);
            boolean rebalances = random.chance(0.3);
            AsyncRetryStrategy<Event> retries = new FixedDelayRetryStrategyBuilder<Event>(10, random.upTo(20))
                    .ifException(RetryPredicates.HAS_EXCEPTION_PREDICATE)
                    .build();
            return new Run() {
                private final Set<Integer> parallelisms = new LinkedHashSet<>();

                @Override
                public void build(StreamExecutionEnvironment environment) {
                    parallelisms.add(environment.getParallelism());
                    DataStream<Event> stream = events.stream(environment);
                    DataStream<Event> answered = job.build(rebalances ? stream.rebalance() : stream, this::ask);
                    DataStream<Result> checked = answered.process(new Check());
                    EventScenario.sink(
                            checksOrder() ? checked.keyBy(Result::a).process(new InOrder()) : checked,
                            EventScenario.OUT);
                }

                /** A key's events come from one split, and so from one subtask: in order where requests keep it. */
                private boolean checksOrder() {
                    return ordered && !rebalances && !name.endsWith("timers");
                }

                private DataStream<Event> ask(DataStream<Event> stream) {
                    AsyncFunction<Event, Event> echo = new Echo(fails);
                    TimeUnit unit = TimeUnit.MILLISECONDS;
                    if (!fails) {
                        return ordered
                                ? AsyncDataStream.orderedWait(stream, echo, timeout, unit, capacity)
                                : AsyncDataStream.unorderedWait(stream, echo, timeout, unit, capacity);
                    }
                    return ordered
                            ? AsyncDataStream.orderedWaitWithRetry(stream, echo, timeout, unit, capacity, retries)
                            : AsyncDataStream.unorderedWaitWithRetry(stream, echo, timeout, unit, capacity, retries);
                }

                @Override
                public void verify(Outputs outputs) {
                    List<Result> rows = outputs.rows(EventScenario.OUT);
                    if (parallelisms.size() > 1) {
                        // Requests that went to another subtask may be overtaken there.
                        rows = rows.stream()
                                .map(row -> new Result(row.what(), row.a(), row.b(), 0))
                                .toList();
                    }
                    List<Result> expected = events.all().stream()
                            .map(event -> new Result("echo", event.key(), event.id(), 0))
                            .toList();
                    if (!sorted(rows).equals(sorted(expected))) {
                        throw new SimulationFailure("Expected " + sorted(expected) + ", but got " + sorted(rows));
                    }
                }

                private List<Result> sorted(List<Result> rows) {
                    return rows.stream()
                            .sorted(Comparator.comparingLong(Result::b)
                                    .thenComparingLong(Result::c)
                                    .thenComparing(Result::what))
                            .toList();
                }
            };
        }
    }
}
