/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.simulation.LedgerSink;
import io.millrace.simulation.Outcome;
import io.millrace.simulation.Outputs;
import io.millrace.simulation.Randomness;
import io.millrace.simulation.Scenario;
import io.millrace.simulation.Simulation;
import io.millrace.sql.SqlSession;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.execution.JobBuilder;
import io.millrace.sql.plan.Statement;
import io.millrace.stream.StreamExecutionEnvironment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of changes, from end to end. */
class ChangeFilesTest {
    @TempDir
    private Path directory;

    @Test
    void changesAreCountedAndWrittenAndReadAgain() throws Exception {
        Files.writeString(directory.resolve("in.jsonl"), """
                {"before":null,"after":{"id":1,"city":"Riga","amount":10},"op":"c"}
                {"before":null,"after":{"id":2,"city":"Oslo","amount":5},"op":"c"}
                {"before":{"id":1,"city":"Riga","amount":10},"after":{"id":1,"city":"Oslo","amount":11},"op":"u"}
                {"before":{"id":2,"city":"Oslo","amount":5},"after":null,"op":"d"}
                null
                """);
        String printed = Scripts.run(
                "CREATE TABLE orders (id INT, city STRING, amount INT) WITH ('connector' = 'filesystem', 'path' = '"
                        + directory.resolve("in.jsonl") + "', 'format' = 'debezium-json');\n"
                        + "CREATE TABLE totals (city STRING, n BIGINT, amount INT) WITH ('connector' = 'filesystem', 'path' = '"
                        + directory.resolve("out") + "', 'format' = 'canal-json');\n"
                        + "INSERT INTO totals SELECT city, COUNT(*), SUM(amount) FROM orders GROUP BY city;\n"
                        + "SELECT * FROM totals;");

        try (var files = Files.list(directory.resolve("out"))) {
            assertThat(Files.readAllLines(files.findFirst().orElseThrow()))
                    .contains("{\"data\":[{\"city\":\"Oslo\",\"n\":2,\"amount\":16}],\"type\":\"DELETE\"}")
                    .endsWith("{\"data\":[{\"city\":\"Oslo\",\"n\":1,\"amount\":11}],\"type\":\"INSERT\"}");
        }
        assertThat(printed).contains("| -D |                           Riga |");
    }

    @Test
    void anEventThatCannotBeReadIsNamedByFileLineAndField() throws Exception {
        Files.writeString(
                directory.resolve("in.jsonl"),
                "{\"data\":{\"id\":1},\"type\":\"insert\"}\n{\"data\":{\"id\":{}},\"type\":\"insert\"}\n");
        String table = "CREATE TABLE t (id INT) WITH ('connector' = 'filesystem', 'path' = '"
                + directory.resolve("in.jsonl") + "', 'format' = 'maxwell-json'";

        assertThatThrownBy(() -> Scripts.run(table + ");\nSELECT * FROM t;"))
                .hasStackTraceContaining(
                        directory.resolve("in.jsonl")
                                + ", line 2, column 15, field \"data.id\": an object is no INT\n"
                                + "Repair the row, or let the table leave such rows out with 'maxwell-json.ignore-parse-errors' = 'true'.");
        assertThat(Scripts.run(table + ", 'maxwell-json.ignore-parse-errors' = 'true');\nSELECT * FROM t;"))
                .contains("Received a total of 1 row");
    }

    @Test
    void crashesChangeNothingOfWhatIsCounted() {
        List<Outcome> outcomes = new ArrayList<>();
        for (long seed = 1; seed <= 12; seed++) {
            outcomes.add(Simulation.run(new Orders(), seed, 3));
        }

        assertThat(outcomes).anyMatch(outcome -> outcome.deaths() > 0 && outcome.checkpoints() > 1);
    }

    /** Two files of orders that come, change and go, counted by city. */
    private record Orders() implements Scenario {
        private static final int EVENTS = 80;

        @Override
        public String name() {
            return "files of changes";
        }

        @Override
        public Run draw(Randomness random) {
            Random drawn = new Random(random.between(0, 1 << 20));
            Map<String, byte[]> files = new HashMap<>();
            Map<Integer, String> there = new TreeMap<>();
            for (int file = 0; file < 2; file++) {
                files.put("in/" + file + ".jsonl", events(drawn, file, there).getBytes(StandardCharsets.UTF_8));
            }
            return new Counted(files, there);
        }

        private static String events(Random random, int file, Map<Integer, String> there) {
            StringBuilder text = new StringBuilder();
            for (int event = 0; event < EVENTS; event++) {
                int id = 2 * random.nextInt(12) + file; // each order is in one file, whose events are in order
                String city = "c" + random.nextInt(3);
                String before = there.get(id);
                if (before == null) {
                    text.append("{\"data\":[" + row(id, city) + "],\"old\":null,\"type\":\"INSERT\"}\n");
                    there.put(id, city);
                } else if (random.nextInt(3) > 0) {
                    text.append("{\"data\":[" + row(id, city) + "],\"old\":[{\"city\":\"" + before
                            + "\"}],\"type\":\"UPDATE\"}\n");
                    there.put(id, city);
                } else {
                    text.append("{\"data\":[" + row(id, before) + "],\"old\":null,\"type\":\"DELETE\"}\n");
                    there.remove(id);
                }
            }
            return text.toString();
        }

        private static String row(int id, String city) {
            return "{\"id\":\"" + id + "\",\"city\":\"" + city + "\"}";
        }
    }

    private record Counted(Map<String, byte[]> files, Map<Integer, String> there) implements Scenario.Run {
        @Override
        public void build(StreamExecutionEnvironment environment) {
            SqlSession session = new SqlSession();
            session.options().set(SqlOptions.LOCAL_TIME_ZONE.key(), "UTC");
            session.execute("CREATE TABLE orders (id INT, city STRING) WITH ('connector' = 'filesystem', 'path' = 'in',"
                    + " 'format' = 'canal-json')");
            Statement.Query query = (Statement.Query)
                    session.execute("SELECT city, COUNT(*), SUM(id), MAX(id) FROM orders GROUP BY city")
                            .get(0);
            JobBuilder job = new JobBuilder(
                    environment,
                    new TableFactories(ChangeFilesTest.class.getClassLoader()),
                    session.options(),
                    new HashMap<>(),
                    new HashSet<>());
            job.rows(job.plan(query.plan(), false)).map(Object::toString).sinkTo(new LedgerSink<>("rows"));
        }

        @Override
        public void verify(Outputs outputs) {
            Map<String, List<Integer>> cities = new TreeMap<>();
            there.forEach((id, city) ->
                    cities.computeIfAbsent(city, unused -> new ArrayList<>()).add(id));
            List<String> expected = new ArrayList<>();
            cities.forEach((city, ids) -> expected.add("[" + city + ", " + ids.size() + ", "
                    + ids.stream().mapToInt(Integer::intValue).sum() + ", "
                    + ids.stream().mapToInt(Integer::intValue).max().orElseThrow() + "]"));
            assertThat(left(outputs.rows("rows"))).isEqualTo(expected);
        }

        private static List<String> left(Collection<String> changelog) {
            Map<String, Integer> counts = new TreeMap<>();
            changelog.forEach(
                    change -> counts.merge(change.substring(2), change.startsWith("+") ? 1 : -1, Integer::sum));
            assertThat(counts.values()).allMatch(count -> count == 0 || count == 1);
            counts.values().removeIf(count -> count == 0);
            return List.copyOf(counts.keySet());
        }
    }
}
