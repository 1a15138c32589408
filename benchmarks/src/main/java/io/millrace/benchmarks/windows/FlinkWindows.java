/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.windows;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;

/** The job as a Flink program, with object reuse and state in hash maps. */
final class FlinkWindows {
    private static final TypeInformation<Tuple3<Long, Long, Long>> READING =
            Types.TUPLE(Types.LONG, Types.LONG, Types.LONG);

    private FlinkWindows() {}

    /** Runs until the JVM ends. */
    static void run(WindowCase windowCase) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        environment.getConfig().enableObjectReuse();
        long keys = windowCase.keys();
        environment
                .fromSource(
                        new NumberSequenceSource(0, Long.MAX_VALUE - 1), WatermarkStrategy.noWatermarks(), "numbers")
                .map(number -> {
                    Reading reading = Reading.of(number, keys);
                    return Tuple3.of(reading.key(), reading.value(), reading.time());
                })
                .returns(READING)
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Tuple3<Long, Long, Long>>forMonotonousTimestamps()
                        .withTimestampAssigner((reading, previous) -> reading.f2))
                .keyBy(reading -> reading.f0, Types.LONG)
                .window(SlidingEventTimeWindows.of(
                        Duration.ofMillis(windowCase.sizeMillis()), Duration.ofMillis(Reading.SLIDE_MILLIS)))
                .aggregate(new LongAggregate(windowCase.aggregate().equals(WindowCase.SUM)), Types.LONG, Types.LONG)
                .sinkTo(new Rows());
        environment.execute("windows");
    }

    private static final class LongAggregate implements AggregateFunction<Tuple3<Long, Long, Long>, Long, Long> {
        private final boolean sums;

        LongAggregate(boolean sums) {
            this.sums = sums;
        }

        @Override
        public Long createAccumulator() {
            return sums ? 0 : Long.MIN_VALUE;
        }

        @Override
        public Long add(Tuple3<Long, Long, Long> value, Long accumulator) {
            Progress.add();
            return merge(value.f1, accumulator);
        }

        @Override
        public Long getResult(Long accumulator) {
            return accumulator;
        }

        @Override
        public Long merge(Long a, Long b) {
            return sums ? a + b : Math.max(a, b);
        }
    }

    private static final class Rows implements Sink<Long> {
        @Override
        public SinkWriter<Long> createWriter(WriterInitContext context) {
            return new Writer();
        }
    }

    private static final class Writer implements SinkWriter<Long> {
        @Override
        public void write(Long row, Context context) {
            Long timestamp = context.timestamp();
            if (timestamp == null) {
                throw new IllegalStateException("A window's row has no timestamp");
            }
            Progress.row(row, timestamp);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
    }
}
