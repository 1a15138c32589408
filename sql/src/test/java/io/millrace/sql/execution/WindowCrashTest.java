/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.LocalEngine;
import io.millrace.simulation.Outcome;
import io.millrace.simulation.Simulation;
import io.millrace.sql.SqlSession;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.plan.Statement;
import io.millrace.sql.row.Row;
import io.millrace.stream.CloseableIterator;
import io.millrace.stream.StreamExecutionEnvironment;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.calcite.rel.RelNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows in worlds of the simulation, with crashes and other parallelism after them: each is emitted once, with all of its rows. */
class WindowCrashTest {
    private static final int ROWS = 90;
    private static final int SEEDS = 8;
    private static final int CRASHES = 4;
    private static final String CLICKS = "TABLE clicks, DESCRIPTOR(ts), ";

    private final TableFactories factories = new TableFactories(WindowCrashTest.class.getClassLoader());

    /** Rows of two splits, each at most 3 seconds out of order. */
    private static String rows() {
        Random random = new Random(3);
        StringBuilder rows = new StringBuilder();
        LocalDateTime[] clocks = {LocalDateTime.parse("2024-01-01T00:00:05"), LocalDateTime.parse("2024-01-01T00:00:07")
        };
        for (int i = 0; i < ROWS; i++) {
            int split = random.nextInt(2);
            clocks[split] = clocks[split].plusNanos(random.nextInt(1200) * 1_000_000L);
            rows.append('@').append(split).append(' ');
            rows.append(random.nextInt(8) == 0 ? "-" : "k" + random.nextInt(4)).append('|');
            rows.append(random.nextInt(6))
                    .append('|')
                    .append(random.nextInt(100))
                    .append('|');
            rows.append(clocks[split].minusNanos(random.nextInt(3000) * 1_000_000L))
                    .append('\n');
        }
        return rows.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT i, window_start, window_end, COUNT(*), SUM(n), MAX(n), MIN(k) FROM TABLE(TUMBLE(" + CLICKS
                        + "INTERVAL '4' SECOND)) GROUP BY i, window_start, window_end",
                "SELECT i, window_end, COUNT(*), SUM(n), COUNT(DISTINCT k) FROM TABLE(HOP(" + CLICKS
                        + "INTERVAL '2' SECOND, INTERVAL '6' SECOND)) GROUP BY i, window_start, window_end",
                "SELECT k, i, window_start, window_end, COUNT(*), AVG(n) FROM TABLE(CUMULATE(" + CLICKS
                        + "INTERVAL '3' SECOND, INTERVAL '9' SECOND)) GROUP BY k, i, window_start, window_end",
                "SELECT window_start, window_end, window_time, SUM(n) FROM TABLE(HOP(" + CLICKS
                        + "INTERVAL '3' SECOND, INTERVAL '7' SECOND)) GROUP BY window_start, window_end, window_time",
                "SELECT k, window_start, window_end, COUNT(*), SUM(n) FROM TABLE(SESSION(TABLE clicks PARTITION BY k,"
                        + " DESCRIPTOR(ts), INTERVAL '1' SECOND)) GROUP BY k, window_start, window_end",
                "SELECT k, n, window_start, window_end FROM TABLE(SESSION(TABLE clicks PARTITION BY i,"
                        + " DESCRIPTOR(ts), INTERVAL '2' SECOND))",
                "SELECT l.k, l.n, r.n FROM (SELECT * FROM TABLE(TUMBLE(" + CLICKS + "INTERVAL '4' SECOND))) l FULL JOIN"
                        + " (SELECT * FROM TABLE(TUMBLE(" + CLICKS + "INTERVAL '4' SECOND)) WHERE n < 50) r"
                        + " ON l.i = r.i AND l.window_start = r.window_start AND l.window_end = r.window_end"
                        + " AND l.n < r.n",
                "SELECT k, n, window_end FROM (SELECT *, RANK() OVER (PARTITION BY i, window_start, window_end"
                        + " ORDER BY n DESC) AS place FROM TABLE(TUMBLE(" + CLICKS
                        + "INTERVAL '5' SECOND))) WHERE place <= 2",
                "SELECT window_end, MAX(c) FROM (SELECT i, window_start, window_end, COUNT(*) AS c FROM TABLE(HOP("
                        + CLICKS + "INTERVAL '2' SECOND, INTERVAL '6' SECOND)) GROUP BY i, window_start, window_end)"
                        + " GROUP BY window_start, window_end",
                "SELECT i, window_end, weighted(n), histogram(k) FROM TABLE(HOP(" + CLICKS
                        + "INTERVAL '2' SECOND, INTERVAL '6' SECOND)) GROUP BY i, window_start, window_end",
                "SELECT k, window_start, window_end, histogram(n), extent(i) FROM TABLE(SESSION(TABLE clicks PARTITION"
                        + " BY k, DESCRIPTOR(ts), INTERVAL '1' SECOND)) GROUP BY k, window_start, window_end",
                "SELECT n, longest(k) OVER (PARTITION BY i ORDER BY ts), weighted(n) OVER (PARTITION BY i ORDER BY ts"
                        + " RANGE BETWEEN INTERVAL '3' SECOND PRECEDING AND CURRENT ROW) FROM clicks",
                "SELECT i, counter, before FROM counting(TABLE clicks PARTITION BY i ORDER BY (ts, n DESC, k NULLS LAST))",
                "SELECT window_start, COUNT(*) FROM TUMBLE(TABLE timers, DESCRIPTOR(rowtime), INTERVAL '1' SECOND)"
                        + " GROUP BY window_start, window_end",
                "SELECT * FROM timers",
            })
    void crashesChangeNoWindow(String query) throws Exception {
        SqlSession session = new SqlSession();
        session.options().set(SqlOptions.LOCAL_TIME_ZONE.key(), "UTC");
        session.execute("CREATE TABLE clicks (k STRING, i INT, n BIGINT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts -"
                + " INTERVAL '3' SECOND) WITH ('connector' = 'listed', 'scan.watermark.emit.strategy' = 'on-event',"
                + " 'rows' = '" + rows() + "')");
        session.execute(TestFunctions.CREATE + TestProcessFunctions.CREATE);
        session.execute("CREATE VIEW timers AS SELECT k, f0, rowtime FROM timing(TABLE clicks PARTITION BY k,"
                + " on_time => DESCRIPTOR(ts))");
        RelNode plan = ((Statement.Query) session.execute(query).get(0)).plan();
        List<String> expected = undisturbed(plan, session);
        assertThat(expected).hasSizeGreaterThan(5).allMatch(row -> row.startsWith("+I"));

        List<Outcome> outcomes = Simulation.of(
                        (environment, io) -> new JobBuilder(environment, factories, session.options())
                                .rows(plan)
                                .map(Row::toString)
                                .sinkTo(io.sink("rows")))
                .seeds(1, SEEDS)
                .crashes(CRASHES)
                .verify(outputs -> assertThat(outputs.rows("rows")).containsExactlyInAnyOrderElementsOf(expected));

        assertThat(outcomes).anyMatch(outcome -> outcome.deaths() > 0 && outcome.checkpoints() > 1);
    }

    private List<String> undisturbed(RelNode plan, SqlSession session) throws Exception {
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
}
