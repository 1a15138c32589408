/* SPDX-License-Identifier: Apache-2.0 */
package programs;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.JoinFunction;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

/** Joins grades and salaries of the same name within windows of ten seconds. */
public final class WindowJoin {
    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);

        DataStream<Tuple3<String, Integer, Long>> grades = env.fromData(
                        Tuple3.of("tom", 1, 1_000L),
                        Tuple3.of("jerry", 2, 4_000L),
                        Tuple3.of("tom", 3, 9_999L),
                        Tuple3.of("alice", 4, 12_000L),
                        Tuple3.of("tom", 5, 21_000L))
                .assignTimestampsAndWatermarks(byTime());
        DataStream<Tuple3<String, Integer, Long>> salaries = env.fromData(
                        Tuple3.of("tom", 1_000, 2_000L),
                        Tuple3.of("tom", 1_100, 3_000L),
                        Tuple3.of("alice", 1_200, 9_000L),
                        Tuple3.of("alice", 1_300, 19_999L),
                        Tuple3.of("jerry", 1_400, 20_000L),
                        Tuple3.of("tom", 1_500, 29_000L))
                .assignTimestampsAndWatermarks(byTime());

        grades.join(salaries)
                .where(grade -> grade.f0)
                .equalTo(salary -> salary.f0)
                .window(TumblingEventTimeWindows.of(Duration.ofSeconds(10)))
                .apply(new WithSalary())
                .print();

        env.execute("window join");
    }

    private static WatermarkStrategy<Tuple3<String, Integer, Long>> byTime() {
        return WatermarkStrategy.<Tuple3<String, Integer, Long>>forMonotonousTimestamps()
                .withTimestampAssigner((row, timestamp) -> row.f2);
    }

    /** Puts the two sides together. */
    public static final class WithSalary
            implements JoinFunction<
                    Tuple3<String, Integer, Long>, Tuple3<String, Integer, Long>, Tuple3<String, Integer, Integer>> {
        @Override
        public Tuple3<String, Integer, Integer> join(
                Tuple3<String, Integer, Long> grade, Tuple3<String, Integer, Long> salary) {
            return new Tuple3<>(grade.f0, grade.f1, salary.f1);
        }
    }
}
