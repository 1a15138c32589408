/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.GoldenFile;
import io.millrace.sql.SqlSession;
import io.millrace.sql.codegen.UnsupportedExpressionException;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.connector.kept.KeptTableFactory;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.plan.Statement;
import io.millrace.sql.row.Row;
import io.millrace.stream.CloseableIterator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the queries of {@code src/test/resources/scripts} on the engine, at parallelism 1 and 2. A case of the kind {@code rows} lists what comes out, sorted; {@code ordered} as it comes; {@code table} what is left when all changes are made; {@code plan} how it would run; {@code kept} what the statement gives, and what it wrote to tables
 * of the connector {@code kept}; {@code error}
 * says what is wrong. With {@code -Dsql.golden.update=true} the files are written anew.
 */
class ScriptsTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/scripts");
    private static final boolean UPDATE = Boolean.getBoolean("sql.golden.update");

    private final TableFactories factories = new TableFactories(ScriptsTest.class.getClassLoader());

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void queriesGiveTheirRowsAtParallelismOne(Path path) throws Exception {
        GoldenFile file = GoldenFile.read(path);
        List<GoldenFile.Case> actual = run(file, 1);
        if (UPDATE) {
            file.write(actual);
        } else {
            requireSame(path, file.cases(), actual);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void queriesGiveTheSameRowsAtParallelismTwo(Path path) throws Exception {
        GoldenFile file = GoldenFile.read(path);
        requireSame(path, file.cases(), run(file, 2));
    }

    private static void requireSame(Path path, List<GoldenFile.Case> expected, List<GoldenFile.Case> actual) {
        for (int index = 0; index < actual.size(); index++) {
            GoldenFile.Case each = expected.get(index);
            assertThat(actual.get(index).expected())
                    .as("%s, line %d: %s", path, each.line(), each.sql())
                    .isEqualTo(each.expected());
        }
    }

    private List<GoldenFile.Case> run(GoldenFile file, int parallelism) throws Exception {
        SqlSession session = new SqlSession();
        session.options().set(SqlOptions.PARALLELISM.key(), Integer.toString(parallelism));
        session.options().set(SqlOptions.LOCAL_TIME_ZONE.key(), "Europe/Amsterdam");
        List<GoldenFile.Case> actual = new ArrayList<>();
        for (GoldenFile.Case each : file.cases()) {
            actual.add(each.expecting(run(session, each)));
        }
        return actual;
    }

    private String run(SqlSession session, GoldenFile.Case each) throws Exception {
        boolean wrong = each.kind().equals("error");
        try {
            StringBuilder shown = new StringBuilder();
            KeptTableFactory.take();
            for (Statement statement : session.execute(each.sql())) {
                if (each.kind().equals("plan")) {
                    shown.append(Explanation.of((Statement.Explainable) statement, factories, session.options()));
                } else if (statement instanceof Statement.Query query) {
                    shown.append(String.join("\n", shown(each.kind(), rows(session, query))));
                } else if (statement instanceof Statement.Insert insert) {
                    JobBuilder job = new JobBuilder(factories, session.options());
                    job.insert(List.of(insert));
                    job.environment().execute("insert");
                } else if (statement instanceof Statement.StatementSet set) {
                    JobBuilder job = new JobBuilder(factories, session.options());
                    job.insert(set.inserts());
                    job.environment().execute("inserts");
                }
            }
            for (String kept : each.kind().equals("kept") ? KeptTableFactory.take() : List.<String>of()) {
                shown.append(shown.length() == 0 ? "" : "\n").append(kept);
            }
            return wrong ? "no error, but:\n" + shown : shown.toString();
        } catch (SqlException | UnsupportedExpressionException failure) {
            return wrong ? String.valueOf(failure.getMessage()) : "unexpected error: " + failure.getMessage();
        } catch (Exception failure) {
            if (!wrong) {
                throw failure;
            }
            return deepest(failure);
        }
    }

    private static List<String> shown(String kind, List<String> rows) {
        if (kind.equals("table")) {
            return table(rows);
        }
        return kind.equals("ordered") ? rows : rows.stream().sorted().toList();
    }

    /** Returns what is left of a changelog, whose rows may be in any order. */
    private static List<String> table(List<String> changelog) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String change : changelog) {
            boolean comes = change.startsWith("+");
            counts.merge(change.substring(2), comes ? 1 : -1, Integer::sum);
        }
        List<String> left = new ArrayList<>();
        counts.forEach((row, count) -> {
            assertThat(count).as("how often %s is there", row).isNotNegative();
            left.addAll(Collections.nCopies(count, row));
        });
        return left;
    }

    private static String deepest(Throwable failure) {
        return failure.getCause() == null ? String.valueOf(failure.getMessage()) : deepest(failure.getCause());
    }

    private List<String> rows(SqlSession session, Statement.Query query) throws Exception {
        JobBuilder job = new JobBuilder(factories, session.options());
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<Row> changelog = job.rows(query.plan()).executeAndCollect("query")) {
            while (changelog.hasNext()) {
                rows.add(changelog.next().toString());
            }
        }
        return rows;
    }
}
