/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.connector.files.FileSink;
import io.millrace.connector.files.RollingPolicy;
import io.millrace.format.csv.CsvFormat;
import io.millrace.function.Collector;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import java.util.ArrayList;
import java.util.List;

/**
 * A sequence, counted by key, into a ledger and into files: both exactly once. At parallelism 2 these are six tasks: one
 * that reads, two that count, one that writes to the ledger, and two that write files.
 *
 * @param records how many numbers there are
 * @param pauseMillis how long each split pauses after every two of its numbers
 */
record TwoSinksScenario(int records, long pauseMillis) implements Scenario {
    private static final int KEYS = 3;

    /** How many numbers of a key there were up to one of them. */
    public record Counted(int key, int number, long count) {}

    @Override
    public String name() {
        return "two-sinks";
    }

    @Override
    public Run draw(Randomness random) {
        return new Run() {
            @Override
            public void build(StreamExecutionEnvironment environment) {
                TwoSinksScenario.this.build(environment);
            }

            @Override
            public void verify(Outputs outputs) {
                outputs.requireRows("ledger", expected());
                List<String> lines = new ArrayList<>();
                outputs.files("out").forEach((path, text) -> {
                    if (path.startsWith(".")) {
                        throw new SimulationFailure("File " + path + " was left behind");
                    }
                    lines.addAll(text.lines().skip(1).toList());
                });
                Outputs.requireSame(
                        "Directory out",
                        lines,
                        expected().stream()
                                .map(row -> row.key() + "," + row.number() + "," + row.count())
                                .toList());
            }
        };
    }

    private List<Counted> expected() {
        List<Counted> expected = new ArrayList<>();
        for (int number = 0; number < records; number++) {
            expected.add(new Counted(number % KEYS, number, number / KEYS + 1));
        }
        return expected;
    }

    private void build(StreamExecutionEnvironment environment) {
        // each key in a split of its own, so that its numbers come in order
        List<ScriptedSource.Script<Integer>> splits = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            List<Integer> numbers = new ArrayList<>();
            for (int number = key; number < records; number += KEYS) {
                numbers.add(number);
            }
            splits.add(new ScriptedSource.Script<>(numbers, 2, pauseMillis, 0));
        }
        DataStream<Counted> counted = environment
                .fromSource(ScriptedSource.bounded(splits), WatermarkStrategy.noWatermarks(), "numbers")
                .setParallelism(1)
                .keyBy(number -> number % KEYS)
                .process(new Counting())
                .keyBy(Counted::number);
        counted.sinkTo(new LedgerSink<>("ledger")).setParallelism(1);
        counted.sinkTo(FileSink.forRecords(CsvFormat.of(Counted.class), "out")
                .withRollingPolicy(RollingPolicy.onEachCheckpoint()));
    }

    private static final class Counting extends KeyedProcessFunction<Integer, Integer, Counted> {
        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Long.class));
        }

        @Override
        public void processElement(Integer number, Context ctx, Collector<Counted> out) {
            Long before = count.value();
            long now = before == null ? 1 : before + 1;
            count.update(now);
            out.collect(new Counted(ctx.getCurrentKey(), number, now));
        }
    }
}
