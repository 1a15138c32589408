/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.data.RowKind;
import io.millrace.simulation.ScriptedSource;
import io.millrace.simulation.ScriptedSource.Script;
import io.millrace.sql.SqlSession;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.connector.kept.KeptTableFactory;
import io.millrace.sql.plan.Statement;
import io.millrace.sql.row.Row;
import io.millrace.stream.CloseableIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table that finds rows by its key comes to hold the rows that whole changes leave, of random changes, whichever steps leave out what rows were. */
class RandomUpsertsTest {
    private static final int SEEDS = 6;
    private static final int CHANGES = 150;
    private static final String COLUMNS = " (id INT, k INT, v INT, PRIMARY KEY (id) NOT ENFORCED)";

    private TableFactories factories;

    @BeforeEach
    void prepare() throws Exception {
        factories = ScriptedTables.factories();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "k INT, s INT                 | k     | SELECT k, SUM(v) FROM f GROUP BY k",
                "k INT, s INT                 | k     | SELECT k, SUM(v) FROM f GROUP BY k HAVING SUM(v) > 20",
                "k INT, s INT                 | k     | SELECT k, s FROM (SELECT k, SUM(v) AS s FROM f GROUP BY k) WHERE MOD(k, 3) < 2",
                "m INT, k INT                 | m     | SELECT MAX(id), id / 4 FROM f GROUP BY id / 4",
                "c INT, n BIGINT, k INT       | c     | SELECT CAST(COUNT(*) AS INT), COUNT(*), 1 FROM f",
                "id INT, k INT, v INT         | id    | SELECT id, k, v FROM f",
                "id INT, k INT, v INT         | id    | SELECT id, k, v FROM f WHERE v > 5",
                "id INT, k INT, v INT         | id    | SELECT id, k, v FROM f WHERE id > 5",
                "id BIGINT, k INT, v BIGINT   | id    | SELECT id, k, v + 1 FROM f",
                "k INT, v INT, id INT         | k     | SELECT k, v, id FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY k ORDER BY v, id) AS rn FROM f) WHERE rn = 1",
                "k INT, rn BIGINT, id INT     | k,rn  | SELECT k, rn, id FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY k ORDER BY v DESC, id) AS rn FROM f) WHERE rn <= 3",
                "k INT, v INT, id INT         | id    | SELECT k, v, id FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY id / 4 ORDER BY v, id) AS rn FROM f) WHERE rn <= 2",
                "k INT, v INT, id INT         | id    | SELECT k, v, id FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY id / 4 ORDER BY v, id) AS rn FROM f) WHERE rn BETWEEN 2 AND 3",
                "s INT, n BIGINT              | n     | SELECT s, rn FROM (SELECT *, ROW_NUMBER() OVER (ORDER BY s, k) AS rn FROM (SELECT k, SUM(v) AS s FROM f GROUP BY k)) WHERE rn <= 4",
                "id INT, v INT, w INT         | id    | SELECT f.id, f.v, g.v FROM f JOIN g ON f.id = g.id",
                "id INT, v INT, w INT         | id    | SELECT f.id, f.v, g.v FROM f LEFT JOIN g ON f.id = g.id",
                "id INT, v INT, w INT         | id    | SELECT f.id, f.v, g.v FROM f LEFT JOIN g ON f.id = g.id AND f.v < g.v",
                "id INT, v INT, w INT         | id    | SELECT g.id, f.v, g.v FROM f RIGHT JOIN g ON f.id = g.id AND f.v < g.v",
                "id INT, v INT, w INT         | id    | SELECT g.id, f.v, g.v FROM f JOIN g ON f.id = g.id WHERE f.v < g.v",
                "id INT, v INT, w INT         | id    | SELECT f.id, f.v, g.v FROM f JOIN g ON f.k = g.id",
                "k INT, s INT, w INT          | k     | SELECT a.k, a.s, b.s FROM (SELECT k, SUM(v) AS s FROM f GROUP BY k) AS a JOIN (SELECT k, SUM(v) AS s FROM g GROUP BY k) AS b ON a.k = b.k",
                "id INT, s INT, w INT         | id    | SELECT g.id, a.s, g.v FROM (SELECT k, SUM(v) AS s FROM f GROUP BY k) AS a RIGHT JOIN g ON a.k = g.id",
                "k INT, s INT, n BIGINT       | k     | SELECT k, SUM(s), COUNT(*) FROM (SELECT a.k, a.s FROM (SELECT k, SUM(v) AS s FROM f GROUP BY k) AS a LEFT JOIN g ON a.k = g.k) GROUP BY k",
                "id INT, v INT, w INT         | id    | SELECT f.id, f.v, e.v FROM f JOIN g ON f.id = g.id LEFT JOIN f AS e ON f.id = e.id",
                "id INT, v INT, s INT, w INT  | id    | SELECT f.id, f.v, a.s, g.v FROM f LEFT JOIN (SELECT k, SUM(v) AS s FROM g GROUP BY k) AS a ON f.id = a.k LEFT JOIN g ON f.id = g.id",
                "k INT, n BIGINT, s INT       | k     | SELECT k, COUNT(*), SUM(s) FROM (SELECT f.k, g.v + e.v AS s FROM f JOIN g ON f.k = g.k JOIN f AS e ON e.k = f.k) GROUP BY k",
                "id INT, v INT, w INT         | id    | SELECT f.id, f.v, e.v FROM f JOIN g ON f.id = g.id AND f.v < g.v LEFT JOIN f AS e ON f.id = e.id",
                "id INT, v INT, w INT         | id    | SELECT f.id, f.v, e.v FROM f JOIN g ON f.id = g.id AND f.k = g.k LEFT JOIN f AS e ON f.id = e.id",
                "id INT, v INT, w INT         | id    | SELECT f.id, g.v, e.v FROM f LEFT JOIN g ON f.id = g.id JOIN g AS e ON f.id = e.id AND (g.v IS NULL OR g.k < e.v)",
                "k INT, n BIGINT, s INT       | k     | SELECT k, COUNT(*), SUM(s) FROM (SELECT f.k, g.v + e.v AS s FROM f JOIN g ON f.k = g.k AND f.v <> g.v JOIN f AS e ON e.k = f.k AND e.id = g.id) GROUP BY k",
                "id INT, v INT, w INT         | id    | SELECT f.id, f.v, m.m FROM f LEFT JOIN (SELECT MAX(v) AS m FROM g) AS m ON f.v < m.m",
            })
    void aTableOfUpsertsHoldsWhatWholeChangesLeave(String columns, String key, String query) throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            int parallelism = 1 + seed % 2;
            SqlSession session = session(seed, parallelism);
            session.execute("CREATE TABLE target (" + columns + ", PRIMARY KEY (" + key
                    + ") NOT ENFORCED) WITH ('connector' = 'kept', 'upserts' = 'true');");

            Map<String, Integer> expected = whole(session, query);
            session.options().set(SqlOptions.MULTI_JOIN_ENABLED.key(), Boolean.toString(seed % 3 > 0));
            assertThat(whole(session, query)).as("%s, seed %d", query, seed).isEqualTo(expected);
            assertThat(upserted(session, query, key, columns))
                    .as("%s, seed %d", query, seed)
                    .isEqualTo(expected);
        }
    }

    /** Two tables, each of whole changes or of upserts, which tell of a deletion only the key. */
    private static SqlSession session(int seed, int parallelism) {
        SqlSession session = new SqlSession();
        session.options().set(SqlOptions.PARALLELISM.key(), Integer.toString(parallelism));
        Random random = new Random(seed);
        for (String table : List.of("f", "g")) {
            boolean upserts = random.nextBoolean();
            ScriptedTables.script(
                    "random-" + table, ScriptedSource.bounded(List.of(Script.of(changes(random, upserts)))));
            session.execute("CREATE TABLE " + table + COLUMNS + " WITH ('connector' = 'scripted', 'script' = 'random-"
                    + table + "', 'upserts' = '" + upserts + "');");
        }
        return session;
    }

    private static List<Row> changes(Random random, boolean upserts) {
        List<Row> changes = new ArrayList<>();
        Map<Integer, Row> there = new TreeMap<>();
        for (int i = 0; i < CHANGES; i++) {
            int id = random.nextInt(12);
            Row before = there.remove(id);
            if (before != null && random.nextInt(3) == 0) {
                changes.add(upserts ? Row.ofKind(RowKind.DELETE, id, null, null) : of(RowKind.DELETE, before));
                continue;
            }
            Row after = Row.of(id, random.nextInt(5), random.nextInt(12));
            there.put(id, after);
            if (before != null && !upserts) {
                changes.add(of(RowKind.UPDATE_BEFORE, before));
            }
            changes.add(of(before == null ? RowKind.INSERT : RowKind.UPDATE_AFTER, after));
        }
        return changes;
    }

    private static Row of(RowKind kind, Row row) {
        return Row.ofKind(kind, row.getField(0), row.getField(1), row.getField(2));
    }

    private Map<String, Integer> whole(SqlSession session, String query) throws Exception {
        Statement.Query planned = (Statement.Query) session.execute(query).get(0);
        Map<String, Integer> table = new TreeMap<>();
        try (CloseableIterator<Row> changelog = new JobBuilder(factories, session.options())
                .rows(planned.plan())
                .executeAndCollect("whole")) {
            while (changelog.hasNext()) {
                String change = changelog.next().toString();
                int count = table.merge(change.substring(2), change.startsWith("+") ? 1 : -1, Integer::sum);
                assertThat(count).as(change).isNotNegative();
                table.remove(change.substring(2), 0);
            }
        }
        return table;
    }

    private Map<String, Integer> upserted(SqlSession session, String query, String key, String columns)
            throws Exception {
        Statement.Insert insert = (Statement.Insert)
                session.execute("INSERT INTO target " + query).get(0);
        KeptTableFactory.take();
        JobBuilder job = new JobBuilder(factories, session.options());
        job.insert(List.of(insert));
        job.environment().execute("upserted");
        List<String> names = List.of(columns.split(" \\w+,? *"));
        int[] places = IntStream.of(List.of(key.split(",")).stream()
                        .mapToInt(names::indexOf)
                        .toArray())
                .toArray();
        Map<List<String>, String> rows =
                new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
        for (String change : KeptTableFactory.take("target")) {
            assertThat(change).doesNotStartWith("-U");
            String[] values = change.substring(3, change.length() - 1).split(", ");
            List<String> found =
                    IntStream.of(places).mapToObj(place -> values[place]).toList();
            if (change.startsWith("-")) {
                rows.remove(found);
            } else {
                rows.put(found, change.substring(2));
            }
        }
        Map<String, Integer> table = new TreeMap<>();
        rows.values().forEach(row -> table.merge(row, 1, Integer::sum));
        return table;
    }
}
