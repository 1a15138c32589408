/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.data.RowKind;
import io.millrace.engine.LocalEngine;
import io.millrace.simulation.Outcome;
import io.millrace.simulation.ScriptedSource;
import io.millrace.simulation.ScriptedSource.Script;
import io.millrace.simulation.Simulation;
import io.millrace.sql.SqlSession;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.operator.ToRowsOperator;
import io.millrace.sql.physical.PhysicalNode;
import io.millrace.sql.plan.Statement;
import io.millrace.sql.row.Row;
import io.millrace.stream.CloseableIterator;
import io.millrace.stream.StreamExecutionEnvironment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SQL in worlds of the simulation: other schedules, other batches, other parallelism after every start, crashes at any moment, starts from savepoints. What is left of
 * a changelog is what an undisturbed run on the engine leaves.
 */
class SqlCrashTest {
    private static final int ROWS = 120;
    private static final int SEEDS = 10;
    private static final int CRASHES = 4;
    private static final String SCHEMA =
            " (id BIGINT, region STRING, product INT, amount DECIMAL(10, 2), x DOUBLE, ok BOOLEAN)";

    private static final String DISTINCT_OF_INSERTS =
            "SELECT region, COUNT(DISTINCT product), SUM(DISTINCT amount), COUNT(DISTINCT id) FILTER (WHERE ok), COUNT(*),"
                    + " MAX(DISTINCT id), COUNT(DISTINCT product) FILTER (WHERE ok), MIN(amount) FROM sales GROUP BY region";
    private static final String DISTINCT_OF_CHANGES =
            "SELECT product, ok, COUNT(DISTINCT id), SUM(DISTINCT id), COUNT(DISTINCT region), COUNT(DISTINCT (id, region)),"
                    + " AVG(DISTINCT amount), COUNT(*) FROM changes GROUP BY product, ok";
    private static final String DISTINCT_OF_ALL =
            "SELECT COUNT(DISTINCT n), SUM(DISTINCT s), AVG(n) FROM (SELECT region, product, COUNT(*) AS n,"
                    + " SUM(id) AS s FROM changes GROUP BY region, product)";

    private static final Map<String, String> GATHERED = Map.of(
            SqlOptions.MINI_BATCH_ENABLED.key(), "true",
            SqlOptions.MINI_BATCH_LATENCY.key(), "5 ms",
            SqlOptions.MINI_BATCH_SIZE.key(), "7");

    private static TableFactories factories;

    @BeforeAll
    static void prepareTables() throws Exception {
        factories = ScriptedTables.factories();
        ScriptedTables.script("crash-sales", ScriptedSource.bounded(List.of(Script.of(inserts(new Random(7))))));
        ScriptedTables.script("crash-changes", ScriptedSource.bounded(List.of(Script.of(changes(new Random(8))))));
        ScriptedTables.script("crash-upserts", ScriptedSource.bounded(List.of(Script.of(upserts(new Random(9))))));
    }

    private static @Nullable Object[] values(Random random) {
        return new @Nullable Object[] {
            random.nextInt(6) == 0 ? null : (Object) (long) random.nextInt(9),
            random.nextInt(6) == 0 ? null : "r" + random.nextInt(4),
            random.nextInt(6) == 0 ? null : (Object) random.nextInt(3),
            random.nextInt(6) == 0 ? null : BigDecimal.valueOf(random.nextInt(9_000), 2),
            random.nextInt(6) == 0 ? null : (Object) (random.nextInt(64) / 4.0),
            random.nextInt(6) == 0 ? null : (Object) random.nextBoolean()
        };
    }

    private static List<Row> inserts(Random random) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(Row.of(values(random)));
        }
        return rows;
    }

    /** Rows that come, change and go. */
    private static List<Row> changes(Random random) {
        List<Row> rows = new ArrayList<>();
        List<@Nullable Object[]> there = new ArrayList<>();
        while (rows.size() < ROWS) {
            int place = there.isEmpty() ? 0 : random.nextInt(there.size());
            int choice = there.size() < 3 ? 0 : random.nextInt(4);
            if (choice < 2) {
                there.add(values(random));
                rows.add(Row.of(there.get(there.size() - 1)));
            } else if (choice == 2) {
                rows.add(Row.ofKind(RowKind.UPDATE_BEFORE, there.get(place)));
                there.set(place, values(random));
                rows.add(Row.ofKind(RowKind.UPDATE_AFTER, there.get(place)));
            } else {
                rows.add(Row.ofKind(RowKind.DELETE, there.remove(place)));
            }
        }
        return rows;
    }

    /** Rows of ids that come, change and go, in which a change tells what has become of an id, and of a deletion the id alone. */
    private static List<Row> upserts(Random random) {
        List<Row> rows = new ArrayList<>();
        while (rows.size() < ROWS) {
            @Nullable Object[] values = values(random);
            if (random.nextInt(4) == 0) {
                values = new @Nullable Object[values.length];
            }
            boolean goes = values[2] == null && values[3] == null;
            values[0] = (long) random.nextInt(9);
            rows.add(Row.ofKind(goes ? RowKind.DELETE : RowKind.UPDATE_AFTER, values));
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT id, COUNT(*), COUNT(region), SUM(amount), SUM(product), MIN(region), MAX(amount), AVG(product),"
                        + " AVG(amount), MIN(id) FROM sales GROUP BY id",
                "SELECT region, COUNT(DISTINCT product), SUM(DISTINCT product), MIN(x), MAX(x), STDDEV_POP(product),"
                        + " VAR_SAMP(product), COUNT(*) FILTER (WHERE ok), COUNT(DISTINCT x) FILTER (WHERE ok)"
                        + " FROM sales GROUP BY region",
                "SELECT region, product, SUM(x), AVG(x), FIRST_VALUE(id), LAST_VALUE(amount), LISTAGG(region),"
                        + " COLLECT(product) FROM sales GROUP BY region, product",
                "SELECT ok, x, COUNT(*), MIN(ok) FROM sales GROUP BY x, ok",
                "SELECT id, COUNT(*), SUM(amount), MIN(amount), MAX(region), AVG(x), FIRST_VALUE(product),"
                        + " LAST_VALUE(product), COUNT(DISTINCT amount), COUNT(DISTINCT (product, ok))"
                        + " FROM changes GROUP BY id",
                "SELECT SUM(amount), COUNT(*), MAX(x), MIN(id) FROM changes",
                "SELECT n, COUNT(*), MIN(region), MAX(s), SUM(s), COUNT(DISTINCT s) FROM"
                        + " (SELECT region, product, COUNT(*) AS n, SUM(product) AS s FROM changes GROUP BY region, product)"
                        + " GROUP BY n",
                "SELECT DISTINCT region, ok FROM changes",
                "SELECT id, region, amount FROM upserts",
                "SELECT u.id, u.amount, s.n FROM upserts AS u LEFT JOIN (SELECT id, COUNT(*) AS n FROM changes GROUP BY id) AS s ON u.id = s.id",
                "SELECT u.id, u.product, s.n FROM upserts AS u FULL JOIN (SELECT id, COUNT(*) AS n FROM changes GROUP BY id) AS s"
                        + " ON u.id = s.id AND u.product < s.n",
                "SELECT u.id, s.id FROM upserts AS u JOIN upserts AS s ON u.id = s.id",
                "SELECT region, COUNT(*), SUM(amount), MAX(id) FROM upserts GROUP BY region",
                "SELECT region, product FROM sales INTERSECT SELECT region, product FROM changes",
                "SELECT id FROM sales EXCEPT SELECT id + 3 FROM changes",
                "SELECT region FROM changes EXCEPT ALL SELECT region FROM sales WHERE ok",
                "SELECT product, region FROM sales INTERSECT ALL SELECT product, region FROM changes",
                "SELECT id, weighted(product), weighted(id, product), histogram(region, ok),"
                        + " histogram(DISTINCT product) FILTER (WHERE ok) FROM sales GROUP BY id",
                "SELECT id, weighted(product), histogram(region), histogram(DISTINCT product) FROM changes GROUP BY id",
                "SELECT word, COUNT(*), MIN(described) FROM (SELECT word, describe_it(id) AS described FROM changes,"
                        + " LATERAL TABLE(words(region || ' ' || CAST(product AS STRING))) AS t (word)) GROUP BY word",
                "SELECT id, product, weighted(product) OVER (PARTITION BY id ORDER BY x, region, product, amount, ok),"
                        + " histogram(product) OVER (PARTITION BY id ORDER BY x RANGE BETWEEN UNBOUNDED PRECEDING AND"
                        + " CURRENT ROW) FROM changes",
                "SELECT * FROM totaling((SELECT region AS k, product AS n FROM changes) PARTITION BY k)",
                "SELECT k, MAX(counter), COUNT(*) FROM counting((SELECT region AS k, 1 AS n FROM TO_CHANGELOG(TABLE sales)) PARTITION BY k)"
                        + " GROUP BY k",
                "SELECT * FROM top2((SELECT * FROM TO_CHANGELOG(TABLE sales)) PARTITION BY region, DESCRIPTOR(product))",
                "SELECT * FROM different(TABLE changes PARTITION BY id, DESCRIPTOR(product, ok))",
                "SELECT * FROM greatest_one(TABLE changes PARTITION BY region, DESCRIPTOR(product))",
                "SELECT region, amount FROM FROM_CHANGELOG((SELECT * FROM TO_CHANGELOG(TABLE changes)))",
                "SELECT id, region, label FROM timed JOIN labels FOR SYSTEM_TIME AS OF timed.pt AS l ON region = l.r",
                "SELECT /*+ LOOKUP('table' = 'l', 'retry-predicate' = 'lookup_miss', 'retry-strategy' = 'fixed_delay',"
                        + " 'fixed-delay' = '3 ms', 'max-attempts' = '2', 'capacity' = '4') */ id, region, label"
                        + " FROM timed LEFT JOIN labels FOR SYSTEM_TIME AS OF timed.pt AS l ON region = l.r AND id < 5",
                "SELECT /*+ LOOKUP('table' = 'l', 'async' = 'false', 'retry-predicate' = 'lookup_miss',"
                        + " 'retry-strategy' = 'fixed_delay', 'fixed-delay' = '3 ms', 'max-attempts' = '1') */"
                        + " label, COUNT(*) FROM timed LEFT JOIN labels FOR SYSTEM_TIME AS OF timed.pt AS l ON region = l.r"
                        + " GROUP BY label",
                "SELECT /*+ LOOKUP('table' = 'l', 'output-mode' = 'allow_unordered', 'capacity' = '3') */ id, label"
                        + " FROM (SELECT *, PROCTIME() AS pt FROM sales WHERE id > 2) AS s LEFT JOIN labels"
                        + " FOR SYSTEM_TIME AS OF s.pt AS l ON region = l.r",
            })
    void crashesChangeNothing(String query) throws Exception {
        crashesChangeNothing(query, Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT region, product, COUNT(*), COUNT(amount), SUM(amount), AVG(amount), AVG(product), MIN(id), MAX(region),"
                        + " SUM(x), COUNT(*) FILTER (WHERE ok) FROM sales GROUP BY region, product",
                "SELECT id, COUNT(*), SUM(amount), AVG(x) FILTER (WHERE ok) FROM changes GROUP BY id",
                "SELECT n, COUNT(*), SUM(s) FROM (SELECT region, product, COUNT(*) AS n, SUM(product) AS s FROM changes"
                        + " GROUP BY region, product) GROUP BY n",
                "SELECT COUNT(*), SUM(product) FROM changes",
                "SELECT DISTINCT region, ok FROM changes",
                "SELECT x, MIN(ok) FILTER (WHERE FALSE) AS o, COUNT(product) AS n FROM changes GROUP BY x"
                        + " ORDER BY n DESC, o DESC, x LIMIT 4",
                DISTINCT_OF_INSERTS,
                DISTINCT_OF_CHANGES,
                DISTINCT_OF_ALL
            })
    void crashesChangeNothingWhereGroupsAreAggregatedInTwoPhases(String query) throws Exception {
        crashesChangeNothing(query, GATHERED);
    }

    /** Three buckets, so that some parts hold several values, and others come and go. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT x, MIN(ok) FILTER (WHERE FALSE) AS o, COUNT(product) AS n FROM changes GROUP BY x"
                        + " ORDER BY n DESC, o DESC, x LIMIT 4",
                DISTINCT_OF_INSERTS,
                DISTINCT_OF_CHANGES,
                DISTINCT_OF_ALL
            })
    void crashesChangeNothingWhereDistinctValuesAreDealtOut(String query) throws Exception {
        Map<String, String> options = new TreeMap<>(
                Map.of(SqlOptions.DISTINCT_SPLIT_ENABLED.key(), "true", SqlOptions.DISTINCT_SPLIT_BUCKETS.key(), "3"));
        crashesChangeNothing(query, options);
        options.putAll(GATHERED);
        crashesChangeNothing(query, options);
        options.put(SqlOptions.AGGREGATE_PHASE.key(), "ONE_PHASE");
        crashesChangeNothing(query, options);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT u.id, s.n, c.m FROM upserts AS u JOIN (SELECT id, COUNT(*) AS n FROM changes GROUP BY id) AS s ON u.id = s.id"
                        + " LEFT JOIN (SELECT id, MAX(product) AS m FROM sales GROUP BY id) AS c ON u.id = c.id",
                "SELECT a.id, b.product, c.region FROM sales AS a LEFT JOIN changes AS b ON a.id = b.id LEFT JOIN upserts AS c ON a.id = c.id",
                "SELECT a.id, b.product, c.region FROM changes AS a JOIN changes AS b ON a.id = b.id JOIN sales AS c ON b.id = c.id",
                "SELECT a.id, b.product, c.region FROM changes AS a JOIN sales AS b ON a.id = b.id AND a.product <> b.product"
                        + " LEFT JOIN upserts AS c ON a.id = c.id",
                "SELECT a.id, b.product, c.region FROM sales AS a LEFT JOIN changes AS b ON a.id = b.id"
                        + " JOIN upserts AS c ON a.id = c.id AND a.region = c.region AND (b.product IS NULL OR b.product < c.product)"
            })
    void crashesChangeNothingWhereSeveralTablesAreJoinedAtOnce(String query) throws Exception {
        crashesChangeNothing(query, Map.of(SqlOptions.MULTI_JOIN_ENABLED.key(), "true"));
    }

    /** @param options with which the query runs where it crashes, and not where it is undisturbed */
    private void crashesChangeNothing(String query, Map<String, String> options) throws Exception {
        SqlSession session = new SqlSession();
        session.execute("CREATE TABLE sales" + SCHEMA + " WITH ('connector' = 'scripted', 'script' = 'crash-sales');"
                + "CREATE TABLE changes" + SCHEMA + " WITH ('connector' = 'scripted', 'script' = 'crash-changes');");
        session.execute(TestFunctions.CREATE + TestProcessFunctions.CREATE);
        session.execute("CREATE TABLE upserts" + SCHEMA.replace("BIGINT,", "BIGINT PRIMARY KEY NOT ENFORCED,")
                + " WITH ('connector' = 'scripted', 'script' = 'crash-upserts', 'upserts' = 'true');");
        session.execute("CREATE TABLE labels (r STRING, label STRING) WITH ('connector' = 'rows', 'lookup' = 'async',"
                + " 'rows' = 'r0, zero; r1, one; r3, three; r3, tres');"
                + "CREATE VIEW timed AS SELECT *, PROCTIME() AS pt FROM changes;");
        session.options().set(SqlOptions.LOCAL_TIME_ZONE.key(), "UTC");
        Statement.Query planned = (Statement.Query) session.execute(query).get(0);
        RelNode plan = planned.plan();
        List<String> expected = left(undisturbed(plan, session));
        assertThat(expected).isNotEmpty();
        options.forEach(session.options()::set);

        List<Outcome> outcomes = Simulation.of(
                        (environment, io) -> new JobBuilder(environment, factories, session.options())
                                .rows(plan)
                                .map(Row::toString)
                                .sinkTo(io.sink("rows")))
                .seeds(1, SEEDS)
                .crashes(CRASHES)
                .verify(outputs -> assertThat(left(outputs.rows("rows"))).isEqualTo(expected));

        assertThat(outcomes).anyMatch(outcome -> outcome.deaths() > 0 && outcome.checkpoints() > 1);
    }

    /** Rows are found by a key of which there may be several for a while. */
    @Test
    void crashesChangeNothingWhereRowsOfAKeyAreKept() throws Exception {
        SqlSession session = new SqlSession();
        session.execute(
                "CREATE TABLE changes" + SCHEMA + " WITH ('connector' = 'scripted', 'script' = 'crash-changes');");
        Statement.Query query =
                (Statement.Query) session.execute("SELECT MAX(id) AS m, region FROM changes GROUP BY region")
                        .get(0);
        List<String> expected = left(undisturbed(query.plan(), session));

        List<Outcome> outcomes = Simulation.of((environment, io) -> {
                    JobBuilder job = new JobBuilder(environment, factories, session.options());
                    PhysicalNode plan = job.plan(query.plan(), false);
                    RelDataType row = plan.rowType();
                    job.columns(plan, ChangelogMode.upsert(), List.of(0))
                            .<Row>transform("Rows", () -> new ToRowsOperator(row))
                            .map(Row::toString)
                            .sinkTo(io.sink("rows"));
                })
                .seeds(1, SEEDS)
                .crashes(CRASHES)
                .verify(outputs -> {
                    Map<String, String> rows = upserted(outputs.rows("rows"));
                    assertThat(expected).containsAll(rows.values());
                    assertThat(rows.keySet())
                            .isEqualTo(expected.stream()
                                    .map(SqlCrashTest::firstColumn)
                                    .collect(Collectors.toCollection(TreeSet::new)));
                });

        assertThat(outcomes).anyMatch(outcome -> outcome.deaths() > 0 && outcome.checkpoints() > 1);
    }

    /** Returns the rows that are left of upserts by the first column. */
    private static Map<String, String> upserted(Collection<String> changes) {
        Map<String, String> rows = new TreeMap<>();
        for (String change : changes) {
            assertThat(change).doesNotStartWith("-U");
            String key = firstColumn(change.substring(2));
            if (change.startsWith("-")) {
                rows.remove(key);
            } else {
                rows.put(key, change.substring(2));
            }
        }
        return rows;
    }

    private static String firstColumn(String row) {
        return row.substring(1).split(", ")[0];
    }

    private static List<String> undisturbed(RelNode plan, SqlSession session) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.withRunner(new LocalEngine()).setParallelism(1);
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<Row> changelog = new JobBuilder(environment, factories, session.options())
                .rows(plan)
                .executeAndCollect("undisturbed")) {
            while (changelog.hasNext()) {
                rows.add(changelog.next().toString());
            }
        }
        return rows;
    }

    /** Returns the rows that are left of a changelog, sorted. */
    private static List<String> left(Collection<String> changelog) {
        Map<String, Integer> counts = new TreeMap<>();
        changelog.forEach(change -> counts.merge(change.substring(2), change.startsWith("+") ? 1 : -1, Integer::sum));
        List<String> left = new ArrayList<>();
        counts.forEach((row, count) -> {
            assertThat(count).as("how often %s is there", row).isNotNegative();
            left.addAll(Collections.nCopies(count, row));
        });
        return left;
    }
}
