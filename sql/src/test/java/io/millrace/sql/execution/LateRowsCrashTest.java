/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.Sink;
import io.millrace.simulation.Outcome;
import io.millrace.simulation.Simulation;
import io.millrace.sql.SqlSession;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.connector.TableFactory;
import io.millrace.sql.connector.TableSink;
import io.millrace.sql.plan.Statement;
import io.millrace.sql.row.Row;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Late rows in worlds of the simulation, with crashes and other parallelism after them: each row is in a result, or in the table of late ones, and never in both. */
class LateRowsCrashTest {
    private static final int ROWS = 90;
    private static final int SEEDS = 8;
    private static final int CRASHES = 4;
    private static final String SELECT = "SELECT /*+ LATE_ROWS('late') */ ";
    private static final String CLICKS = "TABLE clicks, DESCRIPTOR(ts), ";

    /** Rows of two splits, numbered, of which some are far out of order. */
    private static String rows() {
        Random random = new Random(5);
        StringBuilder rows = new StringBuilder();
        LocalDateTime[] clocks = {LocalDateTime.parse("2024-01-01T00:00:05"), LocalDateTime.parse("2024-01-01T00:00:07")
        };
        for (int n = 0; n < ROWS; n++) {
            int split = random.nextInt(2);
            clocks[split] = clocks[split].plusNanos(random.nextInt(1200) * 1_000_000L);
            int behind = random.nextInt(4) == 0 ? 15_000 : 2_000;
            rows.append('@').append(split).append(" k").append(random.nextInt(4));
            rows.append('|').append(n).append('|');
            rows.append(clocks[split].minusNanos(random.nextInt(behind) * 1_000_000L))
                    .append('\n');
        }
        return rows.toString();
    }

    /** A connector whose tables keep what is committed. */
    private static TableFactories writingTo(Sink<Row> sink) {
        TableFactory factory = new TableFactory() {
            @Override
            public String factoryIdentifier() {
                return "ledger";
            }

            @Override
            public TableSink createSink(TableContext table) {
                return () -> sink;
            }
        };
        return new TableFactories(LateRowsCrashTest.class.getClassLoader(), List.of(factory));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k, LISTAGG(CAST(n AS STRING)) FROM TABLE(TUMBLE(" + CLICKS
                        + "INTERVAL '4' SECOND)) GROUP BY k, window_start, window_end",
                "k, LISTAGG(CAST(n AS STRING)) FROM TABLE(HOP(" + CLICKS
                        + "INTERVAL '2' SECOND, INTERVAL '6' SECOND)) GROUP BY k, window_start, window_end",
                "window_end, LISTAGG(CAST(n AS STRING)) FROM TABLE(CUMULATE(" + CLICKS
                        + "INTERVAL '2' SECOND, INTERVAL '4' SECOND)) GROUP BY window_start, window_end",
                "k, LISTAGG(CAST(n AS STRING)) FROM TABLE(SESSION(TABLE clicks PARTITION BY k,"
                        + " DESCRIPTOR(ts), INTERVAL '1' SECOND)) GROUP BY k, window_start, window_end",
                "window_end, CAST(n AS STRING) FROM TABLE(TUMBLE(" + CLICKS + "INTERVAL '3' SECOND))",
                "window_end, CAST(n AS STRING) FROM TABLE(SESSION(TABLE clicks PARTITION BY k,"
                        + " DESCRIPTOR(ts), INTERVAL '1' SECOND))",
                "COUNT(*) OVER (PARTITION BY k ORDER BY ts), CAST(n AS STRING) FROM clicks",
            })
    void everyRowIsInTimeOrLate(String query) throws Exception {
        SqlSession session = new SqlSession();
        session.options().set(SqlOptions.LOCAL_TIME_ZONE.key(), "UTC");
        session.execute("CREATE TABLE clicks (k STRING, n BIGINT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts -"
                + " INTERVAL '2' SECOND) WITH ('connector' = 'listed', 'scan.watermark.emit.strategy' = 'on-event',"
                + " 'rows' = '" + rows() + "'); CREATE TABLE late (n BIGINT) WITH ('connector' = 'ledger')");
        RelNode plan = ((Statement.Query) session.execute(SELECT + query).get(0)).plan();
        AtomicInteger late = new AtomicInteger();

        List<Outcome> outcomes = Simulation.of(
                        (environment, io) -> new JobBuilder(environment, writingTo(io.sink("late")), session.options())
                                .rows(plan)
                                .map(row -> String.valueOf(row.getField(1)))
                                .sinkTo(io.sink("rows")))
                .seeds(1, SEEDS)
                .crashes(CRASHES)
                .verify(outputs -> {
                    Collection<Row> lateRows = outputs.rows("late");
                    List<Integer> numbers = new ArrayList<>(numbers(outputs.rows("rows")));
                    lateRows.forEach(row -> numbers.add(Integer.valueOf(String.valueOf(row.getField(0)))));
                    late.addAndGet(lateRows.size());
                    assertThat(numbers)
                            .containsExactlyInAnyOrderElementsOf(
                                    IntStream.range(0, ROWS).boxed().toList());
                });

        assertThat(outcomes).anyMatch(outcome -> outcome.deaths() > 0 && outcome.checkpoints() > 1);
        assertThat(late).as("late rows").hasPositiveValue();
    }

    /** Returns the numbers that are in lists of them, each once: a row may be in several windows. */
    private static TreeSet<Integer> numbers(Collection<String> lists) {
        TreeSet<Integer> numbers = new TreeSet<>();
        for (String list : lists) {
            for (String number : list.split(",")) {
                numbers.add(Integer.valueOf(number));
            }
        }
        return numbers;
    }
}
