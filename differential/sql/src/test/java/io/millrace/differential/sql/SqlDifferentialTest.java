/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.differential.sql.draw.DrawnCase;
import io.millrace.differential.sql.draw.Shapes;
import io.millrace.differential.sql.millrace.MillraceQueries;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SqlDifferentialTest {
    /** In each build, other ones each time. */
    private static final long QUERIES = 60;

    private static final int MOST_DIFFERENCES = Integer.getInteger("millrace.sql.differences", 1);

    private static SqlDifferential differential;

    @BeforeAll
    static void startFlink() throws Exception {
        differential = new SqlDifferential();
    }

    @AfterAll
    static void stopFlink() throws Exception {
        differential.close();
    }

    @Test
    void givesTheTablesOfFlink() throws Exception {
        long asked = Long.getLong("millrace.sql.queries", 0);
        long seed = Long.getLong("millrace.sql.seed", 0);
        long queries = asked == 0 ? QUERIES : asked;
        long first = seed == 0 ? System.nanoTime() >>> 8 : seed;

        List<Difference> differences = differential.run(
                drawing(), first, queries, System.nanoTime() + TimeUnit.DAYS.toNanos(1), MOST_DIFFERENCES);

        System.out.println("SQL differential test from seed " + first + ": " + differential.summary());
        if (asked > 0) {
            System.out.println(differential.details());
        }
        if (!differences.isEmpty()) {
            throw new AssertionError(describe(differences));
        }
    }

    /** Of all shapes, or of the one that {@code millrace.sql.shape} names. */
    private static LongFunction<DrawnCase> drawing() {
        String shape = System.getProperty("millrace.sql.shape", "");
        return shape.isEmpty() ? DrawnCase::of : seed -> DrawnCase.of(shape, seed);
    }

    private static String describe(List<Difference> differences) throws Exception {
        StringBuilder text = new StringBuilder("The first of " + differences.size() + ": " + differences.get(0));
        for (Difference difference : differences) {
            text.append("\nThe smallest of its kind: ").append(differential.shrink(difference));
        }
        return text.toString();
    }

    @Test
    void drawsQueriesOfEveryShapeThatFlinkRuns() throws Exception {
        List<DrawnCase> cases =
                Shapes.names().stream().map(shape -> DrawnCase.of(shape, 3)).toList();

        List<Answer> answers = differential.flink(cases);

        assertThat(answers.stream().filter(answer -> !(answer instanceof Answer.Rows)))
                .as("what Flink refuses, or fails on")
                .hasSizeLessThan(4);
    }

    @Test
    void seesARowThatIsWrong() throws Exception {
        DrawnCase drawn = DrawnCase.of("union-all", 3);
        Answer.Rows expected = (Answer.Rows) differential.flink(List.of(drawn)).get(0);
        Answer.Rows found = (Answer.Rows) new MillraceQueries().run(drawn.query(), 2, Map.of());
        assertThat(found.rows()).isNotEmpty();
        assertThat(Comparison.of(found, expected, true)).isNull();

        Answer.Rows wrong = new Answer.Rows(
                found.types(), found.rows().subList(1, found.rows().size()));

        assertThat(Comparison.of(wrong, expected, true))
                .contains("Flink alone has [1 x " + found.rows().get(0) + "]");
    }

    @Test
    void drawsTheSameQueryFromTheSameSeed() {
        for (long seed = 0; seed < 200; seed++) {
            assertThat(DrawnCase.of(seed)).hasToString(DrawnCase.of(seed).toString());
        }
    }

    @Test
    void makesQueriesSmallerThatAreNotTheSame() {
        for (long seed = 0; seed < 100; seed++) {
            DrawnCase drawn = DrawnCase.of(seed);
            assertThat(drawn.simpler())
                    .isNotEmpty()
                    .allMatch(each -> each.query().shape().equals(drawn.query().shape()));
        }
    }
}
