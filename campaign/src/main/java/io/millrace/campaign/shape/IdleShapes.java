/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.shape;

import io.millrace.data.Watermark;
import io.millrace.function.Collector;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.simulation.Outputs;
import io.millrace.simulation.Randomness;
import io.millrace.simulation.Scenario;
import io.millrace.simulation.ScriptedSource;
import io.millrace.simulation.ScriptedSource.Script;
import io.millrace.simulation.SimulationFailure;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkGenerator;
import io.millrace.time.WatermarkOutput;
import io.millrace.time.WatermarkStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Two sources that pause, one of which is idle meanwhile. When it wakes up before the other, the other holds the watermark
 * low, and from then on it holds the watermark itself: none of its events is late. When it wakes up behind the other, all
 * of them are.
 */
final class IdleShapes {
    private static final int BEFORE = 40;
    private static final int AFTER = 39;

    private IdleShapes() {}

    static List<Scenario> all() {
        return List.of(new WakingUp());
    }

    /** Something that happens in one of the sources. */
    record Tick(boolean idles, int id, long time) {}

    private record WakingUp() implements Scenario {
        @Override
        public String name() {
            return "waking-up";
        }

        @Override
        public Run draw(Randomness random) {
            Script<Tick> idles = script(true, 5_000, 500 + random.upTo(100));
            Script<Tick> pauses = script(false, 10_000, 500 + random.upTo(100));
            return new Run() {
                @Override
                public void build(StreamExecutionEnvironment environment) {
                    DataStream<Tick> first = environment.fromSource(
                            ScriptedSource.bounded(List.of(idles)),
                            punctual().withIdleness(Duration.ofMillis(100)),
                            "Idles");
                    DataStream<Tick> second =
                            environment.fromSource(ScriptedSource.bounded(List.of(pauses)), punctual(), "Pauses");
                    EventScenario.sink(
                            first.union(second)
                                    .keyBy(tick -> 0)
                                    .process(new Judge())
                                    .setParallelism(1),
                            EventScenario.OUT);
                }

                @Override
                public void verify(Outputs outputs) {
                    List<Result> ticks = outputs.rows(EventScenario.OUT);
                    long late = ticks.stream()
                            .filter(tick -> tick.what().equals("idles") && tick.a() >= BEFORE && tick.b() == 1)
                            .count();
                    if (ticks.size() != 2 * (BEFORE + AFTER)
                            || Set.copyOf(ticks).size() != ticks.size()) {
                        throw new SimulationFailure("Not each tick came once: " + ticks);
                    }
                    if (late != 0 && late != AFTER) {
                        throw new SimulationFailure(
                                late + " events of the source that was idle were late, and not none or all");
                    }
                }
            };
        }
    }

    /** Ends its first part later than the other source does, so that it is behind nobody when it wakes up. */
    private static Script<Tick> script(boolean idles, long second, long pauseMillis) {
        List<Tick> ticks = new ArrayList<>();
        for (int id = 0; id < BEFORE + AFTER; id++) {
            long time = id >= BEFORE ? second + id : idles ? 100 + id : id;
            ticks.add(new Tick(idles, id, time));
        }
        return new Script<>(ticks, BEFORE, pauseMillis, 0);
    }

    private static WatermarkStrategy<Tick> punctual() {
        return WatermarkStrategy.<Tick>forGenerator(context -> new Punctual())
                .withTimestampAssigner((tick, timestamp) -> tick.time());
    }

    private static final class Punctual implements WatermarkGenerator<Tick> {
        @Override
        public void onEvent(Tick event, long timestamp, WatermarkOutput output) {
            output.emitWatermark(new Watermark(timestamp - 1));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }

    private static final class Judge extends KeyedProcessFunction<Integer, Tick, Result> {
        @Override
        public void processElement(Tick value, Context ctx, Collector<Result> out) {
            int late = value.time() <= ctx.timerService().currentWatermark() ? 1 : 0;
            out.collect(new Result(value.idles() ? "idles" : "pauses", value.id(), late, 0));
        }
    }
}
