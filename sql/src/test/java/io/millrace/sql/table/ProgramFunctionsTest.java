/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.function.Collector;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.row.Row;
import io.millrace.sql.table.functions.ArgumentHint;
import io.millrace.sql.table.functions.ArgumentTrait;
import io.millrace.sql.table.functions.FunctionContext;
import io.millrace.sql.table.functions.ProcessTableFunction;
import io.millrace.sql.table.functions.ScalarFunction;
import io.millrace.sql.table.functions.TableAggregateFunction;
import io.millrace.sql.table.functions.TableFunction;
import io.millrace.sql.table.functions.UserFunctionException;
import io.millrace.state.ValueState;
import io.millrace.stream.CloseableIterator;
import io.millrace.stream.StreamExecutionEnvironment;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgramFunctionsTest {
    private StreamTableEnvironment tables;

    record Order(String customer, int amount) {}

    /** Says in which order it is used. */
    public static final class Lifecycle extends ScalarFunction {
        static final Set<String> EVENTS = ConcurrentHashMap.newKeySet();

        private final String name;
        private int opened = -1;
        private int calls;

        public Lifecycle(String name) {
            this.name = name;
        }

        @Override
        public void open(FunctionContext context) {
            opened = context.getIndexOfThisSubtask();
            EVENTS.add(name + " opened with " + context.getJobParameter("none", "nothing") + " in " + opened + " of "
                    + context.getNumberOfParallelSubtasks());
            context.getMetricGroup().counter("calls").inc();
        }

        public String eval(int value) {
            calls++;
            return name + opened + value;
        }

        @Override
        public void close() {
            EVENTS.add(name + " closed after " + calls);
        }
    }

    /** Fails when it is opened. */
    public static final class Unopenable extends ScalarFunction {
        @Override
        public void open(FunctionContext context) throws Exception {
            throw new java.io.IOException("no model");
        }

        public int eval(int value) {
            return value;
        }
    }

    /** Divides. */
    public static final class Reciprocal extends ScalarFunction {
        public int eval(String label, @Nullable Integer value) {
            return value == null ? 0 : 100 / value;
        }
    }

    @BeforeEach
    void createEnvironment() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(1);
        tables = StreamTableEnvironment.create(environment);
        tables.createTemporaryView(
                "orders", environment.fromData(new Order("ann", 60), new Order("bob", 20), new Order("ann", 0)));
    }

    private List<String> rows(String query) throws Exception {
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<Row> results = tables.executeSql(query).collect()) {
            results.forEachRemaining(row -> rows.add(row.toString()));
        }
        return rows;
    }

    @Test
    void lambdasTakeValuesAndRecords() throws Exception {
        int tax = 21;
        tables.createTemporarySystemFunction(
                "first_letter", ScalarFunction.of(String.class, String.class, s -> s.substring(0, 1)));
        tables.createTemporarySystemFunction(
                "taxed", ScalarFunction.of(int.class, Double.class, amount -> amount * (100 + tax) / 100.0));
        tables.createTemporarySystemFunction(
                "rich",
                ScalarFunction.of(Order.class, Integer.class, Boolean.class, (order, limit) -> order.amount > limit));
        tables.createTemporarySystemFunction(
                "made",
                ScalarFunction.of(
                        String.class, int.class, long.class, Order.class, (a, b, c) -> new Order(a, (int) (b + c))));

        assertThat(rows("SELECT first_letter(customer), taxed(amount), rich(ROW(customer, amount), 30),"
                        + " made(customer, amount, 5).amount, made('x', CAST(NULL AS INT), 1) FROM orders"))
                .containsExactly(
                        "+I[a, 72.6, true, 65, null]", "+I[b, 24.2, false, 25, null]", "+I[a, 0.0, false, 5, null]");
    }

    @Test
    void objectsAreOpenedAndClosedInEachSubtask() throws Exception {
        tables.createTemporaryFunction("tagged", new Lifecycle("one"));

        assertThat(rows("SELECT tagged(amount), tagged(amount + 1) FROM orders WHERE tagged(amount) <> 'one020'"))
                .containsExactly("+I[one060, one061]", "+I[one00, one01]");
        assertThat(Lifecycle.EVENTS).contains("one opened with nothing in 0 of 1", "one closed after 7");
    }

    /** Tells time, and how many of it are open. */
    public static final class Delay extends ScalarFunction {
        static final AtomicInteger OPENED = new AtomicInteger();
        static final AtomicInteger OPEN = new AtomicInteger();

        @Override
        public void open(FunctionContext context) {
            OPENED.incrementAndGet();
            OPEN.incrementAndGet();
        }

        public LocalDateTime eval(LocalDateTime time) {
            return time.minusSeconds(1);
        }

        @Override
        public void close() {
            OPEN.decrementAndGet();
        }
    }

    @Test
    void functionsInWatermarksAreClosedToo() throws Exception {
        tables.createTemporarySystemFunction("delayed", Delay.class);
        tables.executeSql("CREATE TABLE ticks (n INT,"
                + " ts AS CAST(TIMESTAMPADD(SECOND, n, TIMESTAMP '2024-01-01 00:00:00') AS TIMESTAMP(3)),"
                + " WATERMARK FOR ts AS CAST(delayed(ts) AS TIMESTAMP(3))) WITH ('connector' = 'datagen', 'fields.n.kind' = 'sequence',"
                + " 'fields.n.start' = '1', 'fields.n.end' = '3')");

        assertThat(rows("SELECT COUNT(*) FROM TABLE(TUMBLE(TABLE ticks, DESCRIPTOR(ts), INTERVAL '1' HOUR))"
                        + " GROUP BY window_start, window_end"))
                .containsExactly("+I[3]");
        assertThat(Delay.OPENED).hasPositiveValue();
        assertThat(Delay.OPEN).hasValue(0);
    }

    @Test
    void functionsInJoinConditionsAreClosedToo() throws Exception {
        tables.createTemporaryFunction("tagged", new Lifecycle("join"));

        assertThat(rows("SELECT l.amount FROM orders AS l JOIN orders AS r ON l.customer = r.customer"
                        + " AND tagged(l.amount + r.amount) = 'join0120'"))
                .containsExactly("+I[60]");
        assertThat(Lifecycle.EVENTS).contains("join closed after 5");
    }

    @Test
    void failuresNameFunctionAndArguments() {
        tables.createTemporarySystemFunction("reciprocal", Reciprocal.class);
        tables.createTemporarySystemFunction("failing", ScalarFunction.of(String.class, String.class, text -> {
            throw new java.io.IOException("lost " + text);
        }));

        assertThatThrownBy(() -> rows("SELECT reciprocal(customer, amount) FROM orders"))
                .rootCause()
                .hasMessage("/ by zero");
        assertThatThrownBy(() -> rows("SELECT reciprocal(customer, amount) FROM orders"))
                .satisfies(failure -> assertThat(causes(failure)).anySatisfy(cause -> assertThat(cause)
                        .isInstanceOf(UserFunctionException.class)
                        .hasMessage("The function reciprocal('ann', 0) failed:"
                                + " java.lang.ArithmeticException: / by zero")));
        assertThatThrownBy(() -> rows("SELECT failing(customer) FROM orders"))
                .satisfies(failure -> assertThat(causes(failure)).anySatisfy(cause -> assertThat(cause)
                        .hasMessage("The function failing('ann') failed: java.io.IOException: lost ann")));
    }

    @Test
    void failureToOpenNamesTheClass() {
        tables.createTemporarySystemFunction("f", Unopenable.class);

        assertThatThrownBy(() -> rows("SELECT f(amount) FROM orders"))
                .satisfies(failure -> assertThat(causes(failure)).anySatisfy(cause -> assertThat(cause)
                        .hasMessage("The function " + Unopenable.class.getName()
                                + ".open() failed: java.io.IOException: no model")));
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            causes.add(each);
        }
        return causes;
    }

    @Test
    void namesAreTakenOnceInAnyCaseAndDropped() throws Exception {
        tables.createTemporarySystemFunction("Half", Reciprocal.class);
        tables.createFunction("half2", Reciprocal.class);
        tables.createFunction("half2", Reciprocal.class, true);
        tables.createTemporaryFunction("default_database.half2", Reciprocal.class);

        assertThat(rows("SELECT HALF('x', 50)")).containsExactly("+I[2]");
        assertThat(tables.listUserDefinedFunctions()).containsExactly("half", "half2");
        assertThatThrownBy(() -> tables.createTemporarySystemFunction("half", new Reciprocal()))
                .isInstanceOf(SqlException.class)
                .hasMessage("There is a function 'half' already. Drop it first.");
        assertThatThrownBy(() -> tables.createFunction("half2", Reciprocal.class))
                .isInstanceOf(SqlException.class);
        assertThat(tables.dropTemporarySystemFunction("HALF")).isTrue();
        assertThat(tables.dropTemporarySystemFunction("half")).isFalse();
        assertThat(tables.dropTemporaryFunction("half2")).isTrue();
        assertThat(tables.dropFunction("half2")).isTrue();
        assertThat(tables.listUserDefinedFunctions()).isEmpty();
        assertThatThrownBy(() -> tables.sqlQuery("SELECT half('x', 50)"))
                .hasMessageContaining("There is no function 'half'");
    }

    @Test
    void classesWithoutMethodsAreRefused() {
        assertThatThrownBy(() -> tables.createTemporarySystemFunction("f", new ScalarFunction() {}))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("has no public method eval");
    }

    /** Rows of a record that is not public. */
    static final class Letters extends TableFunction<Order> {
        public void eval(String text) {
            collect(new Order(text.substring(0, 1), text.length()));
        }
    }

    /** Has the whole test with it. */
    final class Capturing extends TableFunction<String> {
        public void eval(String text) {
            collect(text + tables);
        }
    }

    /** Fails below zero. */
    static final class Countdown extends TableFunction<Long> {
        public void eval(Integer from, String... unused) {
            if (from < 0) {
                throw new IllegalArgumentException("below zero");
            }
            for (long each = from; each > 0; each--) {
                collect(each);
            }
        }

        @Override
        public void close() {
            Lifecycle.EVENTS.add("countdown closed");
        }
    }

    @Test
    void tableFunctionsAreObjectsToo() throws Exception {
        tables.createTemporarySystemFunction("letters", new Letters());
        tables.createTemporaryFunction("countdown", Countdown.class);

        assertThat(
                        rows(
                                "SELECT o.amount, l.customer, l.amount FROM orders AS o, LATERAL TABLE(letters(o.customer)) AS l"))
                .containsExactly("+I[60, a, 3]", "+I[20, b, 3]", "+I[0, a, 3]");
        assertThat(rows("SELECT n FROM TABLE(countdown(2)) AS t (n)")).containsExactly("+I[2]", "+I[1]");
        assertThat(Lifecycle.EVENTS).contains("countdown closed");
    }

    @Test
    void objectsThatCannotBeCopiedAreRefused() {
        assertThatThrownBy(() -> tables.createTemporarySystemFunction("f", new Capturing()))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("cannot be copied");
    }

    @Test
    void failuresOfTableFunctionsNameFunctionAndArguments() {
        tables.createTemporaryFunction("countdown", Countdown.class);

        assertThatThrownBy(() -> rows("SELECT n FROM orders, LATERAL TABLE(countdown(amount - 30, customer)) AS t (n)"))
                .satisfies(failure -> assertThat(causes(failure)).anySatisfy(cause -> assertThat(cause)
                        .isInstanceOf(UserFunctionException.class)
                        .hasMessage("The function countdown(-10, 'bob') failed:"
                                + " java.lang.IllegalArgumentException: below zero")));
    }

    /** An object that a program configures, for rows that are not public. */
    static final class Thresholds extends ProcessTableFunction<Order> {
        private final int limit;

        Thresholds(int limit) {
            this.limit = limit;
        }

        public void eval(
                ValueState<Integer> sum,
                @ArgumentHint(value = ArgumentTrait.SET_SEMANTIC_TABLE, name = "bought") Order order) {
            if (order.amount() == 0) {
                throw new IllegalArgumentException("nothing");
            }
            Integer before = sum.value();
            sum.update((before == null ? 0 : before) + order.amount());
            if (sum.value() > limit) {
                collect(new Order("rich " + order.customer(), sum.value()));
            }
        }

        @Override
        public void close() {
            Lifecycle.EVENTS.add("thresholds closed");
        }
    }

    @Test
    void processTableFunctionsAreObjectsToo() throws Exception {
        tables.createTemporarySystemFunction("thresholds", new Thresholds(30));

        assertThat(
                        rows(
                                "SELECT * FROM thresholds(bought => (SELECT * FROM orders WHERE amount > 0) PARTITION BY customer)"))
                .containsExactly("+I[ann, rich ann, 60]");
        assertThat(Lifecycle.EVENTS).contains("thresholds closed");
    }

    @Test
    void failuresOfProcessTableFunctionsNameFunctionAndRow() {
        tables.createTemporarySystemFunction("thresholds", new Thresholds(30));

        assertThatThrownBy(() -> rows("SELECT * FROM thresholds(TABLE orders PARTITION BY customer)"))
                .satisfies(failure -> assertThat(causes(failure)).anySatisfy(cause -> assertThat(cause)
                        .isInstanceOf(UserFunctionException.class)
                        .hasMessage("The function thresholds(Order[customer=ann, amount=0]) failed:"
                                + " java.lang.IllegalArgumentException: nothing")));
    }

    /** Counts, in a class that is not public. */
    static final class Amounts extends TableAggregateFunction<Integer, List<Integer>> {
        @Override
        public List<Integer> createAccumulator() {
            return new ArrayList<>();
        }

        public void accumulate(List<Integer> amounts, int amount) {
            amounts.add(amount);
        }

        @Override
        public void emitValue(List<Integer> amounts, Collector<Integer> out) {
            amounts.forEach(out::collect);
        }
    }

    @Test
    void tableAggregateFunctionsAreObjectsToo() throws Exception {
        tables.createTemporarySystemFunction("amounts", new Amounts());

        assertThat(rows("SELECT * FROM amounts(TABLE orders PARTITION BY customer, DESCRIPTOR(amount))"))
                .containsExactly("+I[ann, 60]", "+I[bob, 20]", "+I[ann, 0]");
    }
}
