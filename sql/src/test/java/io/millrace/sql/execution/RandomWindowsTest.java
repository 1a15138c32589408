/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.LocalEngine;
import io.millrace.sql.SqlSession;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.plan.Statement;
import io.millrace.sql.row.Row;
import io.millrace.stream.CloseableIterator;
import io.millrace.stream.StreamExecutionEnvironment;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows of random rows, many of them late, against what comes of going through all rows for each window. */
class RandomWindowsTest {
    private static final int TABLES = 6;
    private static final int ROWS = 60;
    private static final long BASE = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();

    private final TableFactories factories = new TableFactories(RandomWindowsTest.class.getClassLoader());

    /** A row, with the watermark before it. */
    private record Click(String key, long n, long time, long watermark) {}

    private static List<Click> clicks(Random random, long delay) {
        List<Click> clicks = new ArrayList<>();
        long watermark = Long.MIN_VALUE;
        long clock = BASE;
        for (int i = 0; i < ROWS; i++) {
            clock += random.nextInt(1500);
            long time = Math.max(
                    BASE - 5_000, clock - (random.nextInt(4) == 0 ? random.nextInt(20_000) : random.nextInt(2_000)));
            clicks.add(new Click("k" + random.nextInt(3), random.nextInt(100), time, watermark));
            watermark = Math.max(watermark, time - delay);
        }
        return clicks;
    }

    private static String text(long millis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC)
                .toString();
    }

    private List<String> run(List<Click> clicks, long delay, String query) throws Exception {
        StringBuilder rows = new StringBuilder();
        clicks.forEach(click -> rows.append(click.key)
                .append('|')
                .append(click.n)
                .append('|')
                .append(text(click.time))
                .append('\n'));
        SqlSession session = new SqlSession();
        session.options().set(SqlOptions.LOCAL_TIME_ZONE.key(), "UTC");
        session.execute("CREATE TABLE clicks (k STRING, n BIGINT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '"
                + delay / 1000 + "' SECOND) WITH ('connector' = 'listed', 'scan.watermark.emit.strategy' = 'on-event',"
                + " 'rows' = '" + rows + "')");
        Statement.Query planned = (Statement.Query) session.execute(query).get(0);
        List<String> results = new ArrayList<>();
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.withRunner(new LocalEngine()).setParallelism(1);
        try (CloseableIterator<Row> changelog = new JobBuilder(environment, factories, session.options())
                .rows(planned.plan())
                .executeAndCollect("windows")) {
            while (changelog.hasNext()) {
                results.add(changelog.next().toString());
            }
        }
        Collections.sort(results);
        return results;
    }

    /** The windows, start and end, that a row is in. */
    private interface Assigner {
        List<long[]> windows(long time);
    }

    private static long floor(long time, long unit, long offset) {
        return time - Math.floorMod(time - offset, unit);
    }

    private static List<long[]> hopping(long time, long step, long size, long offset) {
        List<long[]> windows = new ArrayList<>();
        for (long start = floor(time, step, offset); start + size > time; start -= step) {
            windows.add(new long[] {start, start + size});
        }
        return windows;
    }

    private static List<long[]> cumulating(long time, long step, long size, long offset) {
        List<long[]> windows = new ArrayList<>();
        long start = floor(time, size, offset);
        for (long end = floor(time, step, offset) + step; end <= start + size; end += step) {
            windows.add(new long[] {start, end});
        }
        return windows;
    }

    private static List<String> expected(List<Click> clicks, Assigner assigner) {
        Map<String, long[]> sums = new TreeMap<>();
        for (Click click : clicks) {
            for (long[] window : assigner.windows(click.time)) {
                if (window[1] - 1 > click.watermark) {
                    String id = click.key + ", " + text(window[0]) + ", " + text(window[1]);
                    long[] sum = sums.computeIfAbsent(id, unused -> new long[] {0, 0, Long.MIN_VALUE});
                    sum[0]++;
                    sum[1] += click.n;
                    sum[2] = Math.max(sum[2], click.n);
                }
            }
        }
        List<String> rows = new ArrayList<>();
        sums.forEach((id, sum) -> rows.add("+I[" + id + ", " + sum[0] + ", " + sum[1] + ", " + sum[2] + "]"));
        Collections.sort(rows);
        return rows;
    }

    private void requireWindows(String call, Assigner assigner) throws Exception {
        for (int seed = 0; seed < TABLES; seed++) {
            long delay = 1000L * (seed % 3);
            List<Click> clicks = clicks(new Random(seed), delay);
            String query = "SELECT k, window_start, window_end, COUNT(*), SUM(n), MAX(n) FROM TABLE(" + call
                    + ") GROUP BY k, window_start, window_end";
            assertThat(run(clicks, delay, query)).as("%s, seed %d", call, seed).isEqualTo(expected(clicks, assigner));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3})
    void tumblingWindowsHaveTheRowsThatAreInTime(long offset) throws Exception {
        requireWindows(
                "TUMBLE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '7' SECOND, INTERVAL '" + offset + "' SECOND)",
                time -> hopping(time, 7000, 7000, offset * 1000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2 10 0", "5 10 1", "4 10 0", "6 9 2"})
    void hoppingWindowsHaveTheRowsThatAreInTime(String windows) throws Exception {
        String[] parts = windows.split(" ");
        requireWindows(
                "HOP(TABLE clicks, DESCRIPTOR(ts), INTERVAL '" + parts[0] + "' SECOND, INTERVAL '" + parts[1]
                        + "' SECOND, INTERVAL '" + parts[2] + "' SECOND)",
                time -> hopping(
                        time,
                        1000 * Long.parseLong(parts[0]),
                        1000 * Long.parseLong(parts[1]),
                        1000 * Long.parseLong(parts[2])));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 2})
    void cumulatingWindowsHaveTheRowsThatAreInTime(long offset) throws Exception {
        requireWindows(
                "CUMULATE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '3' SECOND, INTERVAL '12' SECOND, INTERVAL '" + offset
                        + "' SECOND)",
                time -> cumulating(time, 3000, 12000, offset * 1000));
    }

    /** Sessions row by row, as SQL says: start, end, count, sum. */
    private static List<String> sessions(List<Click> clicks, long gap) {
        List<String> rows = new ArrayList<>();
        for (String key : new TreeSet<>(clicks.stream().map(Click::key).toList())) {
            List<long[]> open = new ArrayList<>();
            for (Click click : clicks) {
                close(key, open, click.watermark, rows);
                if (!click.key.equals(key)) {
                    continue;
                }
                long[] session = {click.time, click.time + gap, 1, click.n};
                List<long[]> met = open.stream()
                        .filter(other -> other[0] <= session[1] && other[1] >= session[0])
                        .toList();
                if (met.isEmpty() && session[1] - 1 <= click.watermark) {
                    continue;
                }
                for (long[] other : met) {
                    session[0] = Math.min(session[0], other[0]);
                    session[1] = Math.max(session[1], other[1]);
                    session[2] += other[2];
                    session[3] += other[3];
                }
                open.removeAll(met);
                open.add(session);
            }
            close(key, open, Long.MAX_VALUE, rows);
        }
        Collections.sort(rows);
        return rows;
    }

    private static void close(String key, List<long[]> open, long watermark, List<String> rows) {
        open.removeIf(session -> {
            boolean over = session[1] - 1 <= watermark;
            if (over) {
                rows.add("+I[" + key + ", " + text(session[0]) + ", " + text(session[1]) + ", " + session[2] + ", "
                        + session[3] + "]");
            }
            return over;
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4})
    void sessionsHaveTheRowsThatAreInTime(long gap) throws Exception {
        for (int seed = 0; seed < TABLES; seed++) {
            List<Click> clicks = clicks(new Random(seed), 2000);
            String query = "SELECT k, window_start, window_end, COUNT(*), SUM(n) FROM TABLE(SESSION(TABLE clicks"
                    + " PARTITION BY k, DESCRIPTOR(ts), INTERVAL '" + gap
                    + "' SECOND)) GROUP BY k, window_start, window_end";
            assertThat(run(clicks, 2000, query)).as("seed %d", seed).isEqualTo(sessions(clicks, gap * 1000));
        }
    }
}
