/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink;

import io.millrace.function.Collector;
import io.millrace.function.MapFunction;
import io.millrace.graph.RestartSettings;
import io.millrace.process.CheckpointedFunction;
import io.millrace.process.FunctionInitializationContext;
import io.millrace.process.FunctionSnapshotContext;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.TumblingEventTimeWindows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts gated numbers by key, in all and by windows of event time, into memory. Its rows do not depend on any order. */
final class CountingProgram {
    static final int SPLITS = 4;
    static final long NUMBERS_PER_SPLIT = 600;
    static final int KEYS = 13;
    static final long WINDOW_MILLIS = 50;

    /** Later than any number. */
    private static final long AT_THE_END = 1L << 40;

    private static final Set<String> ARMED = ConcurrentHashMap.newKeySet();
    private static final Map<String, AtomicLong> RESTORED = new ConcurrentHashMap<>();

    private final String name;
    private final long numbersPerSplit;

    CountingProgram(String name) {
        this(name, NUMBERS_PER_SPLIT);
    }

    CountingProgram(String name, long numbersPerSplit) {
        this.name = name;
        this.numbersPerSplit = numbersPerSplit;
    }

    String counts() {
        return name + "-counts";
    }

    String windows() {
        return name + "-windows";
    }

    /** Has the next number fail the job, once. */
    void arm() {
        ARMED.add(name);
    }

    void build(StreamExecutionEnvironment environment, Path checkpoints) {
        DataStream<Long> numbers = numbers(environment, checkpoints);
        numbers.keyBy(number -> number % KEYS)
                .process(new Count())
                .uid("counts")
                .sinkTo(new MemorySink<>(counts()))
                .uid("counts-out");
        sumWindows(numbers);
    }

    /** As much as can come where the source has always more. */
    void buildWindows(StreamExecutionEnvironment environment, Path checkpoints) {
        sumWindows(numbers(environment, checkpoints));
    }

    private DataStream<Long> numbers(StreamExecutionEnvironment environment, Path checkpoints) {
        environment
                .enableCheckpointing(100)
                .setCheckpointDirectory(checkpoints.toString())
                .setRestartStrategy(new RestartSettings.FixedDelay(3, Duration.ZERO));
        return environment
                .fromSource(
                        new GatedSource(name, SPLITS, numbersPerSplit),
                        WatermarkStrategy.forMonotonousTimestamps(),
                        "numbers")
                .uid("numbers")
                .map(new Passing(name))
                .uid("failing");
    }

    /** Fails where the program is armed, and counts in operator state what has passed. */
    private static final class Passing implements MapFunction<Long, Long>, CheckpointedFunction {
        private final String program;
        private transient ListState<Long> state;
        private transient long passed;

        Passing(String program) {
            this.program = program;
        }

        @Override
        public Long map(Long number) {
            if (ARMED.remove(program)) {
                throw new IllegalStateException("a failure that the test wants");
            }
            passed++;
            return number;
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            state.update(List.of(passed));
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            state = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("passed", Long.class));
            for (long part : state.get()) {
                passed += part;
            }
            RESTORED.computeIfAbsent(program, unused -> new AtomicLong()).addAndGet(passed);
        }
    }

    /** Returns how many numbers had passed by operator state, at all starts together. */
    long restored() {
        return RESTORED.getOrDefault(name, new AtomicLong()).get();
    }

    private void sumWindows(DataStream<Long> numbers) {
        numbers.keyBy(number -> number % KEYS)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(WINDOW_MILLIS)))
                .reduce((left, right) -> left + right)
                .uid("windows")
                .sinkTo(new MemorySink<>(windows()))
                .uid("windows-out");
    }

    /** Emits each key with how often it has come, and at the end of all time once more, by a timer of its first number. */
    private static final class Count extends KeyedProcessFunction<Long, Long, String> {
        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Long.class));
        }

        @Override
        public void processElement(Long number, Context context, Collector<String> out) {
            Long before = count.value();
            long now = before == null ? 1 : before + 1;
            count.update(now);
            out.collect(context.getCurrentKey() + ": " + now);
            if (before == null) {
                context.timerService().registerEventTimeTimer(AT_THE_END);
            }
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) throws Exception {
            out.collect(context.getCurrentKey() + " in all: " + count.value());
        }
    }

    List<String> expectedCounts() {
        List<String> rows = new ArrayList<>();
        long[] counts = new long[KEYS];
        for (long number = 0; number < SPLITS * numbersPerSplit; number++) {
            int key = (int) (number % KEYS);
            rows.add(key + ": " + ++counts[key]);
        }
        for (int key = 0; key < KEYS; key++) {
            rows.add(key + " in all: " + counts[key]);
        }
        Collections.sort(rows);
        return rows;
    }

    List<String> expectedWindows() {
        List<String> rows = new ArrayList<>();
        for (long start = 0; start < numbersPerSplit; start += WINDOW_MILLIS) {
            long[] sums = new long[KEYS];
            for (long number = start * SPLITS; number < (start + WINDOW_MILLIS) * SPLITS; number++) {
                sums[(int) (number % KEYS)] += number;
            }
            for (long sum : sums) {
                rows.add(Long.toString(sum));
            }
        }
        Collections.sort(rows);
        return rows;
    }
}
