/* SPDX-License-Identifier: Apache-2.0 */
package programs;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/** Follows the orders of a shop through their states, and raises an alert when one goes where it cannot. */
public final class StateMachine {
    /** Where an order is. */
    public enum Stage {
        NEW,
        PAID,
        SENT,
        CLOSED
    }

    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);

        env.fromSequence(0, 199)
                .map(number -> Tuple2.of("order-" + number % 7, happening(number)))
                .returns(Types.TUPLE(Types.STRING, Types.STRING))
                .keyBy(event -> event.f0, Types.STRING)
                .flatMap(new Follow())
                .print();

        env.execute("state machine");
    }

    private static String happening(long number) {
        String[] happenings = {"pay", "send", "close", "open"};
        return happenings[(int) ((number / 7 + (number % 11 == 0 ? 1 : 0)) % 4)];
    }

    /** Keeps the stage of each order, and how often each wrong step was tried. */
    public static final class Follow extends RichFlatMapFunction<Tuple2<String, String>, String> {
        private transient ValueState<Stage> stage;
        private transient ValueState<Tuple2<Integer, Integer>> steps;
        private transient MapState<String, Integer> wrong;

        @Override
        public void open(OpenContext context) {
            stage = getRuntimeContext().getState(new ValueStateDescriptor<>("stage", TypeInformation.of(Stage.class)));
            steps = getRuntimeContext()
                    .getState(new ValueStateDescriptor<>("steps", Types.TUPLE(Types.INT, Types.INT)));
            wrong = getRuntimeContext()
                    .getMapState(new MapStateDescriptor<>("wrong", BasicTypeInfo.STRING_TYPE_INFO, Types.INT));
        }

        @Override
        public void flatMap(Tuple2<String, String> event, Collector<String> out) throws Exception {
            Stage now = stage.value() == null ? Stage.NEW : stage.value();
            Tuple2<Integer, Integer> counted = steps.value() == null ? Tuple2.of(0, 0) : steps.value();
            Stage next = next(now, event.f1);
            if (next == null) {
                int times = wrong.contains(event.f1) ? wrong.get(event.f1) + 1 : 1;
                wrong.put(event.f1, times);
                steps.update(Tuple2.of(counted.f0, counted.f1 + 1));
                out.collect("ALERT " + event.f0 + ": " + event.f1 + " when " + now + ", for the " + times
                        + ". time; good and bad steps before: " + counted);
            } else {
                stage.update(next);
                steps.update(Tuple2.of(counted.f0 + 1, counted.f1));
            }
        }

        private static Stage next(Stage now, String happening) {
            switch (happening) {
                case "pay":
                    return now == Stage.NEW ? Stage.PAID : null;
                case "send":
                    return now == Stage.PAID ? Stage.SENT : null;
                case "close":
                    return now == Stage.SENT ? Stage.CLOSED : null;
                default:
                    return now == Stage.CLOSED ? Stage.NEW : null;
            }
        }
    }
}
