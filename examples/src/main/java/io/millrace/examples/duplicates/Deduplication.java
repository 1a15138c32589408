/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.duplicates;

import io.millrace.connector.basic.SequenceSource;
import io.millrace.examples.Example;
import io.millrace.examples.Noise;
import io.millrace.function.Aggregates;
import io.millrace.function.Collector;
import io.millrace.stream.DataStream;
import io.millrace.stream.SingleOutputStreamOperator;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.ProcessWindowFunction;
import io.millrace.window.TimeWindow;
import io.millrace.window.TumblingEventTimeWindows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Deduplication: a queue delivers each order at least once, and one in five again, up to five minutes later. Each counts
 * once, and the revenue of each hour is right.
 */
public final class Deduplication implements Example {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration DISORDER = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "deduplication";
    }

    @Override
    public String description() {
        return "State that is forgotten in time: orders that are delivered again and again count once.";
    }

    @Override
    public String explanation() {
        return """
                State with a time to live: a queue delivers each order at least once, and one in five again, up to five minutes later.
                In: a day of deliveries. Out: the revenue of each four hours, of orders that count, and of duplicates that do not.
                An order's number is remembered for ten minutes and then forgotten, so state stays small however long this runs.
                """;
    }

    @Override
    public void build(StreamExecutionEnvironment environment, List<String> arguments) {
        DataStream<Delivery> deliveries = environment
                .fromSource(new SequenceSource(0, 8_639), WatermarkStrategy.noWatermarks(), "numbers")
                .map(Deduplication::delivery);
        SingleOutputStreamOperator<Delivery> orders = orders(deliveries);
        hourly(orders, "orders").print();
        hourly(orders.getSideOutput(FirstOnly.DUPLICATES), "duplicates").print();
    }

    /** The job: what is around it only makes and shows data. */
    static SingleOutputStreamOperator<Delivery> orders(DataStream<Delivery> deliveries) {
        return deliveries
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Delivery>forBoundedOutOfOrderness(DISORDER)
                        .withTimestampAssigner((delivery, timestamp) -> delivery.timeMillis()))
                .keyBy(Delivery::orderId)
                .process(new FirstOnly())
                .uid("first-only");
    }

    private static DataStream<String> hourly(DataStream<Delivery> deliveries, String what) {
        return deliveries
                .keyBy(delivery -> what)
                .window(TumblingEventTimeWindows.of(Duration.ofHours(4)))
                .aggregate(Aggregates.sum(Delivery::cents), new Line());
    }

    /** A delivery every ten seconds; one in five repeats an order of up to thirty deliveries before. */
    static Delivery delivery(long position) {
        Instant time = START.plusSeconds(position * 10);
        long original =
                Noise.chance(20, position, 1) ? Math.max(0, position - 1 - Noise.below(29, position, 2)) : position;
        long cents = 10_00L + Noise.below(90_00, original, 3);
        return new Delivery("order-" + original, cents, original == position ? 1 : 2, time);
    }

    private static final class Line extends ProcessWindowFunction<Long, String, String, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(String what, Context context, Iterable<Long> sums, Collector<String> out) {
            out.collect(String.format(
                    java.util.Locale.ROOT,
                    "%s  %-10s %10.2f",
                    Instant.ofEpochMilli(context.window().getStart()),
                    what,
                    sums.iterator().next() / 100.0));
        }
    }
}
