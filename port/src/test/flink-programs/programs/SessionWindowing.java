/* SPDX-License-Identifier: Apache-2.0 */
package programs;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.*;
import org.apache.flink.streaming.api.environment.*;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;

/** Sums clicks by user and session: a session ends where nothing came for three seconds. */
public final class SessionWindowing {
    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);

        DataStream<Tuple3<String, Long, Integer>> clicks = env.fromData(
                        Tuple3.of("ada", 1_000L, 1),
                        Tuple3.of("bob", 1_000L, 1),
                        Tuple3.of("bob", 3_000L, 1),
                        Tuple3.of("bob", 5_000L, 2),
                        Tuple3.of("cyd", 6_000L, 1),
                        Tuple3.of("ada", 10_000L, 1),
                        Tuple3.of("cyd", 11_000L, 4),
                        Tuple3.of("ada", 12_500L, 7),
                        Tuple3.of("bob", 15_000L, 3))
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Tuple3<String, Long, Integer>>forMonotonousTimestamps()
                        .withTimestampAssigner((click, timestamp) -> click.f1));

        clicks.keyBy(click -> click.f0)
                .window(EventTimeSessionWindows.withGap(Duration.ofSeconds(3)))
                .sum(2)
                .print();

        env.execute("sessions");
    }
}
