/* SPDX-License-Identifier: Apache-2.0 */
package programs;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.SerializableTimestampAssigner;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.co.ProcessJoinFunction;
import org.apache.flink.util.Collector;

/** Joins each order with the payments that come up to five seconds after it, or two before. */
public final class IntervalJoin {
    /** Something that happens to an order. */
    public static final class Event {
        public int order;
        public String what;
        public long time;

        public Event() {}

        public Event(int order, String what, long time) {
            this.order = order;
            this.what = what;
            this.time = time;
        }
    }

    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);

        KeyedStream<Event, Integer> orders = env.fromSequence(0, 49)
                .map(number -> new Event((int) (number % 5), "ordered " + number, number * 1_000))
                .assignTimestampsAndWatermarks(byTime())
                .keyBy(event -> event.order);
        KeyedStream<Event, Integer> payments = env.fromSequence(0, 24)
                .map(number -> new Event((int) (number % 5), "paid " + number, number * 1_700))
                .assignTimestampsAndWatermarks(byTime())
                .keyBy(event -> event.order);

        orders.intervalJoin(payments)
                .between(Duration.ofSeconds(-2), Duration.ofSeconds(5))
                .upperBoundExclusive()
                .process(new ProcessJoinFunction<Event, Event, String>() {
                    @Override
                    public void processElement(Event order, Event payment, Context context, Collector<String> out) {
                        out.collect(order.order + ": " + order.what + ", " + payment.what + " at "
                                + context.getLeftTimestamp() + ", " + context.getRightTimestamp() + ", "
                                + context.getTimestamp());
                    }
                })
                .print();

        env.execute("interval join");
    }

    private static WatermarkStrategy<Event> byTime() {
        return WatermarkStrategy.<Event>forMonotonousTimestamps()
                .withTimestampAssigner(new SerializableTimestampAssigner<Event>() {
                    @Override
                    public long extractTimestamp(Event event, long recordTimestamp) {
                        return event.time;
                    }
                });
    }
}
