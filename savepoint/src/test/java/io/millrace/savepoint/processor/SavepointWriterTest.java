/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.LocalEngine;
import io.millrace.function.Aggregates;
import io.millrace.function.Collector;
import io.millrace.graph.SavepointRestoreSettings;
import io.millrace.process.BroadcastProcessFunction;
import io.millrace.process.CheckpointedFunction;
import io.millrace.process.FunctionInitializationContext;
import io.millrace.process.FunctionSnapshotContext;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.process.ProcessFunction;
import io.millrace.savepoint.Savepoint;
import io.millrace.snapshot.SnapshotException;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.TumblingEventTimeWindows;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job that starts from a savepoint that was written for it does what it would have done had it seen the records. */
@Timeout(60)
class SavepointWriterTest {
    private static final MapStateDescriptor<String, Long> RATES =
            new MapStateDescriptor<>("rates", String.class, Long.class);

    @TempDir
    private Path directory;

    record Order(String user, long amount, long time) {}

    private static final List<Order> HISTORY = List.of(
            new Order("ann", 10, 1_000),
            new Order("bob", 60, 9_000),
            new Order("cid", 5, 4_000),
            new Order("ann", 20, 2_000),
            new Order("ann", 30, 3_000));

    private static final List<Order> TODAY =
            List.of(new Order("ann", 1, 11_000), new Order("dan", 2, 12_000), new Order("bob", 3, 13_000));

    /** Adds up what a user ordered, and says so when the year, which is 100 seconds long, is over. */
    static final class Totals extends KeyedProcessFunction<String, Order, String> {
        private static final long serialVersionUID = 1L;

        private transient ValueState<Long> total;

        @Override
        public void open(OpenContext context) {
            total = getRuntimeContext().getState(new ValueStateDescriptor<>("total", Long.class));
        }

        @Override
        public void processElement(Order order, Context ctx, Collector<String> out) throws Exception {
            Long before = total.value();
            total.update((before == null ? 0 : before) + order.amount());
            ctx.timerService().registerEventTimeTimer(100_000);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext ctx, Collector<String> out) throws Exception {
            out.collect(ctx.getCurrentKey() + " " + total.value());
        }
    }

    /** What {@link Totals} remembers, written by hand. */
    static final class TotalsBootstrapper extends KeyedStateBootstrapFunction<String, Order> {
        private static final long serialVersionUID = 1L;

        private transient ValueState<Long> total;

        @Override
        public void open(OpenContext context) {
            total = getRuntimeContext().getState(new ValueStateDescriptor<>("total", Long.class));
        }

        @Override
        public void processElement(Order order, Context ctx) throws Exception {
            assertThat(ctx.getCurrentKey()).isEqualTo(order.user());
            Long before = total.value();
            total.update((before == null ? 0 : before) + order.amount());
            ctx.timerService().registerEventTimeTimer(100_000);
        }
    }

    private static StreamExecutionEnvironment environment(int parallelism) {
        return StreamExecutionEnvironment.withRunner(new LocalEngine()).setParallelism(parallelism);
    }

    private static DataStream<Order> timed(DataStream<Order> orders) {
        return orders.assignTimestampsAndWatermarks(WatermarkStrategy.<Order>forMonotonousTimestamps()
                .withTimestampAssigner((order, timestamp) -> order.time()));
    }

    private static DataStream<String> totals(DataStream<Order> orders) {
        return timed(orders)
                .keyBy(Order::user)
                .process(new Totals())
                .uid("totals")
                .map(total -> total)
                .uid("text");
    }

    private static DataStream<String> sums(DataStream<Order> orders) {
        return timed(orders)
                .keyBy(Order::user)
                .window(TumblingEventTimeWindows.of(Duration.ofSeconds(100)))
                .aggregate(Aggregates.sum(Order::amount))
                .uid("sums")
                .map(sum -> "sum " + sum)
                .uid("text");
    }

    /** Runs a job over some records from a savepoint, or from nothing where it is null. */
    private static List<String> run(
            int parallelism, String savepoint, List<Order> records, Function<DataStream<Order>, DataStream<String>> job)
            throws Exception {
        StreamExecutionEnvironment environment = environment(parallelism);
        if (savepoint != null) {
            environment.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
        }
        List<String> lines = new ArrayList<>();
        job.apply(environment.fromData(records)).executeAndCollect().forEachRemaining(lines::add);
        lines.sort(null);
        return lines;
    }

    private static List<Order> all() {
        return Stream.concat(HISTORY.stream(), TODAY.stream()).toList();
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private String totalsOfHistory() throws Exception {
        StreamExecutionEnvironment environment = environment(2);
        return SavepointWriter.newSavepoint(environment)
                .withOperator(
                        "totals",
                        OperatorTransformation.bootstrapWith(environment.fromData(HISTORY))
                                .keyBy(Order::user)
                                .transform(new TotalsBootstrapper()))
                .write(path("totals-of-history"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aJobGoesOnFromKeyedStateAndTimersThatWereFilled(int parallelism) throws Exception {
        assertThat(run(parallelism, totalsOfHistory(), TODAY, SavepointWriterTest::totals))
                .isEqualTo(run(1, null, all(), SavepointWriterTest::totals))
                .containsExactly("ann 61", "bob 63", "cid 5", "dan 2");
    }

    @Test
    void anOperatorOfTheJobItselfCanBeFilled() throws Exception {
        StreamExecutionEnvironment environment = environment(2);
        String savepoint = SavepointWriter.newSavepoint(environment)
                .withOperator(
                        "sums",
                        StateBootstrapTransformation.of(timed(environment.fromData(HISTORY))
                                .keyBy(Order::user)
                                .window(TumblingEventTimeWindows.of(Duration.ofSeconds(100)))
                                .aggregate(Aggregates.sum(Order::amount))))
                .write(path("sums"));

        // The history is not in order of time, and nothing of it is late.
        assertThat(run(3, savepoint, TODAY, SavepointWriterTest::sums))
                .containsExactly("sum 2", "sum 5", "sum 61", "sum 63");
    }

    /** Multiplies by the rate of the user, as the broadcast state has it. */
    static final class Rated extends BroadcastProcessFunction<Order, String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Order order, ReadOnlyContext ctx, Collector<String> out) throws Exception {
            Long rate = ctx.getBroadcastState(RATES).get(order.user());
            out.collect(order.user() + " " + (rate == null ? 0 : rate * order.amount()));
        }

        @Override
        public void processBroadcastElement(String line, Context ctx, Collector<String> out) {}
    }

    static final class RatesBootstrapper extends BroadcastStateBootstrapFunction<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(String line, Context ctx) throws Exception {
            String[] parts = line.split("=", 2);
            ctx.getBroadcastState(RATES).put(parts[0], Long.valueOf(parts[1]));
        }
    }

    @Test
    void aJobGoesOnFromBroadcastStateThatWasFilled() throws Exception {
        StreamExecutionEnvironment environment = environment(2);
        String savepoint = SavepointWriter.newSavepoint(environment)
                .withOperator(
                        "rated",
                        OperatorTransformation.bootstrapWith(environment.fromData("ann=3", "bob=2"))
                                .transform(new RatesBootstrapper()))
                .write(path("rated"));

        List<String> rated = run(3, savepoint, TODAY, orders -> orders.connect(orders.map(Order::user)
                        .filter(user -> false)
                        .uid("none")
                        .broadcast(RATES))
                .process(new Rated())
                .uid("rated"));

        assertThat(rated).containsExactly("ann 3", "bob 6", "dan 0");
    }

    /** Counts elements in operator list state. */
    static final class Remembering extends ProcessFunction<Order, String> implements CheckpointedFunction {
        private static final long serialVersionUID = 1L;

        private transient ListState<String> seen;

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            seen = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("seen", String.class));
        }

        @Override
        public void processElement(Order order, Context ctx, Collector<String> out) throws Exception {
            if (order.user().equals("ann")) {
                seen.get().forEach(out::collect);
            }
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {}
    }

    static final class SeenBootstrapper extends StateBootstrapFunction<String> {
        private static final long serialVersionUID = 1L;

        private transient List<String> users;
        private transient ListState<String> seen;

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            seen = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("seen", String.class));
            users = new ArrayList<>();
        }

        @Override
        public void processElement(String user, Context ctx) {
            assertThat(ctx.currentProcessingTime()).isPositive();
            users.add(user);
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            seen.update(users);
        }
    }

    @Test
    void aJobGoesOnFromListStateThatWasFilled() throws Exception {
        StreamExecutionEnvironment environment = environment(2);
        String savepoint = SavepointWriter.newSavepoint(environment)
                .withOperator(
                        "seen",
                        OperatorTransformation.bootstrapWith(
                                        environment.fromData("x", "y", "z").rebalance())
                                .transform(new SeenBootstrapper()))
                .write(path("seen"));

        assertThat(run(1, savepoint, TODAY, orders -> orders.process(new Remembering())
                        .uid("seen")))
                .containsExactly("x", "y", "z");
    }

    @Test
    void operatorsAreTakenOverLeftOutReplacedAndGivenOtherUids() throws Exception {
        String first = totalsOfHistory();
        StreamExecutionEnvironment environment = environment(2);
        String second = SavepointWriter.fromExistingSavepoint(environment, first)
                .changeOperatorIdentifier("totals", "old-totals")
                .withOperator(
                        "totals",
                        OperatorTransformation.bootstrapWith(environment.fromData(TODAY))
                                .keyBy(Order::user)
                                .transform(new TotalsBootstrapper()))
                .write(path("second"));
        String third = SavepointWriter.fromExistingSavepoint(environment(1), second)
                .removeOperator("totals")
                .changeOperatorIdentifier("old-totals", "totals")
                .write(path("third"));

        assertThat(Savepoint.load(Path.of(second)).operators())
                .extracting("uid")
                .containsExactly("old-totals", "totals");
        assertThat(run(2, third, TODAY, SavepointWriterTest::totals))
                .isEqualTo(run(1, null, all(), SavepointWriterTest::totals));
    }

    @Test
    void rowsAreChangedAndDropped() throws Exception {
        String changed = SavepointWriter.fromExistingSavepoint(environment(1), totalsOfHistory())
                .transformRows("totals", "keyed", row -> {
                    row.record().put("total", 1_000 + (long) row.record().get("total"));
                    return row.record().get("key").toString().equals("bob") ? null : row.record();
                })
                .write(path("changed"));

        assertThat(run(2, changed, TODAY, SavepointWriterTest::totals))
                .containsExactly("ann 1061", "bob 3", "cid 1005", "dan 2");
    }

    @Test
    void aSavepointThatWasWrittenOpensWithAvrosOwnReader() throws Exception {
        List<String> rows = new ArrayList<>();
        for (File file : Path.of(totalsOfHistory()).toFile().listFiles((parent, name) -> name.endsWith(".avro"))) {
            try (DataFileReader<GenericRecord> reader = new DataFileReader<>(file, new GenericDatumReader<>())) {
                reader.forEach(row -> rows.add(row.get("key") + " " + row.get("total") + " " + row.get("eventTimers")));
            }
        }
        assertThat(rows).containsExactlyInAnyOrder("ann 60 [100000]", "bob 60 [100000]", "cid 5 [100000]");
    }

    @Test
    void aUidThatIsThereOrIsNotIsRefusedByName() throws Exception {
        StreamExecutionEnvironment environment = environment(1);
        StateBootstrapTransformation state = OperatorTransformation.bootstrapWith(environment.fromData(HISTORY))
                .keyBy(Order::user)
                .transform(new TotalsBootstrapper());
        SavepointWriter writer = SavepointWriter.fromExistingSavepoint(environment, totalsOfHistory());

        assertThatThrownBy(() -> writer.withOperator("totals", state))
                .hasMessageContaining("has an operator 'totals' already")
                .hasMessageContaining("removeOperator(\"totals\")");
        assertThatThrownBy(() -> writer.removeOperator("total"))
                .hasMessageContaining("no operator 'total'")
                .hasMessageContaining("There are: totals");
        assertThatThrownBy(() -> writer.changeOperatorIdentifier("total", "sum"))
                .hasMessageContaining("'total'");
        assertThatThrownBy(() -> writer.transformRows("totals", "slices", row -> null))
                .hasMessageContaining("no table 'slices'")
                .hasMessageContaining("It has: keyed");
        writer.withOperator("new", state);
        assertThatThrownBy(() -> writer.withOperator("new", state)).hasMessageContaining("'new' is added twice");
        assertThatThrownBy(() -> writer.changeOperatorIdentifier("totals", "new"))
                .hasMessageContaining("'new'");
        writer.withOperator("newer", state);
        assertThatThrownBy(() -> writer.write(path("two")))
                .hasMessageContaining("cannot become the state of two operators: [new, newer]");
    }

    static final class NoCodec {
        private final Thread thread = Thread.currentThread();

        @Override
        public String toString() {
            return thread.getName();
        }
    }

    static final class ThreadsBootstrapper extends KeyedStateBootstrapFunction<String, Order> {
        private static final long serialVersionUID = 1L;

        private transient ValueState<Object> thread;

        @Override
        public void open(OpenContext context) {
            thread = getRuntimeContext().getState(new ValueStateDescriptor<>("thread", Object.class));
        }

        @Override
        public void processElement(Order order, Context ctx) throws Exception {
            thread.update(new NoCodec());
        }
    }

    @Test
    void stateWhoseTypeCannotBeWrittenIsRefusedByItsNameAndNothingIsLeft() throws Exception {
        StreamExecutionEnvironment environment = environment(1);
        SavepointWriter writer = SavepointWriter.newSavepoint(environment)
                .withOperator(
                        "threads",
                        OperatorTransformation.bootstrapWith(environment.fromData(HISTORY))
                                .keyBy(Order::user)
                                .transform(new ThreadsBootstrapper()));

        assertThatThrownBy(() -> writer.write(path("threads"))).hasStackTraceContaining("NoCodec");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aRowThatDoesNotFitIsRefusedAndNothingIsLeft() throws Exception {
        String savepoint = totalsOfHistory();
        StreamExecutionEnvironment environment = environment(1);

        assertThatThrownBy(() -> SavepointWriter.fromExistingSavepoint(environment, savepoint)
                        .transformRows("totals", "keyed", row -> {
                            row.record().put("total", "many");
                            return row.record();
                        })
                        .write(path("misfit")))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("table 'keyed' of operator 'totals'")
                .hasMessageContaining("many");
        assertThatThrownBy(() -> SavepointWriter.fromExistingSavepoint(environment, savepoint)
                        .transformRows("totals", "keyed", row -> {
                            row.record().put("key", "zoe");
                            return row.record();
                        })
                        .write(path("misfit")))
                .hasMessageContaining("changed the key of a row");
        assertThat(directory.resolve("misfit")).doesNotExist();
    }

    @Test
    void anotherNumberOfKeyGroupsIsRefused() throws Exception {
        StreamExecutionEnvironment environment = environment(1).setMaxParallelism(16);
        DataStream<Order> madeBefore = environment.fromData(HISTORY);
        StateBootstrapTransformation state = OperatorTransformation.bootstrapWith(madeBefore)
                .keyBy(Order::user)
                .transform(new TotalsBootstrapper());
        SavepointWriter writer = SavepointWriter.fromExistingSavepoint(environment, totalsOfHistory())
                .withOperator("more", state);

        assertThatThrownBy(() -> writer.write(path("groups")))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("operator 'more' would be divided into 16 groups")
                .hasMessageContaining("setMaxParallelism(128)");
    }

    @Test
    void whatLiesThereIsNeverOverwritten() throws Exception {
        String savepoint = totalsOfHistory();
        AtomicInteger changed = new AtomicInteger();

        assertThatThrownBy(() -> SavepointWriter.fromExistingSavepoint(environment(1), savepoint)
                        .transformRows("totals", "keyed", row -> {
                            changed.incrementAndGet();
                            return null;
                        })
                        .write(savepoint))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("Name a directory that is new or empty");
        assertThat(changed).hasValue(0);
        assertThat(Savepoint.load(Path.of(savepoint)).tables("totals")).contains("keyed");
    }
}
