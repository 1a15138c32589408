/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.shape;

import static io.millrace.campaign.shape.EventScenario.exact;

import io.millrace.function.CoFlatMapFunction;
import io.millrace.function.Collector;
import io.millrace.function.OutputTag;
import io.millrace.process.ProcessFunction;
import io.millrace.simulation.Scenario;
import io.millrace.stream.DataStream;
import io.millrace.stream.SingleOutputStreamOperator;
import java.util.ArrayList;
import java.util.List;

/** Jobs without state. */
final class StatelessShapes {
    private static final OutputTag<Event> ODD = new OutputTag<>("odd") {};

    private StatelessShapes() {}

    static List<Scenario> all() {
        return List.of(
                exact("pass-through", stream -> stream, events -> events),
                exact("chain", StatelessShapes::chain, StatelessShapes::chained),
                exact("rebalance", stream -> stream.rebalance().map(Event::id), events -> ids(events, 1)),
                exact(
                        "rebalance-down",
                        stream -> stream.rebalance()
                                .map(Event::id)
                                .setParallelism(1)
                                .rebalance()
                                .filter(id -> id >= 0),
                        events -> ids(events, 1)),
                exact(
                        "broadcast",
                        stream -> stream.broadcast().map(Event::id).setParallelism(3),
                        events -> ids(events, 3)),
                exact(
                        "partition-custom",
                        stream -> stream.partitionCustom(
                                        (key, partitions) -> Math.floorMod(key, partitions), Event::key)
                                .map(Event::id),
                        events -> ids(events, 1)),
                exact("shuffle", stream -> stream.shuffle().map(Event::id), events -> ids(events, 1)),
                exact("global", stream -> stream.global().map(Event::id), events -> ids(events, 1)),
                exact("rescale", StatelessShapes::rescaled, events -> ids(events, 1)),
                exact("unchained", StatelessShapes::unchained, StatelessShapes::chained),
                exact("diamond", StatelessShapes::diamond, events -> ids(events, 2)),
                exact("self-union", stream -> stream.union(stream, stream).map(Event::id), events -> ids(events, 3)),
                exact("connect", StatelessShapes::connect, events -> ids(events, 2)),
                exact("mixed-parallelism", StatelessShapes::mixed, events -> ids(events, 1)),
                exact("side-outputs", StatelessShapes::sideOutputs, events -> ids(events, 1)));
    }

    static List<Integer> ids(List<Event> events, int times) {
        List<Integer> ids = new ArrayList<>();
        for (Event event : events) {
            for (int i = 0; i < times; i++) {
                ids.add(event.id());
            }
        }
        return ids;
    }

    private static DataStream<?> chain(DataStream<Event> stream) {
        return stream.map(event -> new Event(event.key(), event.id(), event.time(), event.value() + 1))
                .filter(event -> event.value() % 3 != 0)
                .<Result>flatMap((event, out) -> {
                    for (int i = 0; i < event.value() % 4; i++) {
                        out.collect(new Result("copy", event.id(), event.value(), i));
                    }
                });
    }

    private static DataStream<?> unchained(DataStream<Event> stream) {
        stream.getExecutionEnvironment().disableOperatorChaining();
        return chain(stream);
    }

    private static DataStream<?> rescaled(DataStream<Event> stream) {
        return stream.rescale()
                .map(Event::id)
                .setParallelism(2)
                .rescale()
                .filter(id -> true)
                .setParallelism(5)
                .rescale()
                .filter(id -> true)
                .setParallelism(3);
    }

    private static List<?> chained(List<Event> events) {
        List<Result> expected = new ArrayList<>();
        for (Event event : events) {
            int value = event.value() + 1;
            for (int i = 0; value % 3 != 0 && i < value % 4; i++) {
                expected.add(new Result("copy", event.id(), value, i));
            }
        }
        return expected;
    }

    private static DataStream<?> diamond(DataStream<Event> stream) {
        DataStream<Integer> slow = stream.rebalance().map(Event::id);
        DataStream<Integer> fast = stream.map(Event::id);
        return slow.union(fast).rebalance().filter(id -> true);
    }

    private static DataStream<?> mixed(DataStream<Event> stream) {
        return stream.map(Event::id)
                .setParallelism(3)
                .filter(id -> true)
                .setParallelism(2)
                .keyBy(id -> id)
                .filter(id -> true)
                .setParallelism(4);
    }

    private static DataStream<?> connect(DataStream<Event> stream) {
        return stream.rebalance()
                .map(Event::id)
                .connect(stream)
                .flatMap(new CoFlatMapFunction<Integer, Event, Integer>() {
                    @Override
                    public void flatMap1(Integer value, Collector<Integer> out) {
                        out.collect(value);
                    }

                    @Override
                    public void flatMap2(Event value, Collector<Integer> out) {
                        out.collect(value.id());
                    }
                });
    }

    private static DataStream<?> sideOutputs(DataStream<Event> stream) {
        SingleOutputStreamOperator<Event> even = stream.process(new ProcessFunction<Event, Event>() {
            @Override
            public void processElement(Event value, Context ctx, Collector<Event> out) {
                if (value.id() % 2 == 0) {
                    out.collect(value);
                } else {
                    ctx.output(ODD, value);
                }
            }
        });
        return even.map(Event::id).union(even.getSideOutput(ODD).rebalance().map(Event::id));
    }
}
