/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

import static io.millrace.sql.table.Programs.elements;
import static io.millrace.sql.table.Programs.error;
import static io.millrace.sql.table.Programs.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.runner.JobClient;
import io.millrace.sql.connector.kept.KeptTableFactory;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.row.Row;
import io.millrace.stream.CloseableIterator;
import io.millrace.stream.DataStream;
import io.millrace.stream.RuntimeExecutionMode;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.task.JobStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

class StreamTableEnvironmentTest {
    private final StreamExecutionEnvironment environment = Programs.environment();
    private final StreamTableEnvironment tables = StreamTableEnvironment.create(environment);

    record Order(String user, int amount) {}

    private void orders() {
        tables.createTemporaryView("orders", environment.fromData(new Order("ann", 60), new Order("bob", 20)));
    }

    private static String capture(Runnable printing) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream standard = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            printing.run();
        } finally {
            System.setOut(standard);
        }
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void definitionsAreDoneAtOnce() {
        TableResult created = tables.executeSql("CREATE TABLE t (a INT) WITH ('connector' = 'blackhole');");

        assertThat(created.getResultKind()).isEqualTo(ResultKind.SUCCESS);
        assertThat(created.getJobClient()).isEmpty();
        assertThat(rows(created)).containsExactly("+I[OK]");
        assertThat(tables.listTables()).containsExactly("t");
        TableResult shown = tables.executeSql("SHOW TABLES");
        assertThat(shown.getResultKind()).isEqualTo(ResultKind.SUCCESS_WITH_CONTENT);
        assertThat(rows(shown)).containsExactly("+I[t]");
    }

    @Test
    void theRuntimeModeIsThatOfTheStreamEnvironment() {
        String query = "SELECT a, COUNT(*) FROM (VALUES (1), (2), (1)) AS t(a) GROUP BY a";

        assertThat(rows(tables.executeSql(query))).contains("-U[1, 1]");
        StreamTableEnvironment batch =
                StreamTableEnvironment.create(Programs.environment().setRuntimeMode(RuntimeExecutionMode.BATCH));
        assertThat(rows(batch.executeSql(query))).containsExactly("+I[1, 2]", "+I[2, 1]");
        batch.executeSql("SET 'execution.runtime-mode' = 'streaming'");
        assertThat(rows(batch.executeSql(query))).contains("-U[1, 1]");
    }

    @Test
    void queriesRunAsJobsOfTheirOwn() throws Exception {
        TableResult result = tables.executeSql("SELECT 1 + 1 AS two, 'x' AS x");

        assertThat(result.getResolvedSchema().getColumnNames()).containsExactly("two", "x");
        result.await();
        try (CloseableIterator<Row> rows = result.collect()) {
            assertThat(rows.next()).isEqualTo(Row.of(2, "x"));
            assertThat(rows.hasNext()).isFalse();
        }
        assertThat(result.getJobClient().orElseThrow().getJobStatus()).isEqualTo(JobStatus.FINISHED);
    }

    @Test
    void closingTheRowsEndsTheQuery() throws Exception {
        tables.executeSql("CREATE TABLE endless (a INT) WITH ('connector' = 'datagen')");

        TableResult result = tables.executeSql("SELECT * FROM endless");
        result.await(60, TimeUnit.SECONDS);
        CloseableIterator<Row> rows = result.collect();
        assertThat(rows.hasNext()).isTrue();
        rows.close();

        assertThat(result.getJobClient().orElseThrow().getJobStatus()).isEqualTo(JobStatus.CANCELED);
    }

    @Test
    void waitingForARowThatDoesNotComeEndsAfterItsTime() {
        tables.executeSql("CREATE TABLE endless (a INT) WITH ('connector' = 'datagen')");

        TableResult result = tables.executeSql("SELECT * FROM endless WHERE a * 0 = 1");

        assertThatThrownBy(() -> result.await(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        result.collect().close();
    }

    @Test
    void insertsAreAwaited() throws Exception {
        orders();
        tables.executeSql("CREATE TABLE gone (u STRING, a INT) WITH ('connector' = 'blackhole')");

        TableResult result = tables.executeSql("INSERT INTO gone SELECT * FROM orders");
        result.await();

        JobClient job = result.getJobClient().orElseThrow();
        assertThat(job.getJobStatus()).isEqualTo(JobStatus.FINISHED);
        assertThat(job.getJobName()).isEqualTo("insert-into_default_catalog.default_database.gone");
        assertThat(result.getResolvedSchema().getColumnNames())
                .containsExactly("default_catalog.default_database.gone");
        assertThat(rows(result)).containsExactly("+I[-1]");
    }

    @Test
    void failuresOfJobsComeOutOfWaiting() {
        tables.executeSql("CREATE TABLE gone (a INT) WITH ('connector' = 'blackhole')");
        TableResult insert = tables.executeSql("INSERT INTO gone SELECT CAST('x' AS INT)");
        TableResult query = tables.executeSql("SELECT CAST('x' AS INT)");

        assertThatThrownBy(insert::await).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> insert.await(60, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(query::await).isInstanceOf(ExecutionException.class);
        tables.getConfig().set("table.dml-sync", "true");
        assertThatThrownBy(() -> tables.executeSql("INSERT INTO gone SELECT CAST('x' AS INT)"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    void resultsArePrinted() {
        assertThat(capture(() -> tables.executeSql("SELECT 1 AS a, 'x' AS b").print()))
                .isEqualTo("""
                +----+-------------+--------+
                | op |           a |      b |
                +----+-------------+--------+
                | +I |           1 |      x |
                +----+-------------+--------+
                Received a total of 1 row
                """);
        assertThat(capture(() -> tables.executeSql("USE default_database").print()))
                .isEqualTo("""
                +--------+
                | result |
                +--------+
                |     OK |
                +--------+
                1 row in set
                """);
        tables.executeSql("CREATE TABLE gone (a INT) WITH ('connector' = 'blackhole')");
        assertThat(capture(
                        () -> tables.executeSql("INSERT INTO gone VALUES (1)").print()))
                .contains("default_catalog.default_database.gone")
                .contains(" -1 ");
    }

    /** What else the program has is not run by a statement, and a statement leaves nothing behind. */
    @Test
    void statementsRunApartFromTheRestOfTheProgram() throws Exception {
        DataStream<Order> all = environment.fromData(new Order("ann", 60), new Order("bob", 20));
        CloseableIterator<Order> others = all.collectAsync();
        environment.fromSequence(1, Long.MAX_VALUE).filter(number -> false).print();
        tables.createTemporaryView("orders", all);
        String plan = environment.getExecutionPlan();

        assertThat(rows(tables.executeSql("SELECT amount FROM orders"))).containsExactly("+I[20]", "+I[60]");

        assertThat(environment.getExecutionPlan()).isEqualTo(plan);
        assertThatThrownBy(others::hasNext).hasMessageContaining("was not started");
    }

    @Test
    void errorsHaveTheirPlaceInTheText() {
        orders();

        assertThatThrownBy(() -> tables.executeSql("SELECT amount,\n  usr FROM orders"))
                .isInstanceOf(SqlException.class)
                .hasMessage("line 2, column 3: There is no column 'usr'. Did you mean 'user'?");
        assertThatThrownBy(() -> tables.sqlQuery("SELECT 1 FROM ordrs"))
                .hasMessageContaining("line 1, column 15: ")
                .hasMessageContaining("Did you mean 'orders'?");
        assertThatThrownBy(() -> tables.executeSql("SELECT 1; SELECT 2"))
                .hasMessageContaining("One statement is expected here, and the text has 2.");
        assertThatThrownBy(() -> tables.sqlQuery("USE default_database"))
                .hasMessageContaining("sqlQuery takes a query");
        assertThatThrownBy(() -> tables.executeSql("INSERT INTO orders VALUES ('x', 1)"))
                .hasMessage(
                        "line 1, column 1: Table 'orders' cannot be written to: its connector 'datastream' only reads.");
    }

    @Test
    void tablesArePartsOfTexts() {
        orders();
        Table large = tables.sqlQuery("SELECT `user`, amount FROM orders WHERE amount > 50;");

        assertThat(rows(tables.executeSql("SELECT amount + 1 FROM " + large))).containsExactly("+I[61]");
        assertThat(large.toString()).isEqualTo(large.toString());
        assertThat(tables.listTables()).containsExactly("orders");
    }

    @Test
    void queriesGetNames() {
        orders();
        tables.createTemporaryView("dear", tables.sqlQuery("SELECT amount FROM orders WHERE amount > 50"));

        assertThat(rows(tables.from("dear").execute())).containsExactly("+I[60]");
        assertThat(tables.listViews()).containsExactly("dear");
        assertThat(tables.listTemporaryViews()).containsExactly("dear");
        assertThat(tables.listTemporaryTables()).containsExactly("orders");
        assertThat(error(() -> tables.createTemporaryView("dear", tables.from("orders"))))
                .contains("'dear'")
                .contains("already");
        assertThat(tables.dropTemporaryView("dear")).isTrue();
        assertThat(tables.dropTemporaryView("dear")).isFalse();
        assertThat(tables.dropTemporaryView("orders")).isTrue();
        assertThat(tables.listTables()).isEmpty();
    }

    @Test
    void whatIsNoNameIsSaid() {
        assertThat(error(() -> tables.createTemporaryView("large", tables.sqlQuery("SELECT 1"))))
                .startsWith("'large' is no name.")
                .endsWith("stands in backticks: `large`.");
        assertThat(error(() -> tables.dropTemporaryView("a + b"))).startsWith("'a + b' is no name.");
    }

    /** A name that is given to a stream anew is that of the new stream. */
    @Test
    void namesCanBeGivenAnew() {
        orders();
        tables.dropTemporaryTable("orders");
        tables.createTemporaryView("orders", environment.fromData(new Order("eve", 1)));

        assertThat(rows(tables.from("orders").execute())).containsExactly("+I[eve, 1]");
    }

    @Test
    void namesBelongToADatabase() {
        tables.executeSql("CREATE DATABASE shop");
        Table before = tables.sqlQuery("SELECT 1 AS amount");
        tables.useDatabase("shop");
        orders();
        Table inShop = tables.sqlQuery("SELECT amount FROM orders");
        tables.useDatabase("default_database");

        assertThat(tables.getCurrentDatabase()).isEqualTo("default_database");
        assertThat(tables.listDatabases()).containsExactly("default_database", "shop");
        assertThat(tables.listCatalogs()).containsExactly("default_catalog");
        assertThat(rows(tables.from("shop.orders").execute())).hasSize(2);
        tables.createTemporaryView("amounts", inShop);
        assertThat(rows(tables.executeSql("SELECT amount FROM amounts UNION ALL SELECT amount FROM " + before)))
                .containsExactly("+I[1]", "+I[20]", "+I[60]");
    }

    @Test
    void tablesAreWrittenToTables() throws Exception {
        orders();
        tables.executeSql("CREATE TABLE gone (u STRING, a BIGINT) WITH ('connector' = 'blackhole')");

        tables.from("orders").executeInsert("gone").await();
        TablePipeline pipeline = tables.from("orders").insertInto("gone");
        assertThat(pipeline.explain()).startsWith("INSERT INTO default_catalog.default_database.gone");
        pipeline.execute().await();

        assertThat(error(() -> tables.sqlQuery("SELECT amount FROM orders").insertInto("gone")))
                .startsWith(
                        "The query has 1 column, and 2 columns of default_catalog.default_database.gone are to be written.");
    }

    @Test
    void tablesOverwriteTables() throws Exception {
        orders();
        tables.executeSql(
                "CREATE TABLE overwritten (u STRING, a INT) WITH ('connector' = 'kept', 'overwritable' = 'true')");
        Table dear = tables.sqlQuery("SELECT * FROM orders WHERE amount = 60");
        assertThat(error(() -> dear.executeInsert("overwritten", true))).contains("INSERT OVERWRITE needs batch mode");

        tables.executeSql("SET 'execution.runtime-mode' = 'batch'");
        dear.executeInsert("overwritten", true).await();
        tables.createStatementSet()
                .addInsert("overwritten", dear, true)
                .execute()
                .await();

        assertThat(KeptTableFactory.take("overwritten")).hasSize(2).allMatch(row -> row.endsWith("60]"));
        assertThat(KeptTableFactory.takePartitions("overwritten")).containsExactly("{}");
        assertThat(dear.insertInto("overwritten", true).explain())
                .startsWith("INSERT OVERWRITE default_catalog.default_database.overwritten");
    }

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    void statementSetsRunAsOneJob() {
        orders();
        tables.executeSql("CREATE TABLE shown (a INT) WITH ('connector' = 'print')");
        tables.executeSql("CREATE TABLE gone (u STRING, a INT) WITH ('connector' = 'blackhole')");
        StatementSet set = tables.createStatementSet()
                .addInsertSql("INSERT INTO shown SELECT amount FROM orders WHERE amount = 60")
                .addInsert("gone", tables.from("orders"));
        assertThat(set.explain())
                .contains("INSERT INTO default_catalog.default_database.shown")
                .contains("gone");

        assertThat(capture(() -> {
                    TableResult result = set.execute();
                    try {
                        result.await();
                    } catch (InterruptedException | ExecutionException failed) {
                        throw new IllegalStateException(failed);
                    }
                    assertThat(result.getResolvedSchema().getColumnCount()).isEqualTo(2);
                }))
                .contains("+I[60]");
        assertThatThrownBy(set::execute).hasMessageContaining("is empty");
        assertThat(error(() -> set.addInsertSql("SELECT 1"))).contains("An INSERT is expected here");
    }

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    void attachedStatementsRunWithTheProgram() {
        orders();
        tables.executeSql("CREATE TABLE shown (a INT) WITH ('connector' = 'print')");
        tables.createStatementSet()
                .addInsertSql("INSERT INTO shown SELECT amount FROM orders WHERE amount = 60")
                .attachAsDataStream();

        assertThat(capture(() -> {
                    try {
                        environment.execute();
                    } catch (Exception failed) {
                        throw new IllegalStateException(failed);
                    }
                }))
                .contains("+I[60]");
    }

    @Test
    void optionsAreThoseOfSet() {
        tables.getConfig().set("table.local-time-zone", "Asia/Tokyo").setIdleStateRetention(Duration.ofHours(1));
        tables.executeSql("SET 'parallelism.default' = '3'");

        assertThat(tables.getConfig().getLocalTimeZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(tables.getConfig().getIdleStateRetention()).isEqualTo(Duration.ofHours(1));
        assertThat(tables.getConfig().get("parallelism.default")).contains("3");
        assertThat(tables.getConfig().toMap())
                .isEqualTo(Map.of(
                        "parallelism.default", "3",
                        "table.exec.state.ttl", "3600000 ms",
                        "table.local-time-zone", "Asia/Tokyo"));
        assertThat(error(() -> tables.getConfig().set("table.local-timezone", "UTC")))
                .contains("Did you mean 'table.local-time-zone'?");
        tables.toDataStream(tables.sqlQuery("SELECT 1"));
        assertThat(environment.getParallelism()).isEqualTo(3);
        assertThat(rows(tables.executeSql("SELECT CAST(TO_TIMESTAMP_LTZ(0, 3) AS STRING)")))
                .containsExactly("+I[1970-01-01 09:00:00.000]");
    }

    @Test
    void plansAreExplained() {
        orders();

        assertThat(tables.explainSql("SELECT amount FROM orders WHERE amount > 1"))
                .contains("LogicalFilter");
        assertThat(tables.from("orders").explain()).contains("SourceScan");
        assertThat(rows(tables.executeSql("EXPLAIN SELECT amount FROM orders")).get(0))
                .contains("SourceScan");
    }

    /** Two streams of one query are two operators with state, whose names differ. */
    @Test
    void oneQueryMayBecomeSeveralStreams() throws Exception {
        orders();
        Table counts = tables.sqlQuery("SELECT COUNT(*) FROM orders");

        CloseableIterator<Row> one = tables.toChangelogStream(counts).collectAsync();
        CloseableIterator<Row> other = tables.toChangelogStream(counts).collectAsync();
        environment.execute();

        assertThat(one).toIterable().last().asString().isEqualTo("+U[2]");
        assertThat(other).toIterable().last().asString().isEqualTo("+U[2]");
    }

    @Test
    void statementsReadStreamsThatTablesBecame() throws Exception {
        orders();
        Table counts = tables.sqlQuery("SELECT COUNT(*) AS c FROM orders");
        DataStream<Row> stream = tables.toChangelogStream(counts);
        Table again = tables.fromChangelogStream(
                stream, Schema.newBuilder().column("c", "BIGINT").build());

        assertThat(rows(tables.sqlQuery("SELECT c * 10 FROM " + again).execute()))
                .containsExactly("+I[10]", "+U[20]", "-U[10]");
    }

    @Test
    void whatBelongsToAnotherEnvironmentIsRefused() {
        StreamTableEnvironment others = Programs.tables();
        Table theirs = others.sqlQuery("SELECT 1");
        DataStream<Order> stream = environment.fromData(List.of(new Order("ann", 1)));

        assertThatThrownBy(() -> tables.toDataStream(theirs)).hasMessageContaining("another table environment");
        assertThatThrownBy(() -> others.fromDataStream(stream)).hasMessageContaining("another environment");
        assertThatThrownBy(() -> tables.fromDataStream(stream, new Order[] {new Order("bob", 2)}))
                .hasMessageContaining("give no others");
    }

    @Test
    void streamsOfAnythingAreNoTables() {
        DataStream<Object> stream = environment.fromData(Object.class, 1, "x");

        assertThat(error(() -> tables.fromDataStream(stream)))
                .startsWith("The compiler knows the stream's elements as");
    }

    @Test
    void elementsOfStreamsAreCollectedBesideTables() throws Exception {
        orders();

        assertThat(elements(tables.toDataStream(tables.sqlQuery("SELECT `user` FROM orders"), String.class)))
                .containsExactly("ann", "bob");
    }

    @Test
    void connectorsWithoutWatermarksOfTheirOwnSaySo() {
        tables.executeSql("CREATE TABLE t (ts TIMESTAMP(3), WATERMARK FOR ts AS SOURCE_WATERMARK())"
                + " WITH ('connector' = 'datagen')");

        assertThat(error(() -> tables.executeSql("SELECT * FROM t")))
                .startsWith(
                        "Table 't' leaves watermarks to its source by SOURCE_WATERMARK(), and its connector makes none.");
    }
}
