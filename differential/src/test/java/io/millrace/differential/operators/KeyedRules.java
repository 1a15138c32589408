/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.differential.Functions;
import io.millrace.differential.Pipeline;
import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkBuild;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Broadcasts another pipeline as rules: each element waits for both watermarks, and takes the latest rule of its time.
 *
 * @param eager whether elements also take rules up that are no later than they are: those that came before when they
 *     come, and the others when these come; each once, whichever comes first
 */
record KeyedRules(boolean eager, long delay, Pipeline other) implements Step {
    static @Nullable Step draw(Drawing drawing, Traits input) {
        return input.punctual() && drawing.mayAddSource()
                ? new KeyedRules(
                        drawing.random().chance(0.5),
                        drawing.random().below(10),
                        drawing.pipeline(drawing.random().below(3)))
                : null;
    }

    @Override
    public boolean fits(Traits input) {
        return other.fits(input.setting())
                && input.punctual()
                && other.traits(input.setting()).punctual();
    }

    @Override
    public Traits after(Traits input) {
        return Sorted.sorted(input);
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        MillraceStream rules = other.millrace(input.build());
        return input.then(input.keyed()
                .connect(rules.stream().broadcast(OnMillrace.RULES))
                .process(new OnMillrace(eager, delay)));
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        FlinkStream rules = other.flink(input.build());
        return input.spread(input.keyed()
                .connect(rules.stream().broadcast(OnFlink.RULES))
                .process(new OnFlink(eager, delay), FlinkBuild.EVENT));
    }

    @Override
    public List<Step> smaller() {
        return other.smaller().stream()
                .<Step>map(smaller -> new KeyedRules(eager, delay, smaller))
                .toList();
    }

    @Override
    public String toString() {
        return (eager ? "eager " : "") + "keyed broadcast process, delay " + delay + ", with rules\n    "
                + other.toString().replace("\n", "\n    ");
    }

    private static long change(Event rule) {
        return rule.value * 3 + rule.extra;
    }

    private static long changed(@Nullable Long before, Event rule) {
        return (before == null ? 0 : before) + change(rule);
    }

    private static long sumUntil(long time, Iterable<Map.Entry<Long, Long>> rules) {
        long sum = 0;
        for (Map.Entry<Long, Long> entry : rules) {
            sum += entry.getKey() <= time ? entry.getValue() : 0;
        }
        return sum;
    }

    private static List<Event> taught(Iterable<Event> events, long time, Event rule) {
        List<Event> all = new ArrayList<>();
        for (Event event : events) {
            all.add(event.time < time ? event : event.withValue(event.value + change(rule)));
        }
        return all;
    }

    private static Event result(List<Event> due, long timestamp, Iterable<Map.Entry<Long, Long>> rules) {
        long latest = Long.MIN_VALUE;
        long rule = 0;
        for (Map.Entry<Long, Long> entry : rules) {
            if (entry.getKey() <= timestamp && entry.getKey() >= latest) {
                latest = entry.getKey();
                rule = entry.getValue();
            }
        }
        int key = due.stream().mapToInt(event -> event.key).max().orElse(-1);
        return new Event(key, Functions.digest(due, false), timestamp, rule);
    }

    private static List<Event> due(Iterable<Event> events, long until, boolean isDue) {
        List<Event> chosen = new ArrayList<>();
        for (Event event : events) {
            if (event.time <= until == isDue) {
                chosen.add(event);
            }
        }
        return chosen;
    }

    private static final class OnMillrace
            extends io.millrace.process.KeyedBroadcastProcessFunction<Integer, Event, Event, Event> {
        static final io.millrace.state.MapStateDescriptor<Long, Long> RULES =
                new io.millrace.state.MapStateDescriptor<>("rules", Long.class, Long.class);

        static final io.millrace.state.ListStateDescriptor<Event> WAITING =
                new io.millrace.state.ListStateDescriptor<>("waiting", Event.class);

        private final boolean eager;
        private final long delay;
        private transient io.millrace.state.@Nullable ListState<Event> waiting;

        OnMillrace(boolean eager, long delay) {
            this.eager = eager;
            this.delay = delay;
        }

        @Override
        public void open(io.millrace.process.OpenContext context) {
            waiting = getRuntimeContext().getListState(WAITING);
        }

        @Override
        public void processElement(Event event, ReadOnlyContext ctx, io.millrace.function.Collector<Event> out) {
            long time = Objects.requireNonNull(ctx.timestamp());
            long sum = eager ? sumUntil(time, ctx.getBroadcastState(RULES).immutableEntries()) : 0;
            Objects.requireNonNull(waiting).add(event.withTime(time).withValue(event.value + sum));
            ctx.timerService().registerEventTimeTimer(time + delay);
        }

        @Override
        public void processBroadcastElement(Event event, Context ctx, io.millrace.function.Collector<Event> out)
                throws Exception {
            long time = Objects.requireNonNull(ctx.timestamp());
            ctx.getBroadcastState(RULES)
                    .put(time, changed(ctx.getBroadcastState(RULES).get(time), event));
            if (eager) {
                ctx.applyToKeyedState(WAITING, (key, state) -> state.update(taught(state.get(), time, event)));
            }
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext ctx, io.millrace.function.Collector<Event> out) {
            io.millrace.state.ListState<Event> state = Objects.requireNonNull(waiting);
            out.collect(result(
                    due(state.get(), timestamp - delay, true),
                    timestamp,
                    ctx.getBroadcastState(RULES).immutableEntries()));
            state.update(due(state.get(), timestamp - delay, false));
        }
    }

    private static final class OnFlink
            extends org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction<
                    Integer, Event, Event, Event> {
        static final org.apache.flink.api.common.state.MapStateDescriptor<Long, Long> RULES =
                new org.apache.flink.api.common.state.MapStateDescriptor<>("rules", Long.class, Long.class);

        static final org.apache.flink.api.common.state.ListStateDescriptor<Event> WAITING =
                new org.apache.flink.api.common.state.ListStateDescriptor<>("waiting", Event.class);

        private final boolean eager;
        private final long delay;
        private transient org.apache.flink.api.common.state.@Nullable ListState<Event> waiting;

        OnFlink(boolean eager, long delay) {
            this.eager = eager;
            this.delay = delay;
        }

        @Override
        public void open(org.apache.flink.api.common.functions.OpenContext context) {
            waiting = getRuntimeContext().getListState(WAITING);
        }

        @Override
        public void processElement(Event event, ReadOnlyContext ctx, org.apache.flink.util.Collector<Event> out)
                throws Exception {
            long time = Objects.requireNonNull(ctx.timestamp());
            long sum = eager ? sumUntil(time, ctx.getBroadcastState(RULES).immutableEntries()) : 0;
            Objects.requireNonNull(waiting).add(event.withTime(time).withValue(event.value + sum));
            ctx.timerService().registerEventTimeTimer(time + delay);
        }

        @Override
        public void processBroadcastElement(Event event, Context ctx, org.apache.flink.util.Collector<Event> out)
                throws Exception {
            long time = Objects.requireNonNull(ctx.timestamp());
            ctx.getBroadcastState(RULES)
                    .put(time, changed(ctx.getBroadcastState(RULES).get(time), event));
            if (eager) {
                ctx.applyToKeyedState(WAITING, (key, state) -> state.update(taught(state.get(), time, event)));
            }
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext ctx, org.apache.flink.util.Collector<Event> out)
                throws Exception {
            org.apache.flink.api.common.state.ListState<Event> state = Objects.requireNonNull(waiting);
            out.collect(result(
                    due(state.get(), timestamp - delay, true),
                    timestamp,
                    ctx.getBroadcastState(RULES).immutableEntries()));
            state.update(due(state.get(), timestamp - delay, false));
        }
    }
}
