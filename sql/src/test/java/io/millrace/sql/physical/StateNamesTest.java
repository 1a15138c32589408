/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.millrace.sql.SqlSession;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.plan.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.util.ImmutableBitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** State is named by what a query keeps, and not by where columns lie: a version of the query that keeps the same finds it. */
class StateNamesTest {
    private static final String TABLES = """
            CREATE TABLE a (k STRING, n BIGINT, must INT NOT NULL, more STRING, list AS ARRAY[n, n + 1], ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
                WITH ('connector' = 'datagen');
            CREATE TABLE b (k STRING, n BIGINT, must INT NOT NULL, more STRING, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
                WITH ('connector' = 'datagen');
            """;
    private static final String TUMBLE = "TABLE(TUMBLE(TABLE %s, DESCRIPTOR(ts), INTERVAL '4' SECOND))";
    private static final String WINDOWS = TUMBLE.formatted("a");

    private static PhysicalNode plan(String sql) {
        SqlSession session = new SqlSession();
        session.execute(TABLES);
        List<Statement> statements = session.execute(sql);
        Statement.Query query = (Statement.Query) statements.get(statements.size() - 1);
        TableFactories factories = new TableFactories(StateNamesTest.class.getClassLoader());
        return new PhysicalPlanner(factories, session.options()).plan(query.plan());
    }

    /** Returns what names the states of a query, sources apart. */
    private static List<String> states(String sql) {
        List<String> states = new ArrayList<>();
        addStates(plan(sql), states);
        return states;
    }

    private static void addStates(PhysicalNode node, List<String> states) {
        if (!node.inputs().isEmpty() && (!node.state().equals(StateUse.NONE) || node instanceof LimitNode)) {
            states.add(node.identity());
        }
        node.inputs().forEach(input -> addStates(input, states));
    }

    static List<Arguments> same() {
        return List.of(
                Arguments.of(
                        "SELECT a.n, b.n FROM a JOIN b ON a.k = b.k",
                        "SELECT UPPER(y.more), x.more, y.n, x.n, x.k FROM a AS x JOIN b AS y ON x.k = y.k"),
                Arguments.of(
                        "SELECT a.n FROM a LEFT JOIN b ON a.k = b.k AND a.n < b.n",
                        "SELECT a.n, b.more FROM a LEFT JOIN b ON a.k = b.k AND a.n < b.n"),
                Arguments.of(
                        "SELECT n FROM a WHERE k IN (SELECT k FROM b)",
                        "SELECT more, n FROM a WHERE k IN (SELECT k FROM b)"),
                Arguments.of(
                        "SELECT a.n FROM a JOIN b ON a.k = b.k AND a.ts BETWEEN b.ts AND b.ts + INTERVAL '1' HOUR",
                        "SELECT a.more, b.n FROM a JOIN b ON a.k = b.k AND a.ts BETWEEN b.ts AND b.ts + INTERVAL '1' HOUR"),
                Arguments.of(
                        "SELECT k, n FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY k ORDER BY n DESC) AS r FROM a) WHERE r <= 3",
                        "SELECT more, k, n, r FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY k ORDER BY n DESC) AS r FROM a) WHERE r <= 3"),
                Arguments.of(
                        "SELECT k, n FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY k ORDER BY ts DESC) AS r FROM a) WHERE r = 1",
                        "SELECT n, more, k FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY k ORDER BY ts DESC) AS r FROM a) WHERE r = 1"),
                Arguments.of(
                        "SELECT k, SUM(n) OVER (PARTITION BY k ORDER BY ts) AS s FROM a",
                        "SELECT more, SUM(n) OVER w AS s, COUNT(*) OVER w AS c FROM a WINDOW w AS (PARTITION BY k ORDER BY ts)"),
                Arguments.of(
                        "SELECT k, window_end, SUM(n) FROM " + WINDOWS + " GROUP BY k, window_start, window_end",
                        "SELECT MAX(more), window_start, k, SUM(n), window_end FROM " + WINDOWS
                                + " GROUP BY k, window_start, window_end"),
                Arguments.of(
                        "SELECT k, SUM(n) FROM " + TUMBLE.formatted("a").replace("TUMBLE", "SESSION")
                                + " GROUP BY k, window_start, window_end",
                        "SELECT k, COUNT(*), SUM(n) FROM "
                                + TUMBLE.formatted("a").replace("TUMBLE", "SESSION")
                                + " GROUP BY k, window_start, window_end"),
                Arguments.of(
                        "SELECT k, n FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end, k ORDER BY n) AS r FROM "
                                + WINDOWS + ") WHERE r <= 2",
                        "SELECT more, n, k, r FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end, k ORDER BY n) AS r FROM "
                                + WINDOWS + ") WHERE r <= 2"),
                Arguments.of(
                        "SELECT x.n FROM " + WINDOWS + " AS x JOIN " + TUMBLE.formatted("b")
                                + " AS y ON x.k = y.k AND x.window_start = y.window_start AND x.window_end = y.window_end",
                        "SELECT y.more, x.n FROM " + WINDOWS + " AS x JOIN " + TUMBLE.formatted("b")
                                + " AS y ON x.k = y.k AND x.window_start = y.window_start AND x.window_end = y.window_end"),
                Arguments.of("SELECT n FROM a ORDER BY n LIMIT 3", "SELECT more, n FROM a ORDER BY n LIMIT 3"),
                Arguments.of("SELECT n FROM a ORDER BY ts", "SELECT more, n FROM a ORDER BY ts"),
                Arguments.of(
                        "SELECT op, COUNT(*) FROM TO_CHANGELOG(input => (SELECT k, n FROM a)) GROUP BY op",
                        "SELECT op, COUNT(*) FROM TO_CHANGELOG(input => (SELECT more, k, n FROM a)) GROUP BY op"),
                Arguments.of("SELECT n FROM a LIMIT 3", "SELECT more, n, must FROM a LIMIT 3"),
                Arguments.of(
                        "SELECT k, n, COUNT(*) FROM a GROUP BY ROLLUP (k, n)",
                        "SELECT k, n, COUNT(*), MAX(more) FROM a GROUP BY ROLLUP (k, n)"),
                Arguments.of(
                        "SELECT e, COUNT(*) FROM a CROSS JOIN UNNEST(list) AS u (e) GROUP BY e",
                        "SELECT e, COUNT(*), MAX(more) FROM a CROSS JOIN UNNEST(list) AS u (e) GROUP BY e"));
    }

    @ParameterizedTest
    @MethodSource("same")
    void columnsMoreLeaveTheStateWhereItIs(String before, String after) {
        assertThat(states(after)).isNotEmpty().isEqualTo(states(before));
    }

    static List<Arguments> different() {
        return List.of(
                Arguments.of(
                        "another key",
                        "SELECT a.n FROM a JOIN b ON a.k = b.k",
                        "SELECT a.n FROM a JOIN b ON a.n = b.n"),
                Arguments.of(
                        "another kind",
                        "SELECT a.n FROM a JOIN b ON a.k = b.k",
                        "SELECT a.n FROM a LEFT JOIN b ON a.k = b.k"),
                Arguments.of(
                        "another condition",
                        "SELECT a.n FROM a LEFT JOIN b ON a.k = b.k AND a.n < b.n",
                        "SELECT a.n FROM a LEFT JOIN b ON a.k = b.k AND a.n > b.n"),
                Arguments.of(
                        "a column that rows cannot be without",
                        "SELECT a.n FROM a JOIN b ON a.k = b.k",
                        "SELECT a.n, b.must FROM a JOIN b ON a.k = b.k"),
                Arguments.of(
                        "a column of rows that are taken back",
                        "SELECT x.s FROM (SELECT k, SUM(n) AS s FROM a GROUP BY k) AS x JOIN b ON x.k = b.k",
                        "SELECT x.s, x.c FROM (SELECT k, SUM(n) AS s, MAX(more) AS c FROM a GROUP BY k) AS x JOIN b ON x.k = b.k"),
                Arguments.of(
                        "another order",
                        "SELECT k, n FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY k ORDER BY n) AS r FROM a) WHERE r <= 3",
                        "SELECT k, n FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY k ORDER BY n DESC) AS r FROM a) WHERE r <= 3"),
                Arguments.of(
                        "more places",
                        "SELECT k, n FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY k ORDER BY n) AS r FROM a) WHERE r <= 3",
                        "SELECT k, n FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY k ORDER BY n) AS r FROM a) WHERE r <= 4"),
                Arguments.of(
                        "longer windows",
                        "SELECT k, SUM(n) FROM " + WINDOWS + " GROUP BY k, window_start, window_end",
                        "SELECT k, SUM(n) FROM " + WINDOWS.replace("'4'", "'5'")
                                + " GROUP BY k, window_start, window_end"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("different")
    void otherRowsAreOtherState(String what, String before, String after) {
        assertThat(states(after)).isNotEqualTo(states(before));
    }

    /** What columns are is asked of each by its position. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT *, ROW_NUMBER() OVER (PARTITION BY k ORDER BY ts) AS r, SUM(n) OVER (PARTITION BY k ORDER BY ts) FROM a",
                "SELECT * FROM a JOIN b ON a.k = b.k JOIN b AS c ON b.n = c.n WHERE a.k IN (SELECT k FROM b)",
                "SELECT k, n, COUNT(*) FROM a GROUP BY CUBE (k, n)",
                "SELECT window_start, window_end, window_time, k, COUNT(*) FROM TABLE(SESSION(TABLE a PARTITION BY k, DESCRIPTOR(ts), INTERVAL '1' HOUR)) GROUP BY window_start, window_end, window_time, k",
                "SELECT * FROM TABLE(SESSION(TABLE a PARTITION BY k, DESCRIPTOR(ts), INTERVAL '1' HOUR))",
                "SELECT * FROM TABLE(HOP(TABLE a, DESCRIPTOR(ts), INTERVAL '1' HOUR, INTERVAL '2' HOUR))",
                "SELECT * FROM a CROSS JOIN UNNEST(list) WITH ORDINALITY AS u (e, i)",
                "SELECT k FROM a UNION SELECT k FROM b EXCEPT SELECT more FROM b",
                "SELECT * FROM TO_CHANGELOG(input => TABLE a)",
            })
    void everyColumnIsSomething(String sql) {
        requireLineage(plan(sql));
    }

    @Test
    void columnsMoreLeaveTheStateOfSeveralTablesWhereItIs() {
        String option = "SET 'table.optimizer.multi-join.enabled' = 'true';";
        String joined = " FROM a JOIN b ON a.k = b.k LEFT JOIN a AS c ON a.k = c.k";
        List<String> states = states(option + "SELECT a.n, b.n, c.n" + joined);

        assertThat(states).singleElement(STRING).startsWith("MULTI JOIN [inner, left]");
        assertThat(states(option + "SELECT UPPER(c.more), b.more, c.n, a.n" + joined))
                .isEqualTo(states);
        assertThat(states("SELECT /*+ MULTI_JOIN(a, b, c) */ a.n, b.n, c.n" + joined))
                .isEqualTo(states);
        assertThat(states(option + "SELECT a.n, b.n, c.n" + joined.replace("a.k = b.k", "a.k = b.k AND a.n < b.n")))
                .isEqualTo(states);
        assertThat(states(option + "SELECT a.n, b.n" + joined.replace("LEFT ", "")))
                .isNotEqualTo(states);
        requireLineage(plan(option + "SELECT a.n, b.n, c.n" + joined));
    }

    /** Keys of chains of joins are as many as there are combinations. */
    @Test
    void changesOfManyJoinsAreKnownAtOnce() {
        String query = "SELECT k, n FROM (SELECT k, MAX(n) AS n FROM a GROUP BY k)";
        for (int step = 0; step < 30; step++) {
            query = "SELECT x.k, x.n FROM (" + query
                    + ") AS x JOIN (SELECT k, MIN(n) AS n FROM b GROUP BY k) AS y ON x.k = y.k";
        }
        Changelogs changelogs = new Changelogs();
        PhysicalNode node = plan(query);
        changelogs.require(node, RequiredChanges.UPSERTS);

        assertThat(node.upsertKeys()).contains(ImmutableBitSet.of(0));
        assertThat(changelogs.mode(node)).hasToString("I,UA,D");
    }

    /** What columns are made of doubles with each step here. */
    @Test
    void queriesOfManyStepsAreNamedAtOnce() {
        String query = "SELECT k, n FROM a";
        for (int step = 0; step < 40; step++) {
            query = "SELECT x.k, x.n + y.n + y.n AS n FROM (" + query + ") AS x JOIN a AS y ON x.k = y.k AND x.n < y.n";
        }
        PhysicalNode node = plan(query);

        assertThat(node.identity()).hasSizeLessThan(10_000);
        assertThat(node.lineage()).allMatch(column -> column.length() < 1_000);
    }

    private static void requireLineage(PhysicalNode node) {
        assertThat(node.lineage()).as(node.describe()).hasSize(node.rowType().getFieldCount());
        node.inputs().forEach(StateNamesTest::requireLineage);
    }
}
