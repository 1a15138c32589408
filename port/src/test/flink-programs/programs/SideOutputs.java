/* SPDX-License-Identifier: Apache-2.0 */
package programs;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Counts readings by sensor and ten seconds; odd ones and late ones go to outputs of their own. */
public final class SideOutputs {
    private static final OutputTag<Tuple2<String, Long>> LATE = new OutputTag<Tuple2<String, Long>>("late") {};
    private static final OutputTag<String> UNNAMED = new OutputTag<>("unnamed", Types.STRING);

    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);

        SingleOutputStreamOperator<Tuple2<String, Long>> named = env.fromData(
                        Tuple2.of("hall", 1_000L),
                        Tuple2.of("yard", 4_000L),
                        Tuple2.of("", 5_000L),
                        Tuple2.of("hall", 9_000L),
                        Tuple2.of("hall", 11_000L),
                        Tuple2.of("yard", 8_000L), // late
                        Tuple2.of("yard", 13_000L),
                        Tuple2.of("hall", 2_000L), // late
                        Tuple2.of("", 14_000L),
                        Tuple2.of("yard", 25_000L),
                        Tuple2.of("hall", 12_000L), // late
                        Tuple2.of("hall", 20_500L))
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Tuple2<String, Long>>forGenerator(
                                context -> new AfterEveryReading())
                        .withTimestampAssigner((reading, timestamp) -> reading.f1))
                .process(new Named(), TypeInformation.of(new org.apache.flink.api.common.typeinfo.TypeHint<Tuple2<String, Long>>() {}));

        SingleOutputStreamOperator<String> counts = named.keyBy(reading -> reading.f0)
                .window(TumblingEventTimeWindows.of(Duration.ofSeconds(10)))
                .sideOutputLateData(LATE)
                .process(new Count());

        counts.print();
        counts.getSideOutput(LATE).map(reading -> "late: " + reading).print();
        named.getSideOutput(UNNAMED).print();

        env.execute("side outputs");
    }

    /** Event time is what the newest reading says, at once. */
    public static final class AfterEveryReading implements WatermarkGenerator<Tuple2<String, Long>> {
        @Override
        public void onEvent(Tuple2<String, Long> reading, long timestamp, WatermarkOutput output) {
            output.emitWatermark(new Watermark(timestamp));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            // there is nothing that was not said
        }
    }

    /** Takes out the readings without a name. */
    public static final class Named extends ProcessFunction<Tuple2<String, Long>, Tuple2<String, Long>> {
        @Override
        public void processElement(
                Tuple2<String, Long> reading, Context context, Collector<Tuple2<String, Long>> out) {
            if (reading.f0.isEmpty()) {
                context.output(UNNAMED, "unnamed at " + context.timestamp());
            } else {
                out.collect(reading);
            }
        }
    }

    /** Counts a window. */
    public static final class Count extends ProcessWindowFunction<Tuple2<String, Long>, String, String, TimeWindow> {
        @Override
        public void process(
                String sensor, Context context, Iterable<Tuple2<String, Long>> readings, Collector<String> out) {
            int count = 0;
            for (Tuple2<String, Long> ignored : readings) {
                count++;
            }
            out.collect(sensor + " " + context.window().getStart() + ".." + context.window().getEnd() + ": " + count);
        }
    }
}
