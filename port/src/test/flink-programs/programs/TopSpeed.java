/* SPDX-License-Identifier: Apache-2.0 */
package programs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.windowing.delta.DeltaFunction;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;
import org.apache.flink.streaming.api.windowing.evictors.TimeEvictor;
import org.apache.flink.streaming.api.windowing.triggers.DeltaTrigger;

/** The highest speed of each car in its last ten seconds, each time that it has gone another fifty metres. */
public final class TopSpeed {
    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);

        // car, kilometres an hour, metres so far, time
        DataStream<Tuple4<Integer, Integer, Double, Long>> cars = env.fromData(
                        TypeInformation.of(new TypeHint<Tuple4<Integer, Integer, Double, Long>>() {}), drives())
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<Tuple4<Integer, Integer, Double, Long>>forMonotonousTimestamps()
                                .withTimestampAssigner((car, timestamp) -> car.f3));

        cars.keyBy(car -> car.f0)
                .window(GlobalWindows.create())
                .evictor(TimeEvictor.of(Duration.ofSeconds(10)))
                .trigger(DeltaTrigger.of(
                        50,
                        new DeltaFunction<Tuple4<Integer, Integer, Double, Long>>() {
                            @Override
                            public double getDelta(
                                    Tuple4<Integer, Integer, Double, Long> before,
                                    Tuple4<Integer, Integer, Double, Long> now) {
                                return now.f2 - before.f2;
                            }
                        },
                        cars.getType().createSerializer(env.getConfig().getSerializerConfig())))
                .maxBy(1)
                .print();

        env.execute("top speed");
    }

    @SuppressWarnings("unchecked")
    private static Tuple4<Integer, Integer, Double, Long>[] drives() {
        List<Tuple4<Integer, Integer, Double, Long>> drives = new ArrayList<>();
        double[] metres = new double[2];
        for (int second = 0; second < 40; second++) {
            for (int car = 0; car < 2; car++) {
                int speed = 30 + (second * 7 + car * 13) % 41;
                metres[car] += speed / 4.0;
                drives.add(Tuple4.of(car, speed, metres[car], second * 1_000L + car));
            }
        }
        return drives.toArray(new Tuple4[0]);
    }
}
