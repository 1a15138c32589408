/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.LocalEngine;
import io.millrace.graph.RestartSettings;
import io.millrace.runner.JobClient;
import io.millrace.simulation.ScriptedSource;
import io.millrace.simulation.ScriptedSource.Script;
import io.millrace.sql.SqlSession;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.plan.Statement;
import io.millrace.sql.row.Row;
import io.millrace.stream.StreamExecutionEnvironment;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A query that changes finds the state of what it has in common with the one that was saved. */
@Timeout(60)
class SqlUpgradeTest {
    private static final String SCHEMA = " (region STRING, product INT, amount DECIMAL(10, 2))";
    private static final String OLD =
            "INSERT INTO totals SELECT region, SUM(amount) AS total FROM sales GROUP BY region;";
    private static final List<Row> BEFORE = List.of(sale("north", 1, 10), sale("south", 2, 20), sale("north", 3, 5));
    private static final List<Row> AFTER = List.of(sale("north", 4, 100), sale("south", 5, 200), sale(null, 6, 300));

    /** A table of the same rows, of which it is known that none is taken back. */
    private static final String INSERTED =
            "CREATE TABLE inserted WITH ('inserts' = 'true') LIKE sales (OVERWRITING OPTIONS);";

    @TempDir
    private Path directory;

    private TableFactories factories;
    private String test;
    private JobClient job;

    private static Row sale(String region, int product, int amount) {
        return Row.of(region, product, BigDecimal.valueOf(amount).setScale(2));
    }

    @BeforeEach
    void prepare(TestInfo info) throws Exception {
        factories = ScriptedTables.factories();
        test = info.getDisplayName();
    }

    @AfterEach
    void stop() throws Exception {
        if (job != null) {
            job.cancel().join();
        }
    }

    private SqlSession session(String more) {
        SqlSession session = new SqlSession();
        session.options().set(SqlOptions.LOCAL_TIME_ZONE.key(), "UTC");
        session.execute("CREATE TABLE sales" + SCHEMA + " WITH ('connector' = 'scripted', 'script' = '" + test + "');"
                + "CREATE TABLE totals (region STRING, total DECIMAL(38, 2)) WITH ('connector' = 'scripted', 'script' = '"
                + test + "-totals');" + more);
        return session;
    }

    /** Starts the inserts of a script as one job. */
    private void start(SqlSession session, String script, List<Row> rows, int parallelism) throws Exception {
        ScriptedTables.script(test, ScriptedSource.unbounded(List.of(Script.of(rows))));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.withRunner(new LocalEngine()).setParallelism(parallelism);
        environment.setCheckpointDirectory(directory.resolve("checkpoints").toString());
        environment.setRestartStrategy(new RestartSettings.None());
        JobBuilder builder = new JobBuilder(environment, factories, session.options());
        for (Statement statement : session.execute(script)) {
            builder.insert(List.of((Statement.Insert) statement));
        }
        job = environment.executeAsync(test);
    }

    private String stopWithSavepoint() throws Exception {
        return job.stopWithSavepoint(false, directory.resolve("savepoints").toString())
                .get(30, TimeUnit.SECONDS);
    }

    /** Waits until as many rows were written, and returns the newest of each key, which is the first column. */
    private TreeMap<String, String> newest(List<String> written, int from, int rows) {
        while (written.size() < from + rows) {
            assertThat(job.getJobExecutionResult())
                    .as("written so far: %s", written)
                    .isNotCompletedExceptionally();
            Thread.onSpinWait();
        }
        TreeMap<String, String> newest = new TreeMap<>();
        for (String row : written.subList(from, from + rows)) {
            if (row.startsWith("+")) {
                newest.put(row.replaceFirst("..\\[([^,\\]]*).*", "$1"), row.substring(2));
            }
        }
        return newest;
    }

    private String saved() throws Exception {
        start(session(""), OLD, BEFORE, 1);
        newest(ScriptedTables.written(test + "-totals"), 0, 4);
        return stopWithSavepoint();
    }

    /** Starts the changed script from the savepoint, with the rows that come after it, too. */
    private void restart(String savepoint, String tables, String script) throws Exception {
        SqlSession session = session(tables);
        session.options().set(SqlOptions.SAVEPOINT_PATH.key(), savepoint);
        List<Row> all = new ArrayList<>(BEFORE);
        all.addAll(AFTER);
        start(session, script, all, 2);
    }

    private static String table(String name, String columns, String script) {
        return "CREATE TABLE " + name + " " + columns + " WITH ('connector' = 'scripted', 'script' = '" + script
                + "');";
    }

    @Test
    void theSameQueryGoesOnAtAnotherParallelism() throws Exception {
        restart(saved(), "", OLD);

        assertThat(newest(ScriptedTables.written(test + "-totals"), 4, 5))
                .containsEntry("north", "[north, 115.00]")
                .containsEntry("south", "[south, 220.00]")
                .containsEntry("null", "[null, 300.00]");
    }

    /** One phase keeps what two keep, by the same names. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void groupsGoOnInAnotherNumberOfPhases(boolean twoPhasesFirst) throws Exception {
        start(inPhases(twoPhasesFirst), OLD, BEFORE, 1);
        awaitNewest(Map.of("north", "[north, 15.00]", "south", "[south, 20.00]"));
        String savepoint = stopWithSavepoint();

        SqlSession session = inPhases(!twoPhasesFirst);
        session.options().set(SqlOptions.SAVEPOINT_PATH.key(), savepoint);
        List<Row> all = new ArrayList<>(BEFORE);
        all.addAll(AFTER);
        start(session, OLD, all, 2);

        awaitNewest(Map.of("north", "[north, 115.00]", "south", "[south, 220.00]", "null", "[null, 300.00]"));
    }

    /** Each value that was there before is known afterwards, and counts no more. */
    @ParameterizedTest
    @CsvSource({
        "sales, true, false",
        "sales, false, false",
        "sales, true, true",
        "sales, false, true",
        "inserted, true, false",
        "inserted, false, false",
        "inserted, true, true",
        "inserted, false, true"
    })
    void distinctValuesGoOnInAnotherNumberOfPhases(String table, boolean twoPhasesFirst, boolean splits)
            throws Exception {
        String query = "INSERT INTO totals SELECT region, SUM(DISTINCT amount) + COUNT(DISTINCT product) FROM " + table
                + " GROUP BY region;";
        start(splitting(inPhases(twoPhasesFirst), splits), query, BEFORE, 1);
        awaitNewest(Map.of("north", "[north, 17.00]", "south", "[south, 21.00]"));
        String savepoint = stopWithSavepoint();

        SqlSession session = splitting(inPhases(!twoPhasesFirst), splits);
        session.options().set(SqlOptions.SAVEPOINT_PATH.key(), savepoint);
        List<Row> all = new ArrayList<>(BEFORE);
        all.addAll(List.of(sale("north", 1, 10), sale("south", 2, 7), sale("north", 9, 5)));
        start(session, query, all, 2);

        awaitNewest(Map.of("north", "[north, 18.00]", "south", "[south, 28.00]"));
    }

    /** They share a table of values, in which each finds its own by its name. */
    @Test
    void distinctAggregatesOfAColumnComeAndGoWithoutTheOthers() throws Exception {
        String counts = table("counts", "(region STRING, a BIGINT, b BIGINT, c BIGINT)", test + "-counts");
        start(
                session(INSERTED + counts),
                "INSERT INTO counts SELECT region, COUNT(DISTINCT product) FILTER (WHERE amount > 8),"
                        + " COUNT(DISTINCT product), 0 FROM inserted GROUP BY region;",
                BEFORE,
                1);
        assertThat(newest(ScriptedTables.written(test + "-counts"), 0, 4))
                .hasToString("{north=[north, 1, 2, 0], south=[south, 1, 1, 0]}");
        SqlSession session = session(INSERTED + counts);
        session.options().set(SqlOptions.SAVEPOINT_PATH.key(), stopWithSavepoint());
        List<Row> all = new ArrayList<>(BEFORE);
        all.addAll(List.of(sale("north", 1, 200), sale("north", 4, 100), sale("south", 5, 200)));

        start(
                session,
                "INSERT INTO counts SELECT region, COUNT(DISTINCT product), SUM(DISTINCT product),"
                        + " COUNT(DISTINCT product) FILTER (WHERE amount > 150) FROM inserted GROUP BY region;",
                all,
                2);

        assertThat(newest(ScriptedTables.written(test + "-counts"), 4, 6))
                .hasToString("{north=[north, 3, 5, 1], south=[south, 2, 5, 1]}");
    }

    /** What was kept in one piece would count again in parts: that is refused, and not wrong. */
    @Test
    void distinctValuesThatWereNotDealtOutAreNotTakenForPartsOfThem() throws Exception {
        String query = "INSERT INTO totals SELECT region, SUM(DISTINCT amount) FROM sales GROUP BY region;";
        start(session(""), query, BEFORE, 1);
        newest(ScriptedTables.written(test + "-totals"), 0, 4);
        String savepoint = stopWithSavepoint();
        SqlSession session = splitting(session(""), true);
        session.options().set(SqlOptions.SAVEPOINT_PATH.key(), savepoint);

        assertThatThrownBy(() -> {
                    start(session, query, BEFORE, 1);
                    job.getJobExecutionResult().join();
                })
                .hasStackTraceContaining("holds state of operators that the job no longer has");
    }

    private static SqlSession splitting(SqlSession session, boolean splits) {
        session.options().set(SqlOptions.DISTINCT_SPLIT_ENABLED.key(), Boolean.toString(splits));
        return session;
    }

    private SqlSession inPhases(boolean two) {
        SqlSession session = session(INSERTED);
        session.options().set(SqlOptions.MINI_BATCH_ENABLED.key(), "true");
        session.options().set(SqlOptions.MINI_BATCH_LATENCY.key(), "1 ms");
        session.options().set(SqlOptions.MINI_BATCH_SIZE.key(), "2");
        session.options().set(SqlOptions.AGGREGATE_PHASE.key(), two ? "TWO_PHASE" : "ONE_PHASE");
        return session;
    }

    private void awaitNewest(Map<String, String> expected) {
        List<String> written = List.of();
        while (!newest(written, 0, written.size()).equals(expected)) {
            written = List.copyOf(ScriptedTables.written(test + "-totals"));
        }
    }

    @Test
    void accumulatorsOfAProgramsFunctionAreKeptBesideAnotherAggregate() throws Exception {
        String average = TestFunctions.CREATE
                + table("averages", "(region STRING, average DOUBLE, regions MAP<STRING, BIGINT>)", test + "-averages");
        start(
                session(average),
                "INSERT INTO averages SELECT region, weighted(product), histogram(region) FROM sales GROUP BY region;",
                BEFORE,
                1);
        newest(ScriptedTables.written(test + "-averages"), 0, 4);

        restart(
                stopWithSavepoint(),
                average + "ALTER TABLE averages ADD (greatest INT);",
                "INSERT INTO averages SELECT region, weighted(product), histogram(region), MAX(product) FROM sales GROUP BY region;");

        assertThat(newest(ScriptedTables.written(test + "-averages"), 4, 5))
                .containsEntry("north", "[north, 2.6666666666666665, {[north]=3}, 4]")
                .containsEntry("south", "[south, 3.5, {[south]=2}, 5]")
                .containsEntry("null", "[null, 6.0, {[null]=1}, 6]");
    }

    /** Other columns in another order, and a condition: the name finds it all the same. */
    @Test
    void aProcessTableFunctionKeepsItsStateByItsUid() throws Exception {
        String counts = TestProcessFunctions.CREATE + table("counts", "(region STRING, n BIGINT)", test + "-counts");
        start(
                session(counts),
                "INSERT INTO counts SELECT region, counter FROM counting((SELECT * FROM TO_CHANGELOG(TABLE sales)) PARTITION BY region, uid => 'counter');",
                BEFORE,
                1);
        newest(ScriptedTables.written(test + "-counts"), 0, 3);

        restart(
                stopWithSavepoint(),
                counts,
                "INSERT INTO counts SELECT UPPER(region), counter FROM counting((SELECT amount, region FROM TO_CHANGELOG(TABLE sales) WHERE"
                        + " product > 0) PARTITION BY region, uid => 'counter');");

        assertThat(newest(ScriptedTables.written(test + "-counts"), 3, 3))
                .containsEntry("NORTH", "[NORTH, 3]")
                .containsEntry("SOUTH", "[SOUTH, 2]")
                .containsEntry("null", "[null, 1]");
    }

    @Test
    void statesOfFunctionsOfTablesAreKeptAtAnotherParallelism() throws Exception {
        String counts = TestProcessFunctions.CREATE
                + table("counts", "(region STRING, n BIGINT)", test + "-counts")
                + table("tops", "(region STRING, `value` INT, place INT)", test + "-tops");
        String inserts =
                "INSERT INTO counts SELECT region, counter FROM counting((SELECT * FROM TO_CHANGELOG(TABLE sales)) PARTITION BY region);"
                        + "INSERT INTO tops SELECT * FROM top2((SELECT * FROM TO_CHANGELOG(TABLE sales)) PARTITION BY region, DESCRIPTOR(product)) WHERE place = 1;";
        start(session(counts), inserts, BEFORE, 1);
        newest(ScriptedTables.written(test + "-counts"), 0, 3);
        newest(ScriptedTables.written(test + "-tops"), 0, 4);

        restart(stopWithSavepoint(), counts, inserts);

        assertThat(newest(ScriptedTables.written(test + "-counts"), 3, 3))
                .containsEntry("north", "[north, 3]")
                .containsEntry("south", "[south, 2]");
        assertThat(newest(ScriptedTables.written(test + "-tops"), 4, 5))
                .containsEntry("north", "[north, 4, 1]")
                .containsEntry("south", "[south, 5, 1]");
    }

    /** The last row of each key is needed no more. */
    @Test
    void upsertsThatWereMadeWholeGoOnAsTheyAre() throws Exception {
        String stock =
                "CREATE TABLE stock (region STRING, product INT, amount DECIMAL(10, 2), PRIMARY KEY (region) NOT ENFORCED)"
                        + " WITH ('connector' = 'scripted', 'upserts' = 'true', 'script' = '" + test + "');";
        String target = "CREATE TABLE target (region STRING, product INT, PRIMARY KEY (region) NOT ENFORCED)"
                + " WITH ('connector' = 'scripted', 'script' = '" + test + "-target', 'upserts' = '%s');";
        String insert = "INSERT INTO target SELECT region, product FROM stock;";
        List<String> written = ScriptedTables.written(test + "-target");
        start(session(stock + target.formatted("false")), insert, BEFORE, 1);
        newest(written, 0, 4);
        assertThat(written).contains("-U[north, 1]");

        SqlSession upserts = session(stock + target.formatted("true"));
        upserts.options().set(SqlOptions.SAVEPOINT_PATH.key(), stopWithSavepoint());
        List<Row> all = new ArrayList<>(BEFORE);
        all.addAll(AFTER.subList(0, 2));
        start(upserts, insert, all, 2);

        assertThat(newest(written, 4, 2)).hasToString("{north=[north, 4], south=[south, 5]}");
        assertThat(written.subList(4, 6)).noneMatch(row -> row.startsWith("-"));
    }

    @Test
    void aColumnMoreAboveTheAggregationKeepsTheState() throws Exception {
        restart(
                saved(),
                "ALTER TABLE totals ADD (shout STRING, twice DECIMAL(38, 2));",
                "INSERT INTO totals SELECT region, SUM(amount) AS t, UPPER(region), SUM(amount) * 2 FROM sales GROUP BY region;");

        assertThat(newest(ScriptedTables.written(test + "-totals"), 4, 5))
                .containsEntry("north", "[north, 115.00, NORTH, 230.00]")
                .containsEntry("south", "[south, 220.00, SOUTH, 440.00]");
    }

    @Test
    void anotherStatementKeepsTheState() throws Exception {
        restart(
                saved(),
                table("counts", "(region STRING, n BIGINT)", test + "-counts"),
                "INSERT INTO counts SELECT region, COUNT(*) FROM sales GROUP BY region;" + OLD);

        assertThat(newest(ScriptedTables.written(test + "-totals"), 4, 5))
                .containsEntry("north", "[north, 115.00]")
                .containsEntry("south", "[south, 220.00]");
        assertThat(newest(ScriptedTables.written(test + "-counts"), 0, 9))
                .containsEntry("north", "[north, 3]")
                .containsEntry("south", "[south, 2]");
    }

    /** Other columns are read, and in another order. What is new counts from the restore on. */
    @Test
    void anAggregateMoreKeepsTheStateOfTheOthers() throws Exception {
        restart(
                saved(),
                "ALTER TABLE totals ADD (best INT, n BIGINT);",
                "INSERT INTO totals SELECT region, SUM(amount), MAX(product), COUNT(*) FROM sales GROUP BY region;");

        assertThat(newest(ScriptedTables.written(test + "-totals"), 4, 5))
                .containsEntry("north", "[north, 115.00, 4, 1]")
                .containsEntry("south", "[south, 220.00, 5, 1]")
                .containsEntry("null", "[null, 300.00, 6, 1]");
    }

    /** It would go on from where it was, and has missed rows. */
    @Test
    void anAggregateThatWasAwayStartsAnew() throws Exception {
        String savepoint = saved();
        SqlSession away = session("");
        away.options().set(SqlOptions.SAVEPOINT_PATH.key(), savepoint);
        start(
                away,
                "INSERT INTO totals SELECT region, MAX(amount) FROM sales GROUP BY region;",
                List.of(BEFORE.get(0), BEFORE.get(1), BEFORE.get(2), AFTER.get(0)),
                1);
        newest(ScriptedTables.written(test + "-totals"), 4, 2);
        String second = stopWithSavepoint();

        restart(second, "", OLD);

        assertThat(newest(ScriptedTables.written(test + "-totals"), 6, 3)).containsEntry("south", "[south, 200.00]");
    }

    /** As of groups, also where their windows go on. */
    @Test
    void anAggregateOfWindowsThatWasAwayStartsAnew() throws Exception {
        String tables =
                "SET 'table.exec.emit.early-fire.enabled' = 'true'; SET 'table.exec.emit.early-fire.delay' = '0 s';"
                        + "CREATE TABLE timed (region STRING, product INT, amount DECIMAL(10, 2), ts AS CAST('2024-05-01 10:00:00' AS TIMESTAMP(3)),"
                        + " WATERMARK FOR ts AS ts) WITH ('connector' = 'scripted', 'inserts' = 'true', 'script' = '"
                        + test + "');"
                        + table("windows", "(region STRING, product INT, amount DECIMAL(38, 2))", test + "-windows");
        String both =
                "INSERT INTO windows SELECT region, MAX(product), SUM(amount) FROM timed GROUP BY region, TUMBLE(ts, INTERVAL '1' DAY);";
        String one =
                "INSERT INTO windows SELECT region, MAX(product), CAST(NULL AS DECIMAL(38, 2)) FROM timed GROUP BY region, TUMBLE(ts, INTERVAL '1' DAY);";
        List<String> written = ScriptedTables.written(test + "-windows");
        start(session(tables), both, BEFORE.subList(0, 1), 1);
        newest(written, 0, 1);

        SqlSession away = session(tables);
        away.options().set(SqlOptions.SAVEPOINT_PATH.key(), stopWithSavepoint());
        start(away, one, List.of(BEFORE.get(0), BEFORE.get(2)), 1);
        newest(written, 1, 2);
        SqlSession back = session(tables);
        back.options().set(SqlOptions.SAVEPOINT_PATH.key(), stopWithSavepoint());
        start(back, both, List.of(BEFORE.get(0), BEFORE.get(2), AFTER.get(0)), 1);

        assertThat(newest(written, 3, 2)).containsEntry("north", "[north, 4, 100.00]");
    }

    /** With a time to live, rows of joins carry when they came, which others do not. */
    @ParameterizedTest
    @ValueSource(strings = {"SET 'table.exec.state.ttl' = '9 d';", ""})
    void anotherTimeToLiveOrNoneKeepsTheRowsOfAJoin(String later) throws Exception {
        String join = "INSERT INTO totals SELECT a.region, b.amount FROM sales AS a JOIN sales AS b"
                + " ON a.region = b.region WHERE a.product < b.product;";
        test = "join-" + later.length(); // what a test is called has quotes in it
        start(session("SET 'table.exec.state.ttl' = '1 d';"), join, BEFORE, 1);
        newest(ScriptedTables.written(test + "-totals"), 0, 1);
        restart(stopWithSavepoint(), later, join);

        assertThat(newest(ScriptedTables.written(test + "-totals"), 1, 3))
                .containsEntry("north", "[north, 100.00]")
                .containsEntry("south", "[south, 200.00]");
    }

    /** Rows that were kept before have null where they were not asked for a column. The two sides read different columns then, and still one source. */
    @Test
    void rowsOfAJoinAreFoundThoughTheirColumnsLieElsewhere() throws Exception {
        String target = table("pairs", "(region STRING, product INT, other INT)", test + "-pairs");
        start(
                session(INSERTED + target),
                "INSERT INTO pairs SELECT a.region, a.product, b.product FROM inserted AS a JOIN inserted AS b"
                        + " ON a.region = b.region WHERE a.product < b.product;",
                BEFORE,
                1);
        newest(ScriptedTables.written(test + "-pairs"), 0, 1);

        restart(
                stopWithSavepoint(),
                INSERTED + target + "ALTER TABLE pairs ADD (amount DECIMAL(10, 2));",
                "INSERT INTO pairs SELECT a.region, a.product, b.product, a.amount FROM inserted AS a JOIN inserted AS b"
                        + " ON a.region = b.region WHERE a.product < b.product;");

        assertThat(rows(ScriptedTables.written(test + "-pairs"), 1, 3))
                .containsExactlyInAnyOrder("+I[north, 1, 4, null]", "+I[north, 3, 4, null]", "+I[south, 2, 5, null]");
    }

    @Test
    void ranksGoOnWithAColumnMore() throws Exception {
        String target = table("best", "(region STRING, product INT)", test + "-best");
        String ranked =
                " FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY region ORDER BY product DESC) AS place FROM inserted)"
                        + " WHERE place <= 2;";
        start(session(INSERTED + target), "INSERT INTO best SELECT region, product" + ranked, BEFORE, 1);
        newest(ScriptedTables.written(test + "-best"), 0, 3);

        restart(
                stopWithSavepoint(),
                INSERTED + target + "ALTER TABLE best ADD (amount DECIMAL(10, 2));",
                "INSERT INTO best SELECT region, product, amount" + ranked);

        assertThat(rows(ScriptedTables.written(test + "-best"), 3, 4))
                .containsExactlyInAnyOrder(
                        "-D[north, 1, null]", "+I[north, 4, 100.00]", "+I[south, 5, 200.00]", "+I[null, 6, 300.00]");
    }

    /** Rows that wait for a table's answer ask again, whatever columns there are by then. */
    @Test
    void rowsThatWaitForALookupAskAgainWithAColumnMore() throws Exception {
        String target = table("named", "(product INT, label STRING)", test + "-named");
        String names = "CREATE TABLE labels (region STRING, label STRING) WITH ('connector' = 'rows', 'lookup' = '%s',"
                + " 'rows' = 'north, N; south, S');";
        String rows = ", PROCTIME() AS pt FROM inserted) AS s LEFT JOIN labels"
                + " FOR SYSTEM_TIME AS OF s.pt AS l ON s.region = l.region;";
        int asked = RowsTableFactory.unanswered().size();
        start(
                session(INSERTED + names.formatted("never") + target),
                "INSERT INTO named SELECT product, label FROM (SELECT region, product" + rows,
                BEFORE,
                1);
        while (RowsTableFactory.unanswered().size() < asked + BEFORE.size()) {
            Thread.onSpinWait();
        }

        restart(
                stopWithSavepoint(),
                INSERTED + names.formatted("async") + target + "ALTER TABLE named ADD (amount DECIMAL(10, 2));",
                "INSERT INTO named SELECT product, label, amount FROM (SELECT amount, region, product" + rows);

        assertThat(rows(ScriptedTables.written(test + "-named"), 0, 6))
                .containsExactlyInAnyOrder(
                        "+I[1, N, null]",
                        "+I[2, S, null]",
                        "+I[3, N, null]",
                        "+I[4, N, 100.00]",
                        "+I[5, S, 200.00]",
                        "+I[6, null, 300.00]");
    }

    private static final String OVER =
            " OVER (PARTITION BY region ORDER BY pt ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)";

    /** A function that is new has not seen the rows that are kept for the others. */
    @Test
    void functionsOfOverGoOnBesideANewOne() throws Exception {
        String target = table("sums", "(region STRING, total INT)", test + "-sums");
        start(
                session(INSERTED + target),
                "INSERT INTO sums SELECT region, SUM(product)" + OVER
                        + " FROM (SELECT *, PROCTIME() AS pt FROM inserted);",
                BEFORE,
                1);
        newest(ScriptedTables.written(test + "-sums"), 0, 3);

        restart(
                stopWithSavepoint(),
                INSERTED + target + "ALTER TABLE sums ADD (amount DECIMAL(38, 2));",
                "INSERT INTO sums SELECT region, SUM(product)" + OVER + ", SUM(amount)" + OVER
                        + " FROM (SELECT *, PROCTIME() AS pt FROM inserted);");

        assertThat(rows(ScriptedTables.written(test + "-sums"), 3, 3))
                .containsExactlyInAnyOrder("+I[north, 7, 100.00]", "+I[south, 7, 200.00]", "+I[null, 6, 300.00]");
    }

    private List<String> rows(List<String> written, int from, int rows) {
        newest(written, from, rows);
        return List.copyOf(written.subList(from, from + rows));
    }
}
