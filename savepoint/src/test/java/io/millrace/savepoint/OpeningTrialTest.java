/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.basic.DiscardingSink;
import io.millrace.engine.LocalEngine;
import io.millrace.function.Aggregates;
import io.millrace.function.Collector;
import io.millrace.graph.GraphCompiler;
import io.millrace.graph.SavepointRestoreSettings;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.savepoint.StateVerdict.Outcome;
import io.millrace.savepoint.processor.SavepointWriter;
import io.millrace.savepoint.processor.StateBootstrapTransformation;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.stream.DataStream;
import io.millrace.stream.KeyedStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.SlidingEventTimeWindows;
import io.millrace.window.TimeWindow;
import io.millrace.window.TumblingEventTimeWindows;
import io.millrace.window.WindowAssigner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What shows only when functions are opened, told before a job is started. */
@Timeout(60)
class OpeningTrialTest {
    private static final WindowAssigner<Object, TimeWindow> WRITTEN =
            TumblingEventTimeWindows.of(Duration.ofMillis(100));

    @TempDir
    private static Path directory;

    private static String savepoint;

    /** Keeps the last number and all numbers of a key. */
    static class Numbers extends KeyedProcessFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1L;

        private transient ValueState<Long> last;
        private transient ListState<Long> all;

        @Override
        public void open(OpenContext context) throws Exception {
            last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", Long.class));
            all = getRuntimeContext().getListState(new ListStateDescriptor<>("all", Long.class));
        }

        @Override
        public void processElement(Long number, Context ctx, Collector<Long> out) throws Exception {
            last.update(number);
            all.add(number);
        }
    }

    static final class Forgetful extends Numbers {
        private static final long serialVersionUID = 1L;

        @Override
        public void open(OpenContext context) {
            getRuntimeContext().getState(new ValueStateDescriptor<>("last", Long.class));
        }
    }

    static final class OfAnotherKind extends Numbers {
        private static final long serialVersionUID = 1L;

        @Override
        public void open(OpenContext context) {
            getRuntimeContext().getListState(new ListStateDescriptor<>("last", Long.class));
        }
    }

    static final class OfAnotherType extends Numbers {
        private static final long serialVersionUID = 1L;

        @Override
        public void open(OpenContext context) {
            getRuntimeContext().getState(new ValueStateDescriptor<>("last", String.class));
        }
    }

    static final class Unconnected extends Numbers {
        private static final long serialVersionUID = 1L;

        @Override
        public void open(OpenContext context) throws Exception {
            throw new java.io.IOException("no route to the database");
        }
    }

    private static StreamExecutionEnvironment environment() {
        return StreamExecutionEnvironment.withRunner(new LocalEngine()).setParallelism(2);
    }

    private static KeyedStream<Long, Long> numbers(StreamExecutionEnvironment environment) {
        DataStream<Long> numbers = environment.fromSequence(0, 999).uid("numbers");
        return numbers.assignTimestampsAndWatermarks(WatermarkStrategy.<Long>forMonotonousTimestamps()
                        .withTimestampAssigner((number, timestamp) -> number))
                .uid("times")
                .keyBy(number -> number % 7);
    }

    @BeforeAll
    static void writeSavepoint() throws Exception {
        StreamExecutionEnvironment environment = environment();
        KeyedStream<Long, Long> numbers = numbers(environment);
        savepoint = SavepointWriter.newSavepoint(environment)
                .withOperator("remembered", StateBootstrapTransformation.of(numbers.process(new Numbers())))
                .withOperator(
                        "sums",
                        StateBootstrapTransformation.of(
                                numbers.window(WRITTEN).aggregate(Aggregates.sum(number -> number))))
                .write(directory.resolve("numbers").toString());
    }

    private static StreamExecutionEnvironment program(Numbers function, WindowAssigner<Object, TimeWindow> windows) {
        StreamExecutionEnvironment environment = environment();
        KeyedStream<Long, Long> numbers = numbers(environment);
        numbers.process(function)
                .uid("remembered")
                .sinkTo(new DiscardingSink<>())
                .uid("remembered-sink");
        numbers.window(windows)
                .aggregate(Aggregates.sum(number -> number))
                .uid("sums")
                .sinkTo(new DiscardingSink<>())
                .uid("sums-sink");
        return environment;
    }

    private static List<StateVerdict> check(Numbers function, WindowAssigner<Object, TimeWindow> windows, boolean opens)
            throws Exception {
        return SavepointCheck.of(
                        Savepoint.load(Path.of(savepoint)),
                        GraphCompiler.compile(program(function, windows).getJobGraph("numbers")),
                        OpeningTrialTest.class.getClassLoader(),
                        opens)
                .stream()
                .filter(verdict -> verdict.outcome() != Outcome.NEW)
                .toList();
    }

    private static void refuses(String message, Numbers function, WindowAssigner<Object, TimeWindow> windows)
            throws Exception {
        assertThat(check(function, windows, true))
                .anyMatch(verdict -> verdict.outcome() == Outcome.IMPOSSIBLE
                        && verdict.reason().contains(message));
        StreamExecutionEnvironment start =
                program(function, windows).setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
        assertThatThrownBy(() -> start.execute("numbers")).hasStackTraceContaining(message);
    }

    @Test
    void theSameProgramKeepsAll() throws Exception {
        assertThat(check(new Numbers(), WRITTEN, true))
                .allMatch(verdict ->
                        verdict.outcome() == Outcome.KEPT && verdict.reason().isEmpty())
                .extracting(StateVerdict::state)
                .contains("key", "last", "all", "accumulator");
    }

    @Test
    void aStateThatNobodyDeclaresIsCarriedAlong() throws Exception {
        List<StateVerdict> verdicts = check(new Forgetful(), WRITTEN, true);

        assertThat(verdicts).allMatch(verdict -> verdict.outcome() == Outcome.KEPT);
        assertThat(verdicts)
                .filteredOn(verdict -> !verdict.reason().isEmpty())
                .containsExactly(new StateVerdict(
                        "remembered",
                        "Keyed Process",
                        "all",
                        Outcome.KEPT,
                        "not declared any more, and carried along"));
    }

    @Test
    void aStateOfAnotherKindOrTypeIsImpossible() throws Exception {
        refuses(
                "\"last\" of Keyed Process is of kind value and cannot be declared as list",
                new OfAnotherKind(),
                WRITTEN);
        refuses("\"last\"", new OfAnotherType(), WRITTEN);
    }

    @Test
    void whatAFunctionFailsWithIsTold() throws Exception {
        refuses("no route to the database", new Unconnected(), WRITTEN);
    }

    @Test
    void windowsThatCutTimeInAnotherWayAreImpossible() throws Exception {
        refuses(
                "has windows of PT0.05S, and the snapshot holds the contents of windows of PT0.1S",
                new Numbers(),
                TumblingEventTimeWindows.of(Duration.ofMillis(50)));
        refuses(
                "has windows of PT0.1S from PT0.01S",
                new Numbers(),
                TumblingEventTimeWindows.of(Duration.ofMillis(100), Duration.ofMillis(10)));
    }

    @Test
    void windowsOfTheSameSlicesAreKept() throws Exception {
        WindowAssigner<Object, TimeWindow> wider =
                SlidingEventTimeWindows.of(Duration.ofMillis(200), Duration.ofMillis(100));

        assertThat(check(new Numbers(), wider, true)).allMatch(verdict -> verdict.outcome() == Outcome.KEPT);
        program(new Numbers(), wider)
                .setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint))
                .execute("numbers");
    }

    @Test
    void nothingIsOpenedWhereThatIsNotWanted() throws Exception {
        assertThat(check(new Unconnected(), WRITTEN, false)).allMatch(verdict -> verdict.outcome() == Outcome.KEPT);
    }
}
