/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.sql.parser.SqlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** INSERT OVERWRITE: which files of a table go, and when. */
class OverwriteTest {
    private static final String BATCH = "SET 'execution.runtime-mode' = 'batch';\n";

    @TempDir
    private Path directory;

    private Path table;

    @BeforeEach
    void begin() {
        table = directory.resolve("t");
    }

    private String plain(String options) {
        return BATCH + "CREATE TABLE t (id INT) WITH ('connector' = 'filesystem', 'path' = '" + table
                + "', 'format' = 'csv'" + options + ");\n";
    }

    private String partitioned() {
        return BATCH + "CREATE TABLE t (id INT, country STRING, d INT) PARTITIONED BY (country, d) WITH ("
                + "'connector' = 'filesystem', 'path' = '" + table + "', 'format' = 'csv');\n";
    }

    private void put(String file, String... lines) throws IOException {
        Path path = table.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, List.of(lines));
    }

    /** Returns each line that a reader would find, behind the directory of its file, sorted; hidden files by their names. */
    private List<String> found() throws IOException {
        try (Stream<Path> files = Files.walk(table)) {
            return files.filter(Files::isRegularFile)
                    .flatMap(this::found)
                    .sorted()
                    .toList();
        }
    }

    private Stream<String> found(Path file) {
        Path path = table.relativize(file);
        String name = path.getFileName().toString();
        String before = path.getParent() == null ? "" : path.getParent() + "/";
        try {
            return name.startsWith(".") || name.startsWith("_")
                    ? Stream.of(before + name)
                    : Files.readAllLines(file).stream().map(line -> before + line);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static List<String> rows(String printed) {
        return printed.lines()
                .filter(line -> line.startsWith("| ") && !line.contains("id") && !line.contains("result"))
                .map(line -> line.replaceAll(" +", " "))
                .filter(line -> !line.equals("| OK |"))
                .sorted()
                .toList();
    }

    @Test
    void allRowsOfATableWithoutPartitionsAreReplaced() throws Exception {
        put("part-0-0.csv", "1");
        put("by-hand.csv", "2");
        put("_SUCCESS");
        put(".hidden.csv", "3");
        put("below/x.csv", "4");

        Scripts.run(plain("") + "INSERT OVERWRITE t VALUES 7, 8;");

        assertThat(found()).containsExactly(".hidden.csv", "7", "8", "_SUCCESS", "below/4");
    }

    @Test
    void insertIntoAddsAsEver() throws Exception {
        put("x.csv", "1");

        Scripts.run(plain("") + "INSERT INTO t VALUES 2;\nINSERT INTO t VALUES 3;");

        assertThat(found()).containsExactly("1", "2", "3");
    }

    private static String set(String... inserts) {
        return "EXECUTE STATEMENT SET BEGIN\n" + String.join("\n", inserts) + "\nEND;";
    }

    @Test
    void statementsOfOneSetAddToOneTable() throws Exception {
        Scripts.run(plain("")
                + set(
                        "INSERT INTO t VALUES 1, 2;",
                        "INSERT INTO t SELECT id + 10 FROM (VALUES (1), (2)) AS v(id) ORDER BY id;",
                        "INSERT INTO t VALUES 3;"));

        assertThat(found()).containsExactly("1", "11", "12", "2", "3");
    }

    @Test
    void oneStatementOfASetDoesNotReplaceWhatAnotherWrites() {
        assertThatThrownBy(
                        () -> Scripts.run(plain("") + set("INSERT OVERWRITE t VALUES 1;", "INSERT INTO t VALUES 2;")))
                .hasMessageContaining("Table 't' is written to by 2 statements of this set");
    }

    @Test
    void tablesOfOneDirectoryAreNotWrittenToByOneJob() {
        String other = "CREATE TABLE other WITH ('path' = '" + table + "/below') LIKE t (OVERWRITING OPTIONS);\n";

        assertThatThrownBy(() ->
                        Scripts.run(plain("") + other + set("INSERT INTO t VALUES 1;", "INSERT INTO other VALUES 2;")))
                .hasMessageContaining("The sinks 't' and 'other' write to one place");
    }

    @Test
    void aTableThatDoesNotExistYetIsMade() throws Exception {
        Scripts.run(plain("") + "INSERT OVERWRITE t VALUES 7;");

        assertThat(found()).containsExactly("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", 'csv.header' = 'true'", ", 'sink.replace-existing' = 'true'"})
    void aTableWithoutPartitionsIsEmptiedByAQueryWithoutRows(String options) throws Exception {
        put("x.csv", "id", "1");

        String printed = Scripts.run(plain(", 'csv.ignore-parse-errors' = 'true'" + options)
                + "INSERT OVERWRITE t SELECT id FROM t WHERE id > 5;\nSELECT * FROM t;");

        assertThat(rows(printed)).isEmpty();
        assertThat(found()).isEqualTo(options.contains("header") ? List.of("id") : List.of());
    }

    private void putPartitions() throws IOException {
        put("country=NZ/d=1/x.csv", "1");
        put("country=NZ/d=2/x.csv", "2");
        put("country=AU/d=1/x.csv", "3");
    }

    @Test
    void onlyPartitionsThatGetRowsAreReplaced() throws Exception {
        putPartitions();

        Scripts.run(partitioned() + "INSERT OVERWRITE t VALUES (7, 'NZ', 1), (8, 'CA', 1);");

        assertThat(found())
                .containsExactly("country=AU/d=1/3", "country=CA/d=1/8", "country=NZ/d=1/7", "country=NZ/d=2/2");
    }

    @Test
    void withoutRowsAndWithoutAPartitionAllOfATableWithPartitionsStays() throws Exception {
        putPartitions();

        Scripts.run(partitioned() + "INSERT OVERWRITE t SELECT * FROM t WHERE id > 5;");

        assertThat(found()).containsExactly("country=AU/d=1/3", "country=NZ/d=1/1", "country=NZ/d=2/2");
    }

    @Test
    void thePartitionThatTheStatementNamesIsReplaced() throws Exception {
        putPartitions();

        Scripts.run(partitioned() + "INSERT OVERWRITE t PARTITION (country = 'NZ', d = 2) SELECT id + 10 FROM t;");

        assertThat(found())
                .containsExactly(
                        "country=AU/d=1/3",
                        "country=NZ/d=1/1",
                        "country=NZ/d=2/11",
                        "country=NZ/d=2/12",
                        "country=NZ/d=2/13");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "'2'", "' 02'"})
    void thePartitionThatTheStatementNamesIsEmptiedByAQueryWithoutRows(String d) throws Exception {
        putPartitions();

        Scripts.run(partitioned() + "INSERT OVERWRITE t PARTITION (country = 'NZ', d = " + d
                + ") SELECT id FROM t WHERE id > 5;");

        assertThat(found()).containsExactly("country=AU/d=1/3", "country=NZ/d=1/1");
    }

    @Test
    void aPartitionThatIsNoValueOfItsColumnIsRefused() throws Exception {
        assertThatThrownBy(() -> Scripts.run(
                        partitioned() + "INSERT OVERWRITE t PARTITION (country = 'NZ', d = 'today') SELECT 1;"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("PARTITION gives the column 'd' the value 'today', which is no INT.");
    }

    @Test
    void withinAPartitionThatIsNamedInPartThoseThatGetRowsAreReplaced() throws Exception {
        putPartitions();

        Scripts.run(partitioned() + "INSERT OVERWRITE t PARTITION (country = 'NZ') VALUES (7, 2), (8, 3);\n"
                + "INSERT OVERWRITE t PARTITION (country = 'AU') SELECT id, d FROM t WHERE id > 50;");

        assertThat(found())
                .containsExactly("country=AU/d=1/3", "country=NZ/d=1/1", "country=NZ/d=2/7", "country=NZ/d=3/8");
    }

    @Test
    void aQueryMayReadTheTableThatItOverwrites() throws Exception {
        for (int file = 0; file < 20; file++) {
            put("x" + file + ".csv", String.valueOf(file), String.valueOf(file + 100));
        }

        Scripts.run("SET 'parallelism.default' = '2';\n" + plain(", 'sink.replace-existing' = 'true'")
                + "INSERT OVERWRITE t SELECT MAX(id) FROM t GROUP BY MOD(id, 100);\n"
                + "INSERT OVERWRITE t SELECT id - 100 FROM t;");

        assertThat(found())
                .containsExactlyInAnyOrderElementsOf(Stream.iterate(0, id -> id + 1)
                        .limit(20)
                        .map(String::valueOf)
                        .toList());
    }

    @Test
    void aTableOfChangesIsOverwritten() throws Exception {
        String changes = plain("").replace("'csv'", "'debezium-json'");

        String printed = Scripts.run(
                changes + "INSERT INTO t VALUES 1;\nINSERT OVERWRITE t SELECT id + 1 FROM t;\nSELECT * FROM t;");

        assertThat(rows(printed)).containsExactly("| 2 |");
    }

    @Test
    void whatIsThereStaysWhereTheJobFails() throws Exception {
        put("x.csv", "1", "no number");

        assertThatThrownBy(() -> Scripts.run(plain("") + "INSERT OVERWRITE t SELECT id FROM t;"))
                .rootCause()
                .hasMessageContaining("'no number' is no INT");

        assertThat(Files.readAllLines(table.resolve("x.csv"))).containsExactly("1", "no number");
    }

    private String checkpoints() {
        return "SET 'execution.checkpointing.dir' = '" + directory.resolve("checkpoints") + "';\n";
    }

    @Test
    void aJobThatFailedAndStartedAgainReplacesOnce() throws Exception {
        put("x.csv", "-1");
        FalteringTableFactory.FAILURES.set(0);

        Scripts.run(checkpoints() + plain("") + "CREATE TABLE numbers (n BIGINT) WITH ('connector' = 'faltering');\n"
                + "INSERT OVERWRITE t SELECT CAST(COUNT(*) AS INT) FROM numbers;");

        assertThat(FalteringTableFactory.FAILURES).hasValue(1);
        assertThat(found()).containsExactly(String.valueOf(FalteringTableFactory.ROWS));
    }

    private Path lastCheckpoint() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("checkpoints"))) {
            return files.filter(file -> file.endsWith("manifest.json"))
                    .map(Path::getParent)
                    .reduce((one, other) -> other)
                    .orElseThrow();
        }
    }

    @Test
    void whatWasAddedSinceStaysWhenAJobThatHasEndedIsStartedAgain() throws Exception {
        put("x.csv", "1");
        String script = plain("") + "INSERT OVERWRITE t VALUES 7;";
        Scripts.run(checkpoints() + script);
        put("y.csv", "8");
        put("x.csv", "9, of a later job");
        put("z.csv", "10");

        Scripts.run("SET 'execution.savepoint.path' = '" + lastCheckpoint() + "';\n" + script);

        assertThat(found()).containsExactly("10", "7", "8", "9, of a later job");
    }

    private static void requireRefused(String script, String... words) {
        assertThatThrownBy(() -> Scripts.run(script))
                .isInstanceOf(SqlException.class)
                .satisfies(error ->
                        Arrays.stream(words).forEach(word -> assertThat(error).hasMessageContaining(word)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EXPLAIN "})
    void streamsOverwriteNothing(String explain) throws Exception {
        put("x.csv", "1");

        requireRefused(
                plain("").replace("batch", "streaming") + explain + "INSERT OVERWRITE t VALUES 1;",
                "INSERT OVERWRITE needs batch mode",
                "SET 'execution.runtime-mode' = 'batch'");
        requireRefused(
                plain("").replace("batch", "automatic")
                        + "CREATE TABLE numbers (n INT) WITH ('connector' = 'datagen');\n" + explain
                        + "INSERT OVERWRITE t SELECT n FROM numbers;",
                "INSERT OVERWRITE needs batch mode");

        assertThat(found()).containsExactly("1");
    }

    @Test
    void automaticModeOverwritesWhereAllTablesEnd() throws Exception {
        put("x.csv", "1");

        Scripts.run(plain("").replace("batch", "automatic") + "INSERT OVERWRITE t SELECT id + 1 FROM t;");

        assertThat(found()).containsExactly("2");
    }
}
