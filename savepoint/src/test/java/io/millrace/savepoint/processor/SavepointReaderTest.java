/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.LocalEngine;
import io.millrace.function.Aggregates;
import io.millrace.function.Collector;
import io.millrace.process.FunctionInitializationContext;
import io.millrace.process.FunctionSnapshotContext;
import io.millrace.process.OpenContext;
import io.millrace.snapshot.SnapshotException;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.MapState;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import io.millrace.tuple.Tuple2;
import io.millrace.window.TumblingEventTimeWindows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State that was written is read back, and read state can be written again. */
@Timeout(60)
class SavepointReaderTest {
    private static final long NUMBERS = 5_000;
    private static final long KEYS = 1_000;

    @TempDir
    private static Path directory;

    private static String savepoint;

    /** Keeps, for each key, the sum of its numbers, the numbers by their parity, and a timer. */
    static final class Writer extends KeyedStateBootstrapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        private transient ValueState<Long> sum;
        private transient MapState<String, Long> byParity;

        @Override
        public void open(OpenContext context) {
            sum = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", Long.class));
            byParity = getRuntimeContext().getMapState(new MapStateDescriptor<>("by parity", String.class, Long.class));
        }

        @Override
        public void processElement(Long number, Context ctx) throws Exception {
            Long before = sum.value();
            sum.update((before == null ? 0 : before) + number);
            byParity.put(number % 2 == 0 ? "even" : "odd", number);
            ctx.timerService().registerEventTimeTimer(number);
        }
    }

    record Key(long key, long sum, List<String> parities, List<Long> timers) {}

    static final class Reader extends KeyedStateReaderFunction<Long, Key> {
        private static final long serialVersionUID = 1L;

        private transient ValueState<Long> sum;
        private transient MapState<String, Long> byParity;

        @Override
        public void open(OpenContext context) {
            sum = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", Long.class));
            byParity = getRuntimeContext().getMapState(new MapStateDescriptor<>("by parity", String.class, Long.class));
        }

        @Override
        public void readKey(Long key, Context ctx, Collector<Key> out) throws Exception {
            List<String> parities = new ArrayList<>();
            byParity.keys().forEach(parities::add);
            assertThat(ctx.registeredProcessingTimeTimers()).isEmpty();
            Set<Long> timers = ctx.registeredEventTimeTimers();
            out.collect(new Key(key, sum.value(), parities, List.copyOf(timers)));
        }
    }

    static final class Names extends StateBootstrapFunction<String> {
        private static final long serialVersionUID = 1L;

        private transient ListState<String> names;
        private transient ListState<String> all;

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            names = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("names", String.class));
            all = context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("all", String.class));
        }

        @Override
        public void processElement(String name, Context ctx) throws Exception {
            names.add(name);
            all.add(name + "!");
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {}
    }

    static final class Lengths extends BroadcastStateBootstrapFunction<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(String name, Context ctx) throws Exception {
            ctx.getBroadcastState(new MapStateDescriptor<>("lengths", String.class, Integer.class))
                    .put(name, name.length());
        }
    }

    private static StreamExecutionEnvironment environment(int parallelism) {
        return StreamExecutionEnvironment.withRunner(new LocalEngine()).setParallelism(parallelism);
    }

    @BeforeAll
    static void writeSavepoint() throws Exception {
        StreamExecutionEnvironment environment = environment(2);
        DataStream<Long> numbers = environment.fromSequence(0, NUMBERS - 1);
        DataStream<String> names = environment.fromData("ann", "bob", "cidney");
        savepoint = SavepointWriter.newSavepoint(environment)
                .withOperator(
                        "numbers",
                        OperatorTransformation.bootstrapWith(numbers)
                                .keyBy(number -> number % KEYS)
                                .transform(new Writer()))
                .withOperator(
                        "names",
                        OperatorTransformation.bootstrapWith(names.rebalance()).transform(new Names()))
                .withOperator(
                        "lengths", OperatorTransformation.bootstrapWith(names).transform(new Lengths()))
                .withOperator(
                        "window",
                        StateBootstrapTransformation.of(
                                numbers.assignTimestampsAndWatermarks(WatermarkStrategy.<Long>forMonotonousTimestamps()
                                                .withTimestampAssigner((number, timestamp) -> number))
                                        .keyBy(number -> number % 3)
                                        .window(TumblingEventTimeWindows.of(Duration.ofDays(1)))
                                        .aggregate(Aggregates.count())))
                .write(directory.resolve("numbers").toString());
    }

    private static List<Key> keys(String from, int parallelism) throws Exception {
        List<Key> keys = new ArrayList<>();
        SavepointReader.read(environment(parallelism), from)
                .readKeyedState("numbers", new Reader())
                .executeAndCollect()
                .forEachRemaining(keys::add);
        keys.sort((first, second) -> Long.compare(first.key(), second.key()));
        return keys;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 200})
    void eachKeyIsReadOnceWithItsStatesAndTimers(int parallelism) throws Exception {
        List<Key> keys = keys(savepoint, parallelism);

        assertThat(keys)
                .extracting(Key::key)
                .containsExactlyElementsOf(LongStream.range(0, KEYS).boxed().toList());
        assertThat(keys.get(7))
                .isEqualTo(new Key(7, 7 * 5 + 10_000, List.of("odd"), List.of(7L, 1_007L, 2_007L, 3_007L, 4_007L)));
    }

    @Test
    void whatWasReadIsChangedAndWrittenAgain() throws Exception {
        StreamExecutionEnvironment environment = environment(2);
        DataStream<Long> changed = SavepointReader.read(environment, savepoint)
                .readKeyedState("numbers", new Reader())
                .filter(key -> key.key() < 10)
                .map(key -> key.sum() * 10);
        String second = SavepointWriter.fromExistingSavepoint(environment, savepoint)
                .removeOperator("numbers")
                .withOperator(
                        "numbers",
                        OperatorTransformation.bootstrapWith(changed)
                                .keyBy(sum -> sum % KEYS)
                                .transform(new Writer()))
                .write(directory.resolve("changed").toString());

        assertThat(keys(second, 1)).extracting(Key::sum).allMatch(sum -> sum % 10 == 0 && sum >= 100_000);
        assertThat(SavepointReader.read(environment(1), second)
                        .readListState("names", "names", String.class)
                        .executeAndCollect(10))
                .hasSize(3);
    }

    @Test
    void stateThatBelongsToNoKeyIsRead() throws Exception {
        SavepointReader reader = SavepointReader.read(environment(2), savepoint);

        assertThat(reader.readListState("names", "names", String.class).executeAndCollect(10))
                .containsExactlyInAnyOrder("ann", "bob", "cidney");
        assertThat(reader.readUnionState("names", "all", String.class).executeAndCollect(10))
                .containsExactlyInAnyOrder("ann!", "bob!", "cidney!");
        assertThat(reader.readBroadcastState("lengths", "lengths", String.class, Integer.class)
                        .executeAndCollect(10))
                .containsExactly(Tuple2.of("ann", 3), Tuple2.of("bob", 3), Tuple2.of("cidney", 6));
    }

    /** Asks for a state that is not there. */
    static final class WrongName extends KeyedStateReaderFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public void open(OpenContext context) {
            getRuntimeContext().getState(new ValueStateDescriptor<>("some", Long.class));
        }

        @Override
        public void readKey(Long key, Context ctx, Collector<Long> out) {}
    }

    /** Asks for a state as another type. */
    static final class WrongType extends KeyedStateReaderFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        private transient ValueState<String> sum;

        @Override
        public void open(OpenContext context) {
            sum = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", String.class));
        }

        @Override
        public void readKey(Long key, Context ctx, Collector<Long> out) throws Exception {
            out.collect((long) sum.value().length());
        }
    }

    @Test
    void whatIsNotThereOrOfAnotherTypeIsRefusedByName() throws Exception {
        SavepointReader reader = SavepointReader.read(environment(2), savepoint);

        assertThatThrownBy(() -> reader.readKeyedState("number", new Reader()))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("'number'")
                .hasMessageContaining("numbers");
        assertThatThrownBy(() -> reader.readKeyedState("window", new Reader()))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("no keyed state")
                .hasMessageContaining("slices");
        assertThatThrownBy(() -> reader.readListState("names", "name", String.class))
                .hasMessageContaining("'name'")
                .hasMessageContaining("names, all");
        assertThatThrownBy(() -> reader.readListState("names", "names", Long.class))
                .hasMessageContaining("holds a java.lang.String, and is wanted as java.lang.Long");
        assertThatThrownBy(() -> reader.readBroadcastState("names", "names", String.class, Long.class))
                .hasMessageContaining("it has: none");
        assertThatThrownBy(
                        () -> reader.readKeyedState("numbers", new WrongName()).executeAndCollect(1))
                .hasStackTraceContaining("no keyed state 'some'");
        SavepointReader another = SavepointReader.read(environment(2), savepoint);
        assertThatThrownBy(
                        () -> another.readKeyedState("numbers", new WrongType()).executeAndCollect(1))
                .hasStackTraceContaining("declared as java.lang.String, but the snapshot holds a java.lang.Long");
    }
}
