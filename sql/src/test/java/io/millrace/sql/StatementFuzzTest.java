/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.millrace.sql.parser.SqlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Breaks statements that are right, and sees that whoever wrote them is told where: never a failure of ours, and no name of a class. Another
 * seed and more runs by {@code -Dsql.fuzz.seed} and {@code -Dsql.fuzz.runs}.
 */
class StatementFuzzTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final long SEED = Long.getLong("sql.fuzz.seed", 20_260_101L);
    private static final int RUNS = Integer.getInteger("sql.fuzz.runs", 400);

    private static final Pattern INTERNAL =
            Pattern.compile("org\\.apache|java\\.|io\\.millrace|[a-z]Exception|[a-z]Error\\b|rel#\\d|null pointer");

    private static final List<String> WORDS = List.of(
            "SELECT",
            "FROM",
            "WHERE",
            "GROUP BY",
            "NULL",
            "(",
            ")",
            ",",
            ".",
            "*",
            "'x'",
            "1",
            "1.5",
            "`",
            "'",
            "AS",
            "JOIN",
            "ON",
            "orders",
            "id",
            "customer",
            "COUNT(*)",
            "SUM(id)",
            "CAST(",
            "INTERVAL '1' DAY",
            "OVER ()",
            "UNION ALL",
            "--",
            "/*",
            ";",
            "\"",
            "ORDER BY",
            "LIMIT",
            "NOT",
            "IN",
            "EXISTS",
            "VALUES",
            "ROW",
            "TABLE",
            "DESCRIPTOR(order_time)",
            "PROCTIME()",
            "MAX(proc)");

    @Test
    void brokenStatementsGiveErrorsWithAPlaceAndNothingElse() throws IOException {
        Random random = new Random(SEED);
        List<String> statements = statements();
        int wrong = 0;
        for (int run = 0; run < RUNS; run++) {
            String broken = broken(statements.get(random.nextInt(statements.size())), statements, random);
            wrong += run(broken, run);
        }
        assertThat(wrong)
                .as("how many statements were wrong, of %d with seed %d", RUNS, SEED)
                .isGreaterThan(RUNS / 4);
    }

    /** Returns 1 if the statement was wrong. */
    private static int run(String statement, int run) {
        String described = "seed " + SEED + ", run " + run + ":\n" + statement;
        SqlSession session = new SqlSession();
        session.execute(SETUP);
        try {
            session.execute(statement);
            return 0;
        } catch (SqlException e) {
            assertThat(e.line()).as(described).isPositive();
            assertThat(e.column()).as(described).isPositive();
            assertThat(e.getMessage()).as(described).doesNotContainPattern(INTERNAL);
            assertThat(e.render()).as(described).contains("^");
            return 1;
        } catch (RuntimeException | Error e) {
            return fail(described, e);
        }
    }

    private static final String SETUP = """
            CREATE TABLE orders (
              id BIGINT, customer STRING, amount DECIMAL(10, 2), quantity INT, order_time TIMESTAMP(3),
              total AS amount * quantity, proc AS PROCTIME(),
              WATERMARK FOR order_time AS order_time - INTERVAL '5' SECOND) WITH ('connector' = 'files');
            CREATE TABLE customers (name STRING, city STRING, PRIMARY KEY (name) NOT ENFORCED) WITH ('connector' = 'files');
            CREATE TABLE source (id INT, name STRING, price FLOAT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
              WITH ('connector' = 'files');
            CREATE TABLE sink (id BIGINT, name VARCHAR(20), price DOUBLE, ts TIMESTAMP(3), computed AS id + 1)
              WITH ('connector' = 'files');
            """;

    private static List<String> statements() throws IOException {
        List<String> statements = new ArrayList<>();
        try (Stream<Path> files = Files.list(GOLDEN)) {
            files.sorted().forEach(file -> GoldenFile.read(file).cases().stream()
                    .filter(each -> !each.kind().equals("error"))
                    .forEach(each -> statements.add(each.sql())));
        }
        return statements;
    }

    private static String broken(String statement, List<String> others, Random random) {
        String text = statement;
        int changes = 1 + random.nextInt(3);
        for (int change = 0; change < changes; change++) {
            int at = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), at + random.nextInt(12));
            String word = WORDS.get(random.nextInt(WORDS.size()));
            text = switch (random.nextInt(6)) {
                case 0 -> text.substring(0, at);
                case 1 -> text.substring(0, at) + text.substring(to);
                case 2 -> text.substring(0, at) + " " + word + " " + text.substring(at);
                case 3 -> text.substring(0, at) + word + text.substring(to);
                case 4 -> swapped(text, random);
                default ->
                    text.substring(0, at)
                            + piece(others.get(random.nextInt(others.size())), random)
                            + text.substring(at);
            };
        }
        return text;
    }

    private static String swapped(String text, Random random) {
        String[] words = text.split(" ", -1);
        int one = random.nextInt(words.length);
        int other = random.nextInt(words.length);
        String kept = words[one];
        words[one] = words[other];
        words[other] = kept;
        return String.join(" ", words);
    }

    private static String piece(String text, Random random) {
        int from = random.nextInt(text.length());
        return text.substring(from, Math.min(text.length(), from + random.nextInt(20)));
    }
}
