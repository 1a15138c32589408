/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.nexmark.sql.SourceTables;
import io.millrace.benchmarks.nexmark.sql.SqlQuery;
import io.millrace.benchmarks.nexmark.sql.SqlScripts;
import io.millrace.engine.LocalEngine;
import io.millrace.sql.parser.SqlScript;
import io.millrace.sql.parser.SqlText;
import io.millrace.sql.row.Row;
import io.millrace.sql.table.StreamTableEnvironment;
import io.millrace.stream.StreamExecutionEnvironment;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The NEXMark queries give the same table in a script, in the shell and in a program, whose answers are held against Flink's elsewhere. */
class NexmarkScriptsTest {
    /** As few events a second that no two have the same time. */
    private static final Map<String, String> EVENTS = Map.of("events.num", "2000", "first-event.rate", "80");

    private static final String TABLES = SqlScripts.tables(SourceTables.FLAT, EVENTS);
    /** As Java writes it, or as SQL does. */
    private static final Pattern TIMESTAMP = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d[\\d:.]*)");

    private static final String UTC = "SET 'table.local-time-zone' = 'UTC';\n";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void answersAreTheSameHoweverAQueryIsRun(SqlQuery query) throws Exception {
        String script = UTC + TABLES + SqlScripts.query(query) + ";\n";
        Path file = Files.writeString(directory.resolve("query.sql"), script);
        List<String> expected = comparable(query, inAProgram(query));

        assertThat(expected).isNotEmpty();
        assertThat(comparable(query, printed("", "run", file.toString())))
                .as("run")
                .isEqualTo(expected);
        assertThat(comparable(query, printed(script, "sql"))).as("the shell").isEqualTo(expected);
    }

    private static Map<String, Integer> inAProgram(SqlQuery query) throws Exception {
        StreamTableEnvironment tables =
                StreamTableEnvironment.create(StreamExecutionEnvironment.withRunner(new LocalEngine()));
        tables.getConfig().set("table.local-time-zone", "UTC");
        for (SqlText statement : SqlScript.of(TABLES).statements()) {
            tables.executeSql(statement.text());
        }
        Map<String, Integer> table = new TreeMap<>();
        for (Iterator<Row> rows = tables.executeSql(SqlScripts.query(query)).collect(); rows.hasNext(); ) {
            Row row = rows.next();
            apply(table, row.getKind().shortString(), row.toString().substring(2));
        }
        return table;
    }

    private static Map<String, Integer> printed(String standardInput, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(standardInput.getBytes(Charset.defaultCharset())));
        try {
            assertThat(Millrace.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments))
                    .as(err::toString)
                    .isZero();
        } finally {
            System.setIn(before);
        }
        Map<String, Integer> table = new TreeMap<>();
        out.toString()
                .lines()
                .filter(line -> line.matches("\\| [-+][IUD] \\|.*"))
                .forEach(line -> {
                    List<String> cells = Arrays.stream(line.split("\\|"))
                            .skip(1)
                            .map(String::strip)
                            .map(cell -> cell.equals("<NULL>") ? "null" : cell)
                            .toList();
                    apply(table, cells.get(0), cells.subList(1, cells.size()).toString());
                });
        return table;
    }

    private static void apply(Map<String, Integer> table, String kind, String row) {
        String times = TIMESTAMP.matcher(row).replaceAll(time -> LocalDateTime.parse(
                        time.group(1) + "T" + time.group(2))
                .toString());
        table.merge(times.replaceAll("\\s+", " "), kind.startsWith("+") ? 1 : -1, Integer::sum);
    }

    /** Which window a row of q12 falls into is up to the clock: the bids of all windows of a bidder are counted. */
    private static List<String> comparable(SqlQuery query, Map<String, Integer> table) {
        if (query == SqlQuery.Q12) {
            return table.keySet().stream()
                    .map(row -> row.substring(1).split(", "))
                    .collect(Collectors.groupingBy(
                            fields -> fields[0],
                            TreeMap::new,
                            Collectors.summingLong(fields -> Long.parseLong(fields[1]))))
                    .entrySet()
                    .stream()
                    .map(String::valueOf)
                    .toList();
        }
        return table.entrySet().stream()
                .filter(row -> row.getValue() != 0)
                .map(row -> row.getValue() + " times " + row.getKey())
                .toList();
    }
}
