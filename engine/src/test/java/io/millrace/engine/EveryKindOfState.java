/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import io.millrace.connector.basic.CollectingSink;
import io.millrace.connector.basic.SequenceSource;
import io.millrace.function.AggregateFunction;
import io.millrace.function.Collector;
import io.millrace.function.MapFunction;
import io.millrace.process.BroadcastProcessFunction;
import io.millrace.process.CheckpointedFunction;
import io.millrace.process.FunctionInitializationContext;
import io.millrace.process.FunctionSnapshotContext;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.process.ProcessJoinFunction;
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
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.CountTrigger;
import io.millrace.window.EventTimeSessionWindows;
import io.millrace.window.SlidingEventTimeWindows;
import io.millrace.window.TumblingEventTimeWindows;
import java.time.Duration;
import java.util.List;

/** A job that has state of every kind in its checkpoints, and never ends. */
final class EveryKindOfState {
    private static final long KEYS = 40;
    private static final Duration LONG = Duration.ofDays(1);
    private static final MapStateDescriptor<Long, String> RULES =
            new MapStateDescriptor<>("rules", Long.class, String.class);

    private EveryKindOfState() {}

    record Reading(long key, long value, String text) {}

    static StreamExecutionEnvironment build(StreamExecutionEnvironment environment) {
        DataStream<Reading> readings = readings(environment, "readings");
        sink(
                readings.keyBy(Reading::key)
                        .process(new KeyedStates())
                        .uid("keyed")
                        .map(Reading::text),
                "keyed");
        sink(
                readings.keyBy(Reading::key)
                        .window(SlidingEventTimeWindows.of(LONG, LONG.dividedBy(4)))
                        .sum("value")
                        .uid("slices")
                        .map(Reading::text),
                "slices");
        sink(
                readings.keyBy(Reading::key)
                        .window(EventTimeSessionWindows.withGap(LONG))
                        .sum("value")
                        .uid("sessions")
                        .map(Reading::text),
                "sessions");
        sink(
                readings.keyBy(Reading::key)
                        .window(TumblingEventTimeWindows.of(LONG))
                        .trigger(CountTrigger.of(1_000_000))
                        .sum("value")
                        .uid("general")
                        .map(Reading::text),
                "general");
        sink(
                readings.keyBy(Reading::key)
                        .intervalJoin(readings(environment, "others").keyBy(Reading::key))
                        .between(Duration.ZERO, Duration.ofMillis(1))
                        .process(new Pair())
                        .uid("join"),
                "join");
        sink(
                readings.connect(readings(environment, "rules").broadcast(RULES))
                        .process(new Rules())
                        .uid("broadcast"),
                "broadcast");
        sink(readings.map(new Remembering()).uid("list"), "list");
        return environment;
    }

    private static DataStream<Reading> readings(StreamExecutionEnvironment environment, String uid) {
        return environment
                .fromSource(
                        new SequenceSource(0, 1_000_000_000).rateLimit(20_000),
                        WatermarkStrategy.<Long>forMonotonousTimestamps()
                                .withTimestampAssigner((number, timestamp) -> number),
                        uid)
                .uid(uid)
                .map(number -> new Reading(number % KEYS, number, "reading " + number % 7));
    }

    private static void sink(DataStream<String> stream, String uid) {
        stream.sinkTo(new CollectingSink<>()).uid(uid + "-sink");
    }

    private static final class KeyedStates extends KeyedProcessFunction<Long, Reading, Reading> {
        private transient ValueState<Reading> last;
        private transient ValueState<Long> fading;
        private transient ListState<Long> all;
        private transient MapState<String, Long> counts;
        private transient ReducingState<Long> sum;
        private transient AggregatingState<Long, Long> most;

        @Override
        public void open(OpenContext context) {
            last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", Reading.class));
            ValueStateDescriptor<Long> withTimeToLive = new ValueStateDescriptor<>("fading", Long.class);
            withTimeToLive.enableTimeToLive(StateTtlConfig.newBuilder(LONG).build());
            fading = getRuntimeContext().getState(withTimeToLive);
            all = getRuntimeContext().getListState(new ListStateDescriptor<>("all", Long.class));
            counts = getRuntimeContext().getMapState(new MapStateDescriptor<>("counts", String.class, Long.class));
            sum = getRuntimeContext().getReducingState(new ReducingStateDescriptor<>("sum", Long::sum, Long.class));
            most = getRuntimeContext()
                    .getAggregatingState(new AggregatingStateDescriptor<>("most", new Most(), Long.class));
        }

        @Override
        public void processElement(Reading reading, Context ctx, Collector<Reading> out) throws Exception {
            last.update(reading);
            fading.update(reading.value());
            if (reading.value() % 10 == 0) {
                all.add(reading.value());
                ctx.timerService().registerEventTimeTimer(reading.value() + LONG.toMillis());
                ctx.timerService()
                        .registerProcessingTimeTimer(ctx.timerService().currentProcessingTime() + LONG.toMillis());
            }
            Long before = counts.get(reading.text());
            counts.put(reading.text(), before == null ? 1 : before + 1);
            sum.add(reading.value());
            most.add(reading.value());
            out.collect(reading);
        }
    }

    private static final class Most implements AggregateFunction<Long, Long, Long> {
        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Long value, Long accumulator) {
            return Math.max(value, accumulator);
        }

        @Override
        public Long getResult(Long accumulator) {
            return accumulator;
        }

        @Override
        public Long merge(Long a, Long b) {
            return Math.max(a, b);
        }
    }

    private static final class Pair extends ProcessJoinFunction<Reading, Reading, String> {
        @Override
        public void processElement(Reading left, Reading right, Context ctx, Collector<String> out) {
            out.collect(left.text() + right.text());
        }
    }

    private static final class Rules extends BroadcastProcessFunction<Reading, Reading, String> {
        @Override
        public void processElement(Reading reading, ReadOnlyContext ctx, Collector<String> out) throws Exception {
            String rule = ctx.getBroadcastState(RULES).get(reading.key());
            out.collect(rule == null ? "none" : rule);
        }

        @Override
        public void processBroadcastElement(Reading rule, Context ctx, Collector<String> out) throws Exception {
            ctx.getBroadcastState(RULES).put(rule.key(), rule.text());
        }
    }

    private static final class Remembering implements MapFunction<Reading, String>, CheckpointedFunction {
        private transient ListState<Long> ours;
        private transient ListState<Long> everybodys;
        private long count;

        @Override
        public String map(Reading reading) {
            count++;
            return reading.text();
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            ours = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("ours", Long.class));
            everybodys =
                    context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("all", Long.class));
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            ours.update(List.of(count, count + 1));
            everybodys.update(List.of(count));
        }
    }
}
