/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptTest {

    @Test
    void semicolonsEndStatements() {
        assertThat(texts("SELECT 1;\n SELECT 2 ; SELECT 3")).containsExactly("SELECT 1", "SELECT 2", "SELECT 3");
    }

    @Test
    void whatIsOnlyCommentsOrNothingIsNoStatement() {
        assertThat(texts(";; -- a; b\n ; /* c; */ ;\n")).isEmpty();
    }

    @Test
    void semicolonsInStringsNamesAndCommentsEndNothing() {
        assertThat(texts("SELECT 'a;''b', `c;d`, /* e; */ 1 -- f;\n + 2; SELECT E'g\\';h'"))
                .containsExactly("SELECT 'a;''b', `c;d`, /* e; */ 1 -- f;\n + 2", "SELECT E'g\\';h'");
    }

    @Test
    void aTextIsCompleteWhenEachStatementHasItsSemicolon() {
        assertThat(List.of("", " -- none", "SELECT 1;", "SELECT 1; SELECT 2; -- both", "SELECT 'a;';"))
                .allMatch(SqlScript::isComplete);
        assertThat(List.of("SELECT 1", "SELECT 1; SELECT", "SELECT 'a;", "SELECT 1 -- ;", "SELECT `a;", "/* ;"))
                .noneMatch(SqlScript::isComplete);
        assertThat(SqlScript.isComplete("BEGIN STATEMENT SET; INSERT INTO t SELECT 1;"))
                .isFalse();
        assertThat(SqlScript.isComplete("BEGIN STATEMENT SET; INSERT INTO t SELECT 1; END;"))
                .isTrue();
    }

    @Test
    void hintsBelongToTheStatement() {
        assertThat(texts("SELECT * FROM t /*+ OPTIONS('a'='b;c') */; SELECT 1"))
                .containsExactly("SELECT * FROM t /*+ OPTIONS('a'='b;c') */", "SELECT 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1; INSERT INTO b SELECT CASE WHEN x THEN 1 END; END",
                "explain statement set begin insert into a select 1; end",
                "EXPLAIN PLAN FOR STATEMENT SET BEGIN INSERT INTO a SELECT 1; END",
                "BEGIN STATEMENT SET; INSERT INTO a SELECT 1; INSERT INTO b SELECT 2; END"
            })
    void statementSetsAreOneStatement(String set) {
        assertThat(texts("SELECT 0;" + set + ";\nSELECT 9")).containsExactly("SELECT 0", set, "SELECT 9");
    }

    @Test
    void placesInStatementsAreTurnedIntoPlacesInTheScript() {
        String script = "SELECT 1;\n  SELECT 2,\n    nothing; -- here";
        SqlText statement = SqlScript.of(script).statements().get(1);

        SqlException first =
                SqlException.at(new SqlParserPos(1, 8, 1, 8), "This").in(statement);
        SqlException second =
                SqlException.at(new SqlParserPos(2, 5, 2, 11), "That").in(statement);

        assertThat(first.render()).isEqualTo("line 2, column 10: This\n    SELECT 2,\n           ^");
        assertThat(second.render()).isEqualTo("line 3, column 5: That\n      nothing; -- here\n      ^^^^^^^");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 'a; SELECT 2", "SELECT `a; SELECT 2", "SELECT /* a; SELECT 2"})
    void whatNeverEndsIsAnErrorWhereItBegins(String script) {
        assertThatExceptionOfType(SqlException.class)
                .isThrownBy(() -> SqlScript.of(script))
                .satisfies(error -> {
                    assertThat(error.line()).isEqualTo(1);
                    assertThat(error.column()).isEqualTo(8);
                });
    }

    @Test
    void anythingJoinedBySemicolonsComesApartAgain() {
        List<String> pieces = List.of(
                "SELECT 1", "'a;b'", "`;`", "/* ; */ x", "E'\\';'", "a -- ;\n b", "\"", "((", "END", "BEGIN", "5");
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<String> statements = new ArrayList<>();
            for (int count = random.nextInt(6); count > 0; count--) {
                statements.add(pieces.get(random.nextInt(pieces.size())) + " "
                        + pieces.get(random.nextInt(pieces.size())) + " x");
            }
            List<String> expected = statements.stream()
                    .map(SqlScriptTest::withoutLeadingComment)
                    .toList();

            assertThat(texts(String.join(random.nextBoolean() ? ";" : " ; \n", statements)))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    /** A statement begins with its first word. */
    private static String withoutLeadingComment(String statement) {
        return statement.startsWith("/*")
                ? statement.substring(statement.indexOf("*/") + 2).strip()
                : statement;
    }

    private static List<String> texts(String script) {
        return SqlScript.of(script).statements().stream().map(SqlText::text).toList();
    }
}
