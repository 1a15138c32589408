/* SPDX-License-Identifier: Apache-2.0 */
package programs;

import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.apache.flink.streaming.api.windowing.assigners.SlidingProcessingTimeWindows;
import org.apache.flink.util.Collector;

/**
 * Sums by sliding windows of processing time. Which record falls into which window differs from run to run, but each
 * falls into as many as the size holds slides, so the sum over all windows is always the same. Silent records that
 * come later keep the job alive until the windows of the others have fired.
 */
public final class SlidingProcessingTime {
    private static final int COUNTED = 40;

    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);

        DataStream<Tuple2<String, Long>> paced = AsyncDataStream.unorderedWait(
                env.fromSequence(0, 79), new OneAfterTheOther(), 5, TimeUnit.MINUTES, 200);

        paced.keyBy(record -> record.f0)
                .window(SlidingProcessingTimeWindows.of(Duration.ofMillis(400), Duration.ofMillis(100)))
                .sum(1)
                .filter(sum -> !sum.f0.equals("silent"))
                .keyBy(sum -> sum.f0)
                .process(new SumAtTheEnd())
                .print();

        env.execute("sliding windows of processing time");
    }

    /** Hands the counted records on ten milliseconds apart, the silent ones a hundred. */
    public static final class OneAfterTheOther extends RichAsyncFunction<Long, Tuple2<String, Long>> {
        private transient ScheduledExecutorService clock;

        @Override
        public void open(OpenContext context) {
            clock = Executors.newSingleThreadScheduledExecutor();
        }

        @Override
        public void asyncInvoke(Long number, ResultFuture<Tuple2<String, Long>> result) {
            boolean silent = number >= COUNTED;
            long delay = silent ? COUNTED * 10 + (number - COUNTED) * 100 : number * 10;
            String key = silent ? "silent" : number % 2 == 0 ? "even" : "odd";
            clock.schedule(
                    () -> result.complete(Collections.singletonList(Tuple2.of(key, number))),
                    delay,
                    TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            if (clock != null) {
                clock.shutdownNow();
            }
        }
    }

    /** Adds up what comes, and says it when no more can come. */
    public static final class SumAtTheEnd extends KeyedProcessFunction<String, Tuple2<String, Long>, String> {
        private transient ValueState<Long> total;

        @Override
        public void open(OpenContext context) {
            total = getRuntimeContext().getState(new ValueStateDescriptor<>("total", Long.class));
        }

        @Override
        public void processElement(Tuple2<String, Long> sum, Context context, Collector<String> out) throws Exception {
            total.update((total.value() == null ? 0 : total.value()) + sum.f1);
            context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) throws Exception {
            out.collect(context.getCurrentKey() + ": " + total.value());
        }
    }
}
