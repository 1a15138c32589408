/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.SqlSession;
import io.millrace.sql.parser.SqlText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows are printed as Flink prints them. */
class PrintedRowsTest {
    private static List<String> printed(String mode, String... statements) throws Exception {
        SqlSession session = new SqlSession();
        session.execute("SET 'table.local-time-zone' = 'Asia/Kolkata'");
        session.execute("SET 'execution.runtime-mode' = '" + mode + "'");
        for (int i = 0; i < statements.length - 1; i++) {
            session.execute(statements[i]);
        }
        StringWriter text = new StringWriter();
        StatementOutput output = new PrintedOutput(new PrintWriter(text), job -> {});
        StatementRunner runner = new StatementRunner(session, PrintedRowsTest.class.getClassLoader(), output);
        runner.run(SqlText.of(statements[statements.length - 1]));
        return text.toString().lines().toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            TRUE                                                                                 ; TRUE
            1.50                                                                                 ; 1.50
            CAST(1e10 AS DOUBLE)                                                                 ; 1.0E10
            DATE '2026-01-31'                                                                    ; 2026-01-31
            TIME '12:00:01'                                                                      ; 12:00:01
            TIMESTAMP '2026-01-31 12:00:00'                                                      ; 2026-01-31 12:00:00
            TIMESTAMP '2026-01-31 12:00:00.120'                                                  ; 2026-01-31 12:00:00.120
            CAST('2026-01-31 12:00:00' AS TIMESTAMP(6))                                          ; 2026-01-31 12:00:00.000000
            CAST('2026-01-31 12:00:00.5' AS TIMESTAMP_LTZ(3))                                    ; 2026-01-31 12:00:00.500
            CAST('ab' AS BYTES)                                                                  ; x'6162'
            INTERVAL '1' DAY                                                                     ; +1 00:00:00.000
            INTERVAL '3' MONTH                                                                   ; +0-03
            CAST(NULL AS INT)                                                                    ; <NULL>
            ARRAY[1, 2]                                                                          ; [1, 2]
            ROW(1, 'a', TRUE)                                                                    ; (1, a, TRUE)
            MAP['k', TIMESTAMP '2026-01-31 12:00:00']                                            ; {k=2026-01-31 12:00:00}
            ROW(CAST(NULL AS INT), ARRAY[TRUE, CAST(NULL AS BOOLEAN)])                           ; (NULL, [TRUE, NULL])
            """)
    void valuesAreTheTextsToWhichTheyAreCast(String expression, String text) throws Exception {
        assertThat(printed("streaming", "SELECT " + expression).get(3))
                .startsWith("| +I | ")
                .endsWith(" " + text + " |");
    }

    @Test
    void changesTellWhatTheyDo() throws Exception {
        assertThat(printed("streaming", "SELECT COUNT(*) AS n FROM (VALUES 1, 2)"))
                .containsExactly(
                        "+----+----------------------+",
                        "| op |                    n |",
                        "+----+----------------------+",
                        "| +I |                    1 |",
                        "| -U |                    1 |",
                        "| +U |                    2 |",
                        "+----+----------------------+",
                        "Received a total of 3 rows");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            SELECT COUNT(*), SUM(n), LISTAGG(s) FROM nothing                                 ; | 0 | <NULL> | <NULL> |
            SELECT COUNT(*), COUNT(DISTINCT n), MAX(n) FROM nothing WHERE n > 1              ; | 0 | 0 | <NULL> |
            SELECT COUNT(*) FROM nothing GROUP BY ()                                         ; | 0 |
            SELECT n, (SELECT COUNT(*) FROM nothing) FROM (VALUES (7)) AS v (n)              ; | 7 | 0 |
            SELECT SUM(c) FROM (SELECT s, COUNT(*) AS c FROM nothing GROUP BY s)             ; | <NULL> |
            SELECT COUNT(*) FROM (SELECT 1 FROM nothing UNION ALL SELECT COUNT(*) FROM nothing) ; | 1 |
            """)
    void aggregatesOfNothingAreARowOfABatch(String query, String row) throws Exception {
        String table = "CREATE TEMPORARY TABLE nothing (n INT, s STRING) WITH ('connector' = 'datagen',"
                + " 'number-of-rows' = '0')";

        assertThat(printed("batch", table, query).stream()
                        .filter(line -> line.startsWith("| ") && !line.contains("EXPR$"))
                        .map(line -> line.replaceAll(" +", " ")))
                .containsExactly(row);
    }

    @Test
    void rowsOfABatchAreASet() throws Exception {
        assertThat(printed("batch", "SELECT COUNT(*) AS n FROM (VALUES 1, 2)"))
                .containsExactly(
                        "+----------------------+",
                        "|                    n |",
                        "+----------------------+",
                        "|                    2 |",
                        "+----------------------+",
                        "1 row in set");
    }
}
