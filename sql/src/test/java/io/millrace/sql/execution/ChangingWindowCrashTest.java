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
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.calcite.rel.RelNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Windows that tell results early and late, in worlds of the simulation, with crashes and other parallelism after them: whatever was told before, what is left in the end is what windows come to
 * whose rows are all in time.
 */
class ChangingWindowCrashTest {
    private static final int ROWS = 90;
    private static final int SEEDS = 8;
    private static final int CRASHES = 4;
    private static final String CLICKS = "TABLE clicks, DESCRIPTOR(ts), ";

    private final TableFactories factories = new TableFactories(ChangingWindowCrashTest.class.getClassLoader());

    /** Rows of two splits, of which some are far out of order. */
    private static String rows() {
        Random random = new Random(11);
        StringBuilder rows = new StringBuilder();
        LocalDateTime[] clocks = {LocalDateTime.parse("2024-01-01T00:00:05"), LocalDateTime.parse("2024-01-01T00:00:07")
        };
        for (int n = 0; n < ROWS; n++) {
            int split = random.nextInt(2);
            clocks[split] = clocks[split].plusNanos(random.nextInt(1200) * 1_000_000L);
            int behind = random.nextInt(4) == 0 ? 15_000 : 2_000;
            rows.append('@').append(split).append(" k").append(random.nextInt(4));
            rows.append('|').append(random.nextInt(100)).append('|');
            rows.append(clocks[split].minusNanos(random.nextInt(behind) * 1_000_000L))
                    .append('\n');
        }
        return rows.toString();
    }

    private static SqlSession session(int secondsInTime) {
        SqlSession session = new SqlSession();
        session.options().set(SqlOptions.LOCAL_TIME_ZONE.key(), "UTC");
        session.execute("CREATE TABLE clicks (k STRING, n BIGINT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '"
                + secondsInTime + "' SECOND) WITH ('connector' = 'listed', 'scan.watermark.emit.strategy' = 'on-event',"
                + " 'rows' = '" + rows() + "')");
        return session;
    }

    private static RelNode plan(SqlSession session, String query) {
        return ((Statement.Query) session.execute(query).get(0)).plan();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT k, window_start, window_end, COUNT(*), SUM(n), MAX(n) FROM TABLE(TUMBLE(" + CLICKS
                        + "INTERVAL '4' SECOND)) GROUP BY k, window_start, window_end",
                "SELECT window_end, SUM(n), COUNT(DISTINCT k) FROM TABLE(HOP(" + CLICKS
                        + "INTERVAL '2' SECOND, INTERVAL '6' SECOND)) GROUP BY window_start, window_end",
                "SELECT k, window_start, window_end, COUNT(*), AVG(n) FROM TABLE(CUMULATE(" + CLICKS
                        + "INTERVAL '3' SECOND, INTERVAL '9' SECOND)) GROUP BY k, window_start, window_end",
                "SELECT k, window_start, window_end, COUNT(*), SUM(n), MAX(n) FROM TABLE(SESSION(TABLE clicks PARTITION BY k,"
                        + " DESCRIPTOR(ts), INTERVAL '1' SECOND)) GROUP BY k, window_start, window_end",
                "SELECT window_start, SUM(n), COUNT(DISTINCT k) FROM TABLE(SESSION(" + CLICKS
                        + "INTERVAL '0.4' SECOND)) GROUP BY window_start, window_end",
                "SELECT COUNT(*), SUM(c) FROM (SELECT SESSION_START(ts, INTERVAL '2' SECOND), COUNT(*) AS c FROM clicks"
                        + " GROUP BY k, SESSION(ts, INTERVAL '2' SECOND)) GROUP BY c",
                "SELECT window_end, MAX(c), SUM(c) FROM (SELECT k, window_start, window_end, COUNT(*) AS c FROM"
                        + " TABLE(TUMBLE(" + CLICKS + "INTERVAL '6' SECOND)) GROUP BY k, window_start, window_end)"
                        + " GROUP BY window_start, window_end",
            })
    void whatIsLeftIsTheSameWhateverWasTold(String query) throws Exception {
        List<String> expected = left(undisturbed(query));
        assertThat(expected).hasSizeGreaterThan(5);
        SqlSession session = session(0);
        session.options().set(SqlOptions.EARLY_FIRE_ENABLED.key(), "true");
        session.options().set(SqlOptions.EARLY_FIRE_DELAY.key(), "20 ms");
        session.options().set(SqlOptions.LATE_FIRE_ENABLED.key(), "true");
        session.options().set(SqlOptions.LATE_FIRE_DELAY.key(), "30 ms");
        session.options().set(SqlOptions.ALLOW_LATENESS.key(), "1 h");
        RelNode plan = plan(session, query);
        List<Integer> changes = new ArrayList<>();

        List<Outcome> outcomes = Simulation.of(
                        (environment, io) -> new JobBuilder(environment, factories, session.options())
                                .rows(plan)
                                .map(Row::toString)
                                .sinkTo(io.sink("rows")))
                .seeds(1, SEEDS)
                .crashes(CRASHES)
                .verify(outputs -> {
                    assertThat(left(outputs.rows("rows"))).isEqualTo(expected);
                    changes.add(outputs.rows("rows").size());
                });

        assertThat(outcomes).anyMatch(outcome -> outcome.deaths() > 0 && outcome.checkpoints() > 1);
        assertThat(changes).as("rows that were emitted").anyMatch(size -> size > expected.size());
    }

    /** Returns the results of windows for which all rows are in time. */
    private List<String> undisturbed(String query) throws Exception {
        SqlSession session = session(50);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.withRunner(new LocalEngine()).setParallelism(1);
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<Row> changelog = new JobBuilder(environment, factories, session.options())
                .rows(plan(session, query))
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
