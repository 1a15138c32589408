/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.basic.DiscardingSink;
import io.millrace.connector.files.FileSource;
import io.millrace.runner.JobClient;
import io.millrace.runner.JobMetrics;
import io.millrace.stream.CloseableIterator;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesystemTableTest {
    @TempDir
    private Path directory;

    private String path(String name) {
        return "'connector' = 'filesystem', " + pathAlone(name);
    }

    private String pathAlone(String name) {
        return "'path' = '" + directory.resolve(name) + "'";
    }

    private List<String> lines(String name) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory.resolve(name))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    private List<String> files(String name) throws IOException {
        Path top = directory.resolve(name);
        try (Stream<Path> files = Files.walk(top)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> top.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void headersNameColumnsWhateverTheirOrder() throws Exception {
        Files.writeString(directory.resolve("in.csv"), "price,shelf,id\n2.50,a,1\n,b,2\n");

        Scripts.run("CREATE TABLE goods (id INT, price DECIMAL(10, 2)) WITH (" + path("in.csv")
                + ", 'format' = 'csv', 'csv.header' = 'true');\n"
                + "CREATE TABLE written (price DECIMAL(10, 2), id INT) WITH (" + path("out")
                + ", 'format' = 'csv', 'csv.header' = 'true');\n"
                + "CREATE TABLE nothing LIKE written;\n"
                + "ALTER TABLE nothing SET (" + pathAlone("nothing") + ");\n"
                + "INSERT INTO written SELECT price, id FROM goods;\n"
                + "INSERT INTO nothing SELECT price, id FROM goods WHERE id > 2;");

        assertThat(lines("out")).containsExactly("price,id", "2.50,1", ",2");
        assertThat(lines("nothing")).containsExactly("price,id");
    }

    @Test
    void headersThatLackAColumnAreRefusedWithTheNearest() throws Exception {
        Files.writeString(directory.resolve("in.csv"), "prise,id\n2.50,1\n");

        assertThatThrownBy(() -> Scripts.run("CREATE TABLE goods (id INT, price DECIMAL(10, 2)) WITH (" + path("in.csv")
                        + ", 'format' = 'csv', 'csv.header' = 'true');\nSELECT id FROM goods;"))
                .rootCause()
                .hasMessageContaining("the header has no such column. Did you mean 'prise'? It has prise, id");
    }

    @Test
    void filesOfEarlierRunsAreKeptOrReplaced() throws Exception {
        String table = "CREATE TABLE written (id INT) WITH (" + path("out") + ", 'format' = 'csv'";
        Scripts.run(table + ");\nINSERT INTO written VALUES 1;\nINSERT INTO written VALUES 2;");
        assertThat(lines("out")).containsExactlyInAnyOrder("1", "2");

        Scripts.run(table + ", 'sink.replace-existing' = 'true');\nINSERT INTO written VALUES 3;");
        assertThat(lines("out")).containsExactly("3");
    }

    @Test
    void optionsSayHowManySubtasksReadAndWrite() throws Exception {
        Scripts.run("SET 'parallelism.default' = '3';\n"
                + "CREATE TABLE numbers (n BIGINT) WITH ('connector' = 'datagen', 'scan.parallelism' = '2',"
                + " 'fields.n.kind' = 'sequence', 'fields.n.start' = '1', 'fields.n.end' = '9');\n"
                + "CREATE TABLE single (n BIGINT) WITH (" + path("one")
                + ", 'format' = 'csv', 'csv.header' = 'true', 'sink.parallelism' = '1');\n"
                + "INSERT INTO single SELECT n FROM numbers;");

        assertThat(files("one")).containsExactly("part-0-0.csv");
        assertThat(lines("one")).hasSize(10);
    }

    @Test
    void rowsGoFromCsvToJsonToAQuery() throws Exception {
        Files.writeString(directory.resolve("in.csv"), "1,bread,2.50,a\n2,\"rice, brown\",,b\n3,,1,c\n");

        String printed = Scripts.run(
                "CREATE TABLE goods (id INT, name STRING, price DECIMAL(10, 2), shelf STRING) WITH (" + path("in.csv")
                        + ", 'format' = 'csv');\n"
                        + "CREATE TABLE dear (price DECIMAL(10, 2), name STRING, id INT) WITH (" + path("out")
                        + ", 'format' = 'json');\n"
                        + "INSERT INTO dear SELECT price, UPPER(name), id FROM goods WHERE id <> 3;\n"
                        + "SELECT name, price, id + 1 AS following FROM dear;");

        assertThat(lines("out"))
                .containsExactly(
                        "{\"price\":2.50,\"name\":\"BREAD\",\"id\":1}",
                        "{\"price\":null,\"name\":\"RICE, BROWN\",\"id\":2}");
        assertThat(files("out")).containsExactly("part-0-0.jsonl");
        assertThat(printed).contains("BREAD |", "2.50 |", "RICE, BROWN |", "<NULL> |", "Received a total of 2 rows");
    }

    @Test
    void everyTypeComesThroughColumns() throws Exception {
        Files.writeString(
                directory.resolve("in.csv"),
                Tables.write(
                                Tables.definition(Tables.EVERY_TYPE + ")", pathAlone("x") + ", 'format' = 'csv'"),
                                CsvRowsTest.full())
                        + ",".repeat(19) + "\n");

        Scripts.run("CREATE TABLE i (" + Tables.EVERY_TYPE + ") WITH (" + path("in.csv") + ", 'format' = 'csv');\n"
                + "CREATE TABLE o WITH (" + path("out") + ") LIKE i (OVERWRITING OPTIONS);\n"
                + "INSERT INTO o SELECT * FROM i;");

        List<String> expected = Files.readAllLines(directory.resolve("in.csv"));
        expected.set(expected.size() - 1, ",".repeat(8) + "\"\",\"\"" + ",".repeat(10));
        assertThat(lines("out")).isEqualTo(expected);
    }

    @Test
    void nestedValuesComeThroughColumns() throws Exception {
        String line = "{\"a\":[1,null],\"r\":{\"x\":true},\"m\":{\"k\":2.5}}";
        Files.writeString(directory.resolve("in.jsonl"), line + "\n{}\n");

        Scripts.run("CREATE TABLE i (a ARRAY<INT>, r ROW<x BOOLEAN>, m MAP<STRING, DOUBLE>) WITH (" + path("in.jsonl")
                + ", 'format' = 'json');\n"
                + "CREATE TABLE o WITH (" + path("out") + ") LIKE i (OVERWRITING OPTIONS);\n"
                + "INSERT INTO o SELECT * FROM i;");

        assertThat(lines("out")).containsExactly(line, "{\"a\":null,\"r\":null,\"m\":null}");
    }

    @Test
    void rowThatCannotBeReadFailsTheJobAndIsNamed() throws Exception {
        Files.writeString(directory.resolve("in.csv"), "1,a\n\nx,b\n");

        assertThatThrownBy(() -> Scripts.run("CREATE TABLE t (id INT, name STRING) WITH (" + path("in.csv")
                        + ", 'format' = 'csv');\nSELECT name FROM t;"))
                .rootCause()
                .hasMessage("field \"id\": 'x' is no INT");
        assertThatThrownBy(() -> Scripts.run("CREATE TABLE t (id INT, name STRING) WITH (" + path("in.csv")
                        + ", 'format' = 'csv');\nSELECT name FROM t;"))
                .hasStackTraceContaining(
                        directory.resolve("in.csv") + ", line 3, column 1, field \"id\": 'x' is no INT\n"
                                + "Repair the row, or let the table leave such rows out with 'csv.ignore-parse-errors' = 'true'.");
    }

    @Test
    void rowsThatCannotBeReadAreLeftOutAndCountedWhereTheTableSaysSo() throws Exception {
        Files.writeString(directory.resolve("in.jsonl"), "{\"id\":1}\n{\"id\":\"x\"}\nnonsense\n{\"id\":4}\n");
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        FileTableSource source = Tables.source(Tables.definition(
                "id INT)", pathAlone("in.jsonl") + ", 'format' = 'json', 'json.ignore-parse-errors' = 'true'"));
        environment
                .fromSource(source.source(), WatermarkStrategy.noWatermarks(), "t")
                .sinkTo(new DiscardingSink<>());
        JobClient job = environment.executeAsync("count");
        job.await();

        long counted = 0;
        for (JobMetrics.Task task : job.metrics().tasks()) {
            for (String name : task.counters().keySet()) {
                counted += name.endsWith(FileSource.MALFORMED_RECORDS)
                        ? task.counters().get(name)
                        : 0;
            }
        }
        assertThat(counted).isEqualTo(2);
        assertThat(Scripts.run("CREATE TABLE t (id INT) WITH (" + path("in.jsonl")
                        + ", 'format' = 'json', 'json.ignore-parse-errors' = 'true');\nSELECT id FROM t;"))
                .contains("Received a total of 2 rows");
    }

    private String partitioned(String format) {
        return "CREATE TABLE t (country STRING, id INT, d DATE) PARTITIONED BY (country, d) WITH (" + path("out")
                + ", 'format' = '" + format + "');\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json"})
    void partitionsAreDirectoriesThatAreReadAsTheyWereWritten(String format) throws Exception {
        String printed = Scripts.run(partitioned(format)
                + "INSERT INTO t VALUES ('NZ', 1, DATE '2026-01-31'), ('a/b=c', 2, CAST(NULL AS DATE)), ('NZ', 3, DATE '2026-01-31');\n"
                + "INSERT INTO t SELECT 'of ' || country, id * 100, d FROM t WHERE id > 1;\n"
                + "SELECT d, country, id FROM t;");

        assertThat(files("out").stream()
                        .map(file -> file.replaceFirst("part-.*", "part"))
                        .distinct())
                .containsExactly(
                        "country=NZ/d=2026-01-31/part",
                        "country=a%2Fb%3Dc/d=__DEFAULT_PARTITION__/part",
                        "country=of NZ/d=2026-01-31/part",
                        "country=of a%2Fb%3Dc/d=__DEFAULT_PARTITION__/part");
        assertThat(printed.lines().filter(line -> line.startsWith("| +I")).map(line -> line.replaceAll(" +", " ")))
                .containsExactlyInAnyOrder(
                        "| +I | 2026-01-31 | NZ | 1 |",
                        "| +I | 2026-01-31 | NZ | 3 |",
                        "| +I | 2026-01-31 | of NZ | 300 |",
                        "| +I | <NULL> | a/b=c | 2 |",
                        "| +I | <NULL> | of a/b=c | 200 |");
    }

    @Test
    void filesBesideTheDirectoriesOfPartitionsArePassedBy() throws Exception {
        for (String file : List.of(
                "x.csv", "country=NZ/x.csv", "country=NZ/d=2026-01-31/x.csv", "d=2026-01-31/country=NZ/x.csv")) {
            Path path = directory.resolve("out").resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "1\n");
        }

        assertThat(Scripts.run(partitioned("csv") + "SELECT * FROM t;")).contains("Received a total of 1 row\n");
    }

    @Test
    void directoriesThatAreNoValuesOfTheirColumnAreNamed() throws Exception {
        Path path = Files.createDirectories(directory.resolve("out/country=NZ/d=today"));
        Files.writeString(path.resolve("x.csv"), "1\n");

        assertThatThrownBy(() -> Scripts.run(partitioned("csv") + "SELECT * FROM t;"))
                .hasStackTraceContaining(path
                        + "/x.csv, directory \"d=today\": 'today' is no DATE, of which type the partition column is. Rename"
                        + " the directory or move it elsewhere.");
    }

    private String write(String file, String text) throws IOException {
        Path path = directory.resolve("out").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return path.toString();
    }

    @Test
    void partitionsThatAConditionRulesOutAreNotRead() throws Exception {
        write("country=NZ/d=2026-01-30/x.csv", "1\n");
        write("country=NZ/d=2026-01-31/x.csv", "2\n");
        write("country=NZ/d=__DEFAULT_PARTITION__/x.csv", "unreadable\n");
        write("country=AU/d=2026-01-31/x.csv", "3\n");
        write("country=AU/d=2025-12-31/x.csv", "unreadable\n");
        write("country=of%3A/d=today/x.csv", "unreadable\n");

        String printed = Scripts.run(partitioned("csv")
                + "SELECT id FROM t WHERE d >= DATE '2026-01-01' AND country <> 'of:' AND id < 3;\n"
                + "SELECT id * 100 AS id FROM t WHERE country IN ('AU', 'CA') AND d = '2026-01-31';");

        assertThat(printed.lines().filter(line -> line.startsWith("| +I")).map(line -> line.replaceAll(" +", " ")))
                .containsExactlyInAnyOrder("| +I | 1 |", "| +I | 2 |", "| +I | 300 |");
    }

    @Test
    void directoriesThatAreNoValuesOfTheirColumnAreNamedWhateverAConditionSays() throws Exception {
        String path = write("country=NZ/d=today/x.csv", "1\n");

        assertThatThrownBy(() -> Scripts.run(partitioned("csv") + "SELECT * FROM t WHERE d > DATE '2026-01-01';"))
                .hasStackTraceContaining(path + ", directory \"d=today\": 'today' is no DATE");
    }

    @Test
    void partitionsThatAppearLaterAreReadWhereTheConditionHolds() throws Exception {
        write("d=1/x.csv", "1\n");
        write("d=2/x.csv", "unreadable\n");
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(1);
        FileTableSource source = Tables.source(Tables.definition(
                "id INT, d INT) PARTITIONED BY (d)",
                pathAlone("out") + ", 'format' = 'csv', 'source.monitor-interval' = '10 ms'"));
        DataStream<Object> rows = environment.fromSource(
                source.withPartitions(values -> !values[0].equals(2) && !values[0].equals(3))
                        .source(),
                WatermarkStrategy.noWatermarks(),
                "t");

        try (CloseableIterator<Integer> ids =
                rows.map(row -> (Integer) ((Object[]) row)[0]).executeAndCollect()) {
            assertThat(ids.next()).isEqualTo(1);
            write("d=3/x.csv", "unreadable\n");
            write("d=4/.x.csv", "4\n");
            Path hidden = directory.resolve("out/d=4/.x.csv");
            Files.move(hidden, hidden.resolveSibling("x.csv"), StandardCopyOption.ATOMIC_MOVE);
            assertThat(ids.next()).isEqualTo(4);
        }
    }

    @Test
    void metadataTellsTheFileOfEachRow() throws Exception {
        Files.createDirectories(directory.resolve("out/a=1"));
        Files.writeString(directory.resolve("out/a=1/x.csv"), "7\n");

        String printed = Scripts.run(
                "CREATE TABLE t (file STRING METADATA FROM 'file.name' VIRTUAL, id INT, a INT,"
                        + " `file.path` STRING METADATA VIRTUAL) PARTITIONED BY (a) WITH (" + path("out")
                        + ", 'format' = 'csv');\nSELECT file, id, a, POSITION('out/a=1/x.csv' IN `file.path`) > 0 AS found FROM t;");

        assertThat(printed.replaceAll(" +", " ")).contains("| +I | x.csv | 7 | 1 | TRUE |");
    }

    @Test
    void metadataTellsHowLargeFilesAreAndWhenTheyWereWritten() throws Exception {
        Files.createDirectory(directory.resolve("out"));
        Files.setLastModifiedTime(
                Files.writeString(directory.resolve("out/x.csv"), "7\n"),
                FileTime.from(Instant.parse("2026-01-31T12:34:56.789Z")));
        Files.setLastModifiedTime(
                Files.writeString(directory.resolve("out/y.csv"), "8\n10\n"), FileTime.from(Instant.EPOCH));

        String printed = Scripts.run(
                "SET 'table.local-time-zone' = 'UTC';\n"
                        + "CREATE TABLE t (id INT, length BIGINT NOT NULL METADATA FROM 'file.size' VIRTUAL,"
                        + " `file.modification-time` TIMESTAMP_LTZ(3) NOT NULL METADATA VIRTUAL) WITH (" + path("out")
                        + ", 'format' = 'csv');\nSELECT * FROM t WHERE length > 2 OR `file.modification-time` > TO_TIMESTAMP_LTZ(0, 3);");

        assertThat(printed.replaceAll(" +", " "))
                .contains(
                        "| +I | 7 | 2 | 2026-01-31 12:34:56.789 |",
                        "| +I | 8 | 5 | 1970-01-01 00:00:00.000 |",
                        "| +I | 10 | 5 | 1970-01-01 00:00:00.000 |");
    }

    @Test
    void fileThatAppearsLaterIsReadWhereTheTableMonitors() throws Exception {
        Path watched = Files.createDirectory(directory.resolve("in"));
        Files.writeString(watched.resolve("1.csv"), "1\n");
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(1);
        FileTableSource source = Tables.source(Tables.definition(
                "id INT)", pathAlone("in") + ", 'format' = 'csv', 'source.monitor-interval' = '10 ms'"));
        DataStream<Object> rows = environment.fromSource(source.source(), WatermarkStrategy.noWatermarks(), "t");

        try (CloseableIterator<Integer> ids =
                rows.map(row -> (Integer) ((Object[]) row)[0]).executeAndCollect()) {
            assertThat(ids.next()).isEqualTo(1);
            Path written = Files.writeString(watched.resolve(".2.csv"), "2\n");
            Files.move(written, watched.resolve("2.csv"), StandardCopyOption.ATOMIC_MOVE);
            assertThat(ids.next()).isEqualTo(2);
        }
    }

    @Test
    void everyRowIsInTheFilesOnceThoughTheJobFailed() throws Exception {
        FalteringTableFactory.FAILURES.set(0);

        Scripts.run("SET 'execution.checkpointing.interval' = '20 ms';\n"
                + "SET 'execution.checkpointing.dir' = '" + directory.resolve("checkpoints") + "';\n"
                + "CREATE TABLE numbers (n BIGINT) WITH ('connector' = 'faltering');\n"
                + "CREATE TABLE written (n BIGINT) WITH (" + path("out") + ", 'format' = 'csv');\n"
                + "INSERT INTO written SELECT n FROM numbers;");

        assertThat(FalteringTableFactory.FAILURES).hasValue(1);
        assertThat(lines("out").stream().map(Long::valueOf).sorted().toList())
                .isEqualTo(LongStream.rangeClosed(1, FalteringTableFactory.ROWS)
                        .boxed()
                        .toList());
        assertThat(files("out")).isNotEmpty().allMatch(name -> name.startsWith("part-0-"));
    }
}
