/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state of SQL as those see it who have nothing but a snapshot and the commands. */
class SqlStateTest {
    private static final String TABLES = """
            SET 'table.dml-sync' = 'true';
            SET 'parallelism.default' = '1';
            SET 'execution.checkpointing.interval' = '100 ms';
            SET 'execution.checkpointing.dir' = '%s';
            CREATE TABLE orders (id BIGINT, customer STRING, price DECIMAL(10, 2)) WITH (
              'connector' = 'datagen',
              'fields.id.kind' = 'sequence', 'fields.id.start' = '1', 'fields.id.end' = '8',
              'fields.customer.kind' = 'sequence', 'fields.customer.start' = '101', 'fields.customer.end' = '200',
              'fields.price.kind' = 'sequence', 'fields.price.start' = '10', 'fields.price.end' = '99'
            );
            CREATE TABLE totals (customer STRING, n BIGINT, total DECIMAL(38, 2)) WITH ('connector' = 'blackhole');
            CREATE TABLE bests (n BIGINT, best DECIMAL(38, 2)) WITH ('connector' = 'blackhole');
            """;
    private static final String TOTALS =
            "INSERT INTO totals SELECT customer, COUNT(*), SUM(price) FROM orders WHERE id <= 3 GROUP BY customer;";

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    private Path directory;

    private String tables;

    @BeforeEach
    void nameDirectory() {
        tables = String.format(TABLES, directory.resolve("checkpoints"));
    }

    private record Said(int status, String out, String err) {}

    private static Said millrace(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Millrace.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Said(status, out.toString(), err.toString());
    }

    private Path script(String statements) throws IOException {
        return Files.writeString(directory.resolve("script.sql"), tables + statements);
    }

    /** Runs a script to its end; returns its last checkpoint. */
    private String checkpoint(String statements) throws IOException {
        Said said = millrace("run", script(statements).toString());
        assertThat(said.status()).as(said.err()).isZero();
        try (Stream<Path> checkpoints = Files.list(directory.resolve("checkpoints"))) {
            return checkpoints
                    .filter(path -> path.getFileName().toString().startsWith("chk-"))
                    .max(Comparator.comparingInt(path ->
                            Integer.parseInt(path.getFileName().toString().substring("chk-".length()))))
                    .orElseThrow()
                    .toString();
        }
    }

    private static String uidOfGroups(String snapshot) {
        return Stream.of(millrace("state", "ls", snapshot).out().split("\\s+"))
                .filter(word -> word.startsWith("sql-"))
                .findFirst()
                .orElseThrow();
    }

    private List<JsonNode> rows(String snapshot, String... more) throws IOException {
        Path file = directory.resolve("rows.jsonl");
        String[] arguments = {
            "state", "query", snapshot, "--operator", uidOfGroups(snapshot), "--output", file.toString()
        };
        Said said =
                millrace(Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new));
        assertThat(said.status()).as(said.err()).isZero();
        return Files.readAllLines(file).stream().map(this::parsed).toList();
    }

    private JsonNode parsed(String line) {
        try {
            return json.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    @Test
    void keysAndAggregatesHaveTheNamesOfTheirColumns() throws IOException {
        String snapshot = checkpoint(TOTALS);

        assertThat(rows(snapshot, "--where", "key.customer = 102"))
                .containsExactly(parsed(
                        "{\"keyGroup\": 118, \"key\": {\"customer\": \"102\"}, \"rows\": 1, \"COUNT().count\": 1,"
                                + " \"SUM(price).sum\": \"11.00\", \"SUM(price).count\": 1}"));
        assertThat(millrace("state", "show", snapshot, "{\"customer\":\"103\"}").out())
                .contains("SUM(price).sum")
                .contains("12.00");
    }

    @Test
    void whatAggregatesRememberOfRowsHasATypeAndAName() throws IOException {
        String snapshot = checkpoint("INSERT INTO bests SELECT n, MAX(total) FROM"
                + " (SELECT MOD(id, 2) AS g, COUNT(DISTINCT (customer, price)) AS n, SUM(price) AS total"
                + " FROM orders WHERE id <= 4 GROUP BY MOD(id, 2)) GROUP BY n;");

        assertThat(millrace("state", "ls", snapshot).out()).contains("MAX(SUM(price)).values");
    }

    @Test
    void aScriptIsCheckedAgainstASavepoint() throws IOException {
        String snapshot = checkpoint(TOTALS);

        assertThat(millrace("savepoint", "check", snapshot, script(TOTALS).toString())
                        .status())
                .isZero();
        String other = TOTALS.replace("COUNT(*), SUM(price)", "COUNT(id), MAX(price)");
        assertThat(millrace("savepoint", "check", snapshot, script(other).toString())
                        .status())
                .isZero();
        assertThat(millrace(
                                "savepoint",
                                "check",
                                snapshot,
                                script(TOTALS.replace("BY customer", "BY customer, id"))
                                        .toString())
                        .status())
                .isEqualTo(1);
    }
}
