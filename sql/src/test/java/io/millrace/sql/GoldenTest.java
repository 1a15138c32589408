/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.parser.SqlException;
import io.millrace.sql.plan.PlanText;
import io.millrace.sql.plan.ResultTable;
import io.millrace.sql.plan.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the files of {@code src/test/resources/golden}. With {@code -Dsql.golden.update=true} it writes what came out into them instead. */
class GoldenTest {

    private static final Path DIRECTORY = Path.of("src/test/resources/golden");
    private static final boolean UPDATE = Boolean.getBoolean("sql.golden.update");

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void statementsGiveWhatTheFileSays(Path path) {
        GoldenFile file = GoldenFile.read(path);
        SqlSession session = new SqlSession();
        List<GoldenFile.Case> actual = new ArrayList<>();
        for (GoldenFile.Case each : file.cases()) {
            actual.add(each.expecting(run(session, each)));
        }
        if (UPDATE) {
            assertThat(actual).filteredOn(each -> each.kind().equals("ok")).allMatch(each -> each.expected()
                    .isEmpty());
            file.write(actual);
            return;
        }
        for (int index = 0; index < actual.size(); index++) {
            GoldenFile.Case expected = file.cases().get(index);
            assertThat(actual.get(index).expected())
                    .as("%s, line %d: %s", path, expected.line(), expected.sql())
                    .isEqualTo(expected.expected());
        }
    }

    private static String run(SqlSession session, GoldenFile.Case each) {
        boolean wrong = each.kind().equals("error");
        try {
            String shown = shown(session.execute(each.sql()));
            if (each.kind().equals("ok")) {
                return "";
            }
            return wrong ? "no error, but:\n" + shown : shown;
        } catch (SqlException e) {
            return wrong ? e.render() : "unexpected error: " + e.render();
        }
    }

    private static String shown(List<Statement> statements) {
        return statements.stream().map(GoldenTest::shown).collect(Collectors.joining("\n"));
    }

    private static String shown(Statement statement) {
        if (statement instanceof Statement.Ddl ddl) {
            return table(ddl.result());
        }
        return PlanText.of(statement);
    }

    private static String table(ResultTable table) {
        List<List<String>> lines = new ArrayList<>(List.of(table.columns()));
        lines.addAll(table.rows());
        return lines.stream().map(cells -> String.join(" | ", cells)).collect(Collectors.joining("\n"));
    }
}
