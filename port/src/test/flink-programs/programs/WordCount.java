/* SPDX-License-Identifier: Apache-2.0 */
package programs;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/** Counts the words of a few lines, and prints each new count. */
public final class WordCount {
    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);

        DataStream<String> lines = env.fromData(
                "the mill turns while the water runs",
                "no water, no race; no race, no mill",
                "the race is run");

        lines.flatMap((String line, Collector<Tuple2<String, Integer>> out) -> {
                    for (String word : line.split("[^a-z]+")) {
                        out.collect(Tuple2.of(word, 1));
                    }
                })
                .returns(Types.TUPLE(Types.STRING, Types.INT)) // the lambda does not say it
                .keyBy(counted -> counted.f0)
                .sum(1)
                .print();

        env.execute("word count");
    }
}
