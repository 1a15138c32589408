/* SPDX-License-Identifier: Apache-2.0 */
package programs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Checks payments by rules that come as a stream. Payments wait in state until all rules are known, since nothing says
 * which of two streams comes first.
 */
public final class BroadcastRules {
    private static final MapStateDescriptor<String, Integer> RULES =
            new MapStateDescriptor<>("rules", Types.STRING, Types.INT);

    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);

        BroadcastStream<Tuple2<String, Integer>> rules = env.fromData(
                        Tuple2.of("large", 500),
                        Tuple2.of("suspicious", 900),
                        Tuple2.of("large", 700)) // replaces the first
                .broadcast(RULES);

        KeyedStream<Tuple2<String, Integer>, String> payments = env.fromData(
                        Tuple2.of("ada", 650),
                        Tuple2.of("bob", 710),
                        Tuple2.of("ada", 950),
                        Tuple2.of("cyd", 20),
                        Tuple2.of("bob", 700))
                .keyBy(payment -> payment.f0);

        payments.connect(rules).process(new Check()).print();

        env.execute("broadcast rules");
    }

    /** Holds payments against rules. */
    public static final class Check
            extends KeyedBroadcastProcessFunction<String, Tuple2<String, Integer>, Tuple2<String, Integer>, String> {
        private transient ListState<Integer> waiting;

        @Override
        public void open(OpenContext context) {
            waiting = getRuntimeContext().getListState(new ListStateDescriptor<>("waiting", Types.INT));
        }

        @Override
        public void processElement(Tuple2<String, Integer> payment, ReadOnlyContext context, Collector<String> out)
                throws Exception {
            waiting.add(payment.f1);
            context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        }

        @Override
        public void processBroadcastElement(Tuple2<String, Integer> rule, Context context, Collector<String> out)
                throws Exception {
            context.getBroadcastState(RULES).put(rule.f0, rule.f1);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) throws Exception {
            Map<String, Integer> rules = new TreeMap<>();
            for (Map.Entry<String, Integer> rule : context.getBroadcastState(RULES).immutableEntries()) {
                rules.put(rule.getKey(), rule.getValue());
            }
            for (Integer payment : waiting.get()) {
                List<String> broken = new ArrayList<>();
                rules.forEach((name, limit) -> {
                    if (payment >= limit) {
                        broken.add(name);
                    }
                });
                out.collect(context.getCurrentKey() + " paid " + payment + ": " + (broken.isEmpty() ? "fine" : broken));
            }
        }
    }
}
