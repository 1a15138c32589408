/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.simulation.Outcome;
import io.millrace.simulation.Simulation;
import io.millrace.sql.SqlSession;
import io.millrace.sql.execution.Inserts;
import io.millrace.sql.row.Row;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the answers to the queries against Flink's, and against a recomputation where there is one: at parallelism 1 over
 * nested rows and at 2 over flat ones, and in simulated worlds in which the process dies now and then and goes on from a checkpoint.
 */
class QueryAnswersTest {
    private static final Events EVENTS = new Events(2_000, 80);
    private static final int CRASHES = 4;

    /**
     * Flink refuses q6; its q12 leaves out the windows that are open when the input ends; and the changes of its q9 lack the rows that are replaced, so that they make no
     * table.
     */
    private static boolean isAskedOfFlink(SqlQuery query) {
        return query != SqlQuery.Q6 && query != SqlQuery.Q9 && query != SqlQuery.Q12;
    }

    static Stream<SqlQuery> queriesThatFlinkRuns() {
        return Stream.of(SqlQuery.values()).filter(QueryAnswersTest::isAskedOfFlink);
    }

    static Stream<Arguments> runs() {
        return Stream.of(SqlQuery.values())
                .flatMap(query -> Stream.of(
                        Arguments.of(query, SourceTables.NESTED, 1), Arguments.of(query, SourceTables.FLAT, 2)));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void answersAreThoseOfFlinkAndOfARecomputation(SqlQuery query, SourceTables source, int parallelism)
            throws Exception {
        requireRight(query, MillraceAnswers.changes(query, source, EVENTS, parallelism));
    }

    static Stream<Arguments> worlds() {
        return Stream.of(SqlQuery.values())
                .flatMap(query -> Stream.of(SourceTables.values()).map(source -> Arguments.of(query, source)));
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void answersAreRightThoughTheProcessDies(SqlQuery query, SourceTables source) {
        List<Outcome> outcomes = Simulation.of((environment, connections) -> {
                    SqlSession session = MillraceAnswers.session(source, EVENTS);
                    Inserts.add(
                            environment,
                            session,
                            QueryAnswersTest.class.getClassLoader(),
                            "CREATE TABLE answer WITH ('connector' = 'ledger') AS " + SqlScripts.query(query));
                })
                .seeds(1 + source.ordinal(), 1)
                .crashes(CRASHES)
                .parallelism(2)
                .verify(outputs -> {
                    List<String> changes = outputs.<Row>rows(LedgerTableFactory.NAME).stream()
                            .map(Row::toString)
                            .toList();
                    requireRight(query, changes);
                });

        assertThat(outcomes.stream().mapToInt(Outcome::deaths).sum()).isPositive();
    }

    /** What the answers of Millrace are held against must itself be worth something. */
    @ParameterizedTest
    @MethodSource("queriesThatFlinkRuns")
    void inputGivesEveryQueryAnAnswer(SqlQuery query) {
        assertThat(FlinkAnswers.of(query, EVENTS)).isNotEmpty();
    }

    private static void requireRight(SqlQuery query, List<String> changes) {
        List<String> table = Changelog.applied(changes);
        List<String> answer = query == SqlQuery.Q12 ? Recomputed.bidsOfBidders(table) : table;
        Recomputed.of(query, EVENTS)
                .ifPresent(expected -> assertThat(answer).as("recomputed").isEqualTo(expected));
        if (isAskedOfFlink(query)) {
            assertThat(answer).as("by Flink").isEqualTo(FlinkAnswers.of(query, EVENTS));
        }
    }
}
