/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint;

import io.millrace.connector.Sink;
import io.millrace.connector.basic.SequenceSource;
import io.millrace.function.Aggregates;
import io.millrace.function.Collector;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.MapState;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.ReducingState;
import io.millrace.state.ReducingStateDescriptor;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.CountTrigger;
import io.millrace.window.EventTimeSessionWindows;
import io.millrace.window.SlidingEventTimeWindows;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The job whose savepoints are kept as test data for ever: state of every kind, and values of every kind of type. It
 * must not be changed: a later version of Millrace must go on from what an earlier one wrote for it.
 */
final class GoldenJob {
    static final long LAST = 19_999;
    static final int KEYS = 10;

    private GoldenJob() {}

    enum Mood {
        CALM,
        ANGRY
    }

    sealed interface Shape {
        record Circle(double radius) implements Shape {}

        record Square(int side) implements Shape {}
    }

    record Item(
            String name,
            long number,
            Instant time,
            BigDecimal price,
            Mood mood,
            Shape shape,
            Optional<LocalDate> day,
            UUID id,
            Map<String, Integer> counts) {
        private static Map<String, Integer> counts(int number) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            counts.put("a", number);
            counts.put("b", 1);
            return counts;
        }

        static Item of(long number) {
            return new Item(
                    "item " + number,
                    number,
                    Instant.ofEpochMilli(number),
                    BigDecimal.valueOf(number, 2),
                    number % 2 == 0 ? Mood.CALM : Mood.ANGRY,
                    number % 3 == 0 ? new Shape.Circle(number) : new Shape.Square((int) number),
                    number % 5 == 0 ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(number)),
                    new UUID(number, -number),
                    counts((int) number));
        }
    }

    static final class Everything extends KeyedProcessFunction<Long, Item, String> {
        private transient ValueState<Item> last;
        private transient ListState<Long> evens;
        private transient MapState<Mood, Long> byMood;
        private transient ReducingState<Long> sum;

        @Override
        public void open(OpenContext context) {
            last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", Item.class));
            evens = getRuntimeContext().getListState(new ListStateDescriptor<>("evens", Long.class));
            byMood = getRuntimeContext().getMapState(new MapStateDescriptor<>("by mood", Mood.class, Long.class));
            sum = getRuntimeContext().getReducingState(new ReducingStateDescriptor<>("sum", Long::sum, Long.class));
        }

        @Override
        public void processElement(Item item, Context ctx, Collector<String> out) throws Exception {
            Item before = last.value();
            if (before != null && before.number() + KEYS != item.number()) {
                throw new IllegalStateException("Before " + item + " came " + before);
            }
            last.update(item);
            if (item.number() % 500 == 0) {
                evens.add(item.number());
            }
            Long known = byMood.get(item.mood());
            byMood.put(item.mood(), known == null ? 1 : known + 1);
            sum.add(item.number());
            ctx.timerService().registerEventTimeTimer(LAST + 1);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext ctx, Collector<String> out) throws Exception {
            long count = 0;
            for (Long number : evens.get()) {
                count += number / 500;
            }
            out.collect("key " + ctx.getCurrentKey() + ": last " + last.value() + ", evens " + count + ", calm "
                    + byMood.get(Mood.CALM) + ", angry " + byMood.get(Mood.ANGRY) + ", sum " + sum.get());
        }
    }

    /** The sinks of the job, by the names of its outputs. */
    interface Sinks {
        Sink<String> sink(String name);
    }

    static void build(StreamExecutionEnvironment environment, long rate, Sinks sinks) {
        DataStream<Item> items = environment
                .fromSource(
                        rate == 0 ? new SequenceSource(0, LAST) : new SequenceSource(0, LAST).rateLimit(rate),
                        WatermarkStrategy.<Long>forMonotonousTimestamps()
                                .withTimestampAssigner((number, timestamp) -> number),
                        "numbers")
                .uid("numbers")
                .setParallelism(1)
                .map(Item::of)
                .uid("items")
                .setParallelism(1);
        items.keyBy(item -> item.number() % KEYS)
                .process(new Everything())
                .uid("everything")
                .sinkTo(sinks.sink("everything"))
                .uid("everything-sink");
        items.keyBy(Item::mood)
                .window(SlidingEventTimeWindows.of(Duration.ofSeconds(10), Duration.ofSeconds(2)))
                .aggregate(Aggregates.sum(Item::number))
                .uid("sliding")
                .map(String::valueOf)
                .uid("sliding-text")
                .sinkTo(sinks.sink("sliding"))
                .uid("sliding-sink");
        items.keyBy(Item::shape)
                .window(EventTimeSessionWindows.withGap(Duration.ofSeconds(100)))
                .aggregate(Aggregates.count())
                .uid("sessions")
                .map(String::valueOf)
                .uid("sessions-text")
                .sinkTo(sinks.sink("sessions"))
                .uid("sessions-sink");
        items.keyBy(item -> item.name().substring(0, 6))
                .window(EventTimeSessionWindows.withGap(Duration.ofSeconds(100)))
                .trigger(CountTrigger.of(1_000))
                .reduce((first, second) -> second)
                .uid("counted")
                .map(Item::name)
                .uid("counted-text")
                .sinkTo(sinks.sink("counted"))
                .uid("counted-sink");
    }
}
