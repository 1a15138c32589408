/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

import static io.millrace.sql.table.Programs.elements;
import static io.millrace.sql.table.Programs.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.basic.DiscardingSink;
import io.millrace.function.Collector;
import io.millrace.process.ProcessFunction;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.kept.KeptTableFactory;
import io.millrace.sql.row.Row;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import io.millrace.tuple.Tuple2;
import io.millrace.window.TumblingEventTimeWindows;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TablesAsStreamsTest {
    private final StreamExecutionEnvironment environment = Programs.environment();
    private final StreamTableEnvironment tables = StreamTableEnvironment.create(environment);

    record Order(String user, int amount) {}

    private void orders() {
        tables.createTemporaryView(
                "orders", environment.fromData(new Order("ann", 60), new Order("bob", 20), new Order("ann", 5)));
    }

    record Total(long doubled, String name) {}

    @Test
    void rowsBecomeRecordsByTheNamesOfColumns() throws Exception {
        orders();
        Table table = tables.sqlQuery("SELECT `user` AS name, amount * 2 AS doubled FROM orders WHERE amount > 10");

        DataStream<Total> totals = tables.toDataStream(table, Total.class);

        assertThat(elements(totals)).containsExactly(new Total(120, "ann"), new Total(40, "bob"));
    }

    @Test
    void rowsBecomeRows() throws Exception {
        orders();

        assertThat(elements(tables.toDataStream(tables.from("orders"))))
                .containsExactly(Row.of("ann", 5), Row.of("ann", 60), Row.of("bob", 20));
        assertThat(elements(tables.toDataStream(tables.from("orders"), Row.class)))
                .hasSize(3);
    }

    @Test
    void streamsGoOnAsStreams() throws Exception {
        orders();
        DataStream<Integer> amounts = tables.toDataStream(tables.sqlQuery("SELECT amount FROM orders"), Integer.class);

        assertThat(elements(
                        amounts.keyBy(amount -> amount % 2).reduce(Integer::sum).filter(sum -> sum > 60)))
                .containsExactly(80);
    }

    /** Both are part of one job, and so the late rows of the view are written once. */
    @Test
    void lateRowsOfAViewThatBecomesSeveralStreamsAreWrittenOnce() throws Exception {
        environment.setParallelism(1);
        tables.executeSql("CREATE TABLE clicks (n BIGINT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts) WITH"
                + " ('connector' = 'listed', 'scan.watermark.emit.strategy' = 'on-event', 'rows' = '"
                + "1 | 2024-01-01 10:00:01\n2 | 2024-01-01 10:00:30\n3 | 2024-01-01 10:00:02\n')");
        tables.executeSql("CREATE TABLE late (n BIGINT) WITH ('connector' = 'kept')");
        tables.executeSql("CREATE VIEW counts AS SELECT /*+ LATE_ROWS('late') */ window_end, COUNT(*) AS clicks"
                + " FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '10' SECOND))"
                + " GROUP BY window_start, window_end");
        KeptTableFactory.take();

        tables.toDataStream(tables.from("counts")).sinkTo(new DiscardingSink<>());
        tables.toDataStream(tables.sqlQuery("SELECT clicks FROM counts"), Long.class)
                .sinkTo(new DiscardingSink<>());
        StatementSet set = tables.createStatementSet();
        set.addInsertSql("INSERT INTO late SELECT clicks + 100 FROM counts WHERE clicks > 0");
        set.attachAsDataStream();
        environment.execute();

        assertThat(KeptTableFactory.take())
                .containsExactlyInAnyOrder("'late' +I[3]", "'late' +I[101]", "'late' +I[101]");
    }

    record Spans(Duration lasting, Period spanning) {}

    @Test
    void intervalsAreSpans() throws Exception {
        Table table =
                tables.sqlQuery("SELECT INTERVAL '1.5' SECOND AS lasting, INTERVAL '1-2' YEAR TO MONTH AS spanning");

        assertThat(elements(tables.toDataStream(table, Spans.class)))
                .containsExactly(new Spans(Duration.ofMillis(1500), Period.of(1, 2, 0)));
    }

    record Nested(int number, List<Order> orders) {}

    record Names(int amount, Optional<String> user) {}

    record Renested(List<Names> orders, long number) {}

    @Test
    void nestedRecordsAreFoundByTheNamesOfTheirFields() throws Exception {
        tables.createTemporaryView("nested", environment.fromData(new Nested(1, List.of(new Order("ann", 60)))));

        assertThat(elements(tables.toDataStream(tables.from("nested"), Renested.class)))
                .containsExactly(new Renested(List.of(new Names(60, Optional.of("ann"))), 1));
    }

    enum Color {
        RED,
        GREEN
    }

    record Point(int x, Optional<Integer> y) {}

    record Everything(
            boolean flag,
            byte tiny,
            short small,
            int number,
            long large,
            float single,
            double real,
            @Nullable Integer none,
            BigDecimal price,
            String text,
            Color color,
            byte[] bytes,
            LocalDate day,
            LocalTime time,
            LocalDateTime local,
            Instant instant,
            List<Long> list,
            int[] array,
            Map<String, Point> map,
            Point point,
            Object anything) {}

    @Test
    void eachTypeHasItsClass() throws Exception {
        Table table = tables.sqlQuery("""
                SELECT TRUE AS flag, CAST(1 AS TINYINT) AS tiny, CAST(2 AS SMALLINT) AS small, 3 AS number,
                  CAST(4 AS BIGINT) AS `large`, CAST(1.5 AS FLOAT) AS single, CAST(2.5 AS DOUBLE) AS `real`,
                  CAST(NULL AS INT) AS `none`, 9.99 AS price, 'text' AS text, 'GREEN' AS color,
                  X'0102' AS `bytes`, DATE '2026-01-31' AS `day`, TIME '12:30:01' AS `time`,
                  TIMESTAMP '2026-01-31 12:00:00.123' AS `local`,
                  TO_TIMESTAMP_LTZ(1500, 3) AS instant,
                  ARRAY[7, 8] AS list, ARRAY[5] AS `array`,
                  MAP['k', ROW(1, CAST(NULL AS INT))] AS `map`,
                  ROW(1, 2) AS point, 'x' AS anything
                """);

        Everything all = elements(tables.toDataStream(table, Everything.class)).get(0);

        assertThat(all)
                .usingRecursiveComparison()
                .isEqualTo(new Everything(
                        true,
                        (byte) 1,
                        (short) 2,
                        3,
                        4,
                        1.5f,
                        2.5,
                        null,
                        new BigDecimal("9.99"),
                        "text",
                        Color.GREEN,
                        new byte[] {1, 2},
                        LocalDate.of(2026, 1, 31),
                        LocalTime.of(12, 30, 1),
                        LocalDateTime.of(2026, 1, 31, 12, 0, 0, 123_000_000),
                        Instant.ofEpochMilli(1500),
                        List.of(7L, 8L),
                        new int[] {5},
                        Map.of("k", new Point(1, Optional.empty())),
                        new Point(1, Optional.of(2)),
                        "x"));
    }

    /** A class as Flink takes it. */
    public static class Pojo {
        private int count;
        public @Nullable String name;

        public void setCount(int newCount) {
            count = newCount + 1;
        }

        @Override
        public String toString() {
            return name + ":" + count;
        }
    }

    @Test
    void rowsBecomePojosAndTuples() throws Exception {
        Table table = tables.sqlQuery("SELECT 'a' AS name, 6 AS `count`");
        Table pairs = tables.sqlQuery("SELECT 1 AS f1, 'a' AS f0");

        assertThat(elements(tables.toDataStream(table, Pojo.class))).hasToString("[a:7]");
        assertThat(elements(tables.toDataStream(pairs, Tuple2.class))).hasToString("[" + Tuple2.of("a", 1) + "]");
    }

    record Small(int amount) {}

    record Wide(int amount, String usr) {}

    @Test
    void columnsThatDoNotFitAreNamed() {
        orders();

        assertThat(error(() -> tables.toDataStream(
                        tables.sqlQuery("SELECT CAST(amount AS BIGINT) AS amount FROM orders"), Small.class)))
                .isEqualTo("The component 'amount' of Small is a int, which does not fit the SQL type BIGINT NOT NULL."
                        + " Make it a long, or CAST the column in the query.");
        assertThat(error(() -> tables.toDataStream(tables.from("orders"), Small.class)))
                .isEqualTo("The column 'user' has no component in Small, which has [amount]. Leave it out of the query,"
                        + " or name it otherwise with AS.");
        assertThat(error(() -> tables.toDataStream(tables.sqlQuery("SELECT amount FROM orders"), Wide.class)))
                .isEqualTo("The component 'usr' of Wide has no column: the row has [amount].");
        assertThat(error(() -> tables.toDataStream(tables.from("orders"), String.class)))
                .isEqualTo("A String is one value, and the query has the columns [user, amount]. Give a record with"
                        + " these components.");
    }

    @Test
    void whatIsRefusedLeavesTheProgramAsItWas() throws Exception {
        orders();
        DataStream<Row> before = tables.toDataStream(tables.from("orders"));
        String plan = environment.getExecutionPlan();

        error(() -> tables.toDataStream(tables.from("orders"), Small.class));
        error(() -> tables.toDataStream(tables.sqlQuery("SELECT COUNT(*) FROM orders")));

        assertThat(environment.getExecutionPlan()).isEqualTo(plan);
        assertThat(elements(before)).hasSize(3);
    }

    @Test
    void nullsForPrimitivesFailTheJob() {
        DataStream<Small> stream =
                tables.toDataStream(tables.sqlQuery("SELECT CAST(NULL AS INT) AS amount"), Small.class);

        assertThatThrownBy(() -> elements(stream))
                .rootCause()
                .hasMessageContaining("The component 'amount' of Small is a int, and a row has null there.");
    }

    @Test
    void unknownConstantsFailTheJob() {
        record Painted(Color color) {}

        DataStream<Painted> stream = tables.toDataStream(tables.sqlQuery("SELECT 'GREN' AS color"), Painted.class);

        assertThatThrownBy(() -> elements(stream))
                .rootCause()
                .hasMessageContaining("is one of [RED, GREEN], and a row has 'GREN' there. Did you mean 'GREEN'?");
    }

    @Test
    void changingTablesAreNoStreamsOfRecordsAndSayWhatChanges() {
        orders();
        Table counts = tables.sqlQuery("SELECT c + 1 FROM (SELECT `user`, COUNT(*) AS c FROM orders GROUP BY `user`)");

        assertThat(error(() -> tables.toDataStream(counts)))
                .startsWith(
                        "A stream of records can only grow, and the query changes or takes back rows that it gave before"
                                + " (I,UB,UA,D), because of GroupAggregate(")
                .endsWith("Use toChangelogStream(table), whose rows say what they do, or aggregate by windows.");
    }

    @Test
    void changesAreRowsThatSayWhatTheyDo() throws Exception {
        tables.createTemporaryView("orders", environment.fromData(new Order("ann", 60), new Order("ann", 5)));
        Table counts = tables.sqlQuery("SELECT `user`, SUM(amount) AS total FROM orders GROUP BY `user`");

        assertThat(elements(tables.toChangelogStream(counts))).hasToString("[+I[ann, 60], +U[ann, 65], -U[ann, 60]]");
        assertThat(elements(tables.toChangelogStream(
                        counts,
                        Schema.newBuilder()
                                .column("total", "STRING")
                                .column("user", "STRING")
                                .build(),
                        ChangelogMode.upsert())))
                .hasToString("[+I[60, ann], +U[65, ann]]");
        assertThat(error(() ->
                        tables.toChangelogStream(counts, Schema.newBuilder().build(), ChangelogMode.insertOnly())))
                .contains("The query gives rows of the kinds I,UB,UA,D, because of GroupAggregate(")
                .contains("the stream takes only I.");
    }

    /** Of a key that the query has, what was is left out; by another one, rows are kept, and those that are no more are deleted. */
    @Test
    void changesAreUpsertsByTheKeyOfTheSchema() throws Exception {
        tables.createTemporaryView(
                "orders", environment.fromData(new Order("ann", 60), new Order("bob", 60), new Order("ann", 5)));
        Table counts = tables.sqlQuery("SELECT `user`, SUM(amount) AS total FROM orders GROUP BY `user`");

        assertThat(elements(tables.toChangelogStream(
                        counts, Schema.newBuilder().primaryKey("user").build(), ChangelogMode.upsert())))
                .hasToString("[+I[ann, 60], +I[bob, 60], +U[ann, 65]]");
        assertThat(elements(tables.toChangelogStream(
                                counts, Schema.newBuilder().primaryKey("total").build(), ChangelogMode.upsert()))
                        .toString())
                .contains("+I[ann, 65]", "[bob, 60]")
                .doesNotContain("-U");
        assertThat(error(() -> tables.toChangelogStream(
                        counts, Schema.newBuilder().primaryKey("sum").build(), ChangelogMode.upsert())))
                .isEqualTo("The primary key of the schema has the column 'sum', and the table has [user, total].");
    }

    record Event(String name, long millis) {}

    static final class Timestamps extends ProcessFunction<Row, Long> {
        @Override
        public void processElement(Row row, Context context, Collector<Long> out) {
            out.collect(context.timestamp());
        }
    }

    record Timed(String name, Instant at) {}

    @Test
    void eventTimeGoesThroughTables() throws Exception {
        DataStream<Event> events = environment
                .fromData(new Event("a", 1_000), new Event("b", 2_000), new Event("c", 61_000))
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Event>forBoundedOutOfOrderness(Duration.ZERO)
                        .withTimestampAssigner((event, before) -> event.millis()));
        Table table = tables.fromDataStream(
                events,
                Schema.newBuilder()
                        .columnByMetadata("rowtime", "TIMESTAMP_LTZ(3)")
                        .watermark("rowtime", "SOURCE_WATERMARK()")
                        .build());

        DataStream<Timed> timed = tables.toDataStream(
                tables.sqlQuery("SELECT UPPER(name) AS name, rowtime AS `at` FROM " + table), Timed.class);
        DataStream<String> perMinute = timed.map(Timed::name)
                .windowAll(TumblingEventTimeWindows.of(Duration.ofMinutes(1)))
                .reduce(String::concat);

        assertThat(elements(perMinute)).containsExactlyInAnyOrder("AB", "C");
    }

    @Test
    void theRowtimeOfATableIsTheTimestampsOfItsStream() throws Exception {
        Table table = tables.fromDataStream(
                environment.fromData(new Event("a", 7_000)),
                Schema.newBuilder()
                        .column("name", "STRING")
                        .column("millis", "TIMESTAMP_LTZ(3)")
                        .watermark("millis", "millis")
                        .build());

        DataStream<Long> timestamps = tables.toDataStream(table).process(new Timestamps());

        assertThat(elements(timestamps)).containsExactly(7_000L);
    }

    @Test
    void whatCannotBeRunIsSaidWithItsPlace() {
        tables.executeSql("CREATE TABLE t (ts TIMESTAMP(3), WATERMARK FOR ts AS SOURCE_WATERMARK())"
                + " WITH ('connector' = 'datagen')");

        assertThatThrownBy(() -> tables.toDataStream(tables.from("t")))
                .hasMessageStartingWith("line 1, column 1: Table 't' leaves watermarks to its source");
    }
}
