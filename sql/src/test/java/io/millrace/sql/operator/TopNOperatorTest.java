/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.data.RowKind;
import io.millrace.sql.operator.OperatorRunner.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopNOperatorTest {
    private static final RowOrder ASCENDING = new RowOrder(List.of(new RowOrder.Key(1, false, true)));
    private static final RowOrder DESCENDING = new RowOrder(List.of(new RowOrder.Key(1, true, false)));

    private static TopNOperator.Spec spec(RowOrder order, Ranking ranking, long first, long last, boolean showsRank) {
        return new TopNOperator.Spec(List.of(0), order, ranking, first, last, showsRank);
    }

    private static OperatorRunner run(TopNOperator.Spec spec, boolean retracts, long ttlMillis) throws Exception {
        RelDataType row =
                spec.showsRank() ? RandomChanges.with(RandomChanges.type(SqlTypeName.BIGINT)) : RandomChanges.ROW;
        return new OperatorRunner(new TopNOperator(row, spec, retracts, true, ttlMillis), RandomChanges.ROW);
    }

    @ParameterizedTest
    @EnumSource(Ranking.class)
    void resultsAreThoseOfSortingAnew(Ranking ranking) throws Exception {
        for (int seed = 0; seed < 60; seed++) {
            boolean changes = seed % 2 == 0;
            boolean showsRank = seed % 4 < 2;
            boolean descending = seed % 3 == 0;
            long first = 1L + seed % 5 / 3;
            long last = first + seed % 3;
            RandomChanges random = new RandomChanges(seed, changes);
            OperatorRunner runner =
                    run(spec(descending ? DESCENDING : ASCENDING, ranking, first, last, showsRank), changes, 0);
            Map<String, Integer> table = new TreeMap<>();
            for (int step = 0; step < 40; step++) {
                runner.send(random.next());
                OperatorRunner.apply(runner.emitted(), table);
                assertThat(table)
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(naive(random.present(), ranking, descending, first, last, showsRank));
            }
        }
    }

    private static Map<String, Integer> naive(
            List<List<Object>> rows, Ranking ranking, boolean descending, long first, long last, boolean showsRank) {
        Map<String, Integer> table = new TreeMap<>();
        for (List<List<Object>> partition : NaivePartitions.of(rows, descending)) {
            long[] ranks = NaivePartitions.ranks(partition, ranking);
            for (int row = 0; row < ranks.length; row++) {
                if (ranks[row] >= first && ranks[row] <= last) {
                    List<Object> values = new ArrayList<>(partition.get(row));
                    if (showsRank) {
                        values.add(ranks[row]);
                    }
                    table.merge(values.toString(), 1, Integer::sum);
                }
            }
        }
        return table;
    }

    @Test
    void aRowThatIsBeyondTheRanksEmitsNothing() throws Exception {
        OperatorRunner runner = run(spec(ASCENDING, Ranking.ROW_NUMBER, 1, 2, false), false, 0);
        runner.send(Change.insert(1L, 1, 1L), Change.insert(1L, 1, 2L));
        runner.emitted();
        runner.send(Change.insert(1L, 1, 3L), Change.insert(1L, 5, 4L));
        assertThat(runner.emitted()).isEmpty();
    }

    @Test
    void anUpdateWithinTheRanksIsOneUpdate() throws Exception {
        OperatorRunner runner = run(spec(ASCENDING, Ranking.ROW_NUMBER, 1, 2, false), true, 0);
        runner.send(Change.insert(1L, 1, 1L), Change.insert(1L, 3, 2L), Change.insert(1L, 4, 3L));
        runner.emitted();
        runner.send(Change.of(RowKind.UPDATE_BEFORE, 1L, 3, 2L), Change.of(RowKind.UPDATE_AFTER, 1L, 2, 2L));
        assertThat(runner.emitted()).containsExactly("-U[1, 3, 2]", "+U[1, 2, 2]");
    }

    @Test
    void theNextRowMovesUpWhereOneIsDeleted() throws Exception {
        OperatorRunner runner = run(spec(ASCENDING, Ranking.ROW_NUMBER, 1, 2, true), true, 0);
        runner.send(Change.insert(1L, 1, 1L), Change.insert(1L, 2, 2L), Change.insert(1L, 3, 3L));
        runner.emitted();
        runner.send(Change.delete(1L, 1, 1L));
        assertThat(runner.emitted())
                .containsExactly("-U[1, 1, 1, 1]", "+U[1, 2, 2, 1]", "-U[1, 2, 2, 2]", "+U[1, 3, 3, 2]");
        runner.send(Change.delete(1L, 2, 2L));
        assertThat(runner.emitted()).containsExactly("-U[1, 2, 2, 1]", "+U[1, 3, 3, 1]", "-D[1, 3, 3, 2]");
    }

    @Test
    void whatIsTakenBackAndWasNeverThereIsLeftOut() throws Exception {
        OperatorRunner runner = run(spec(ASCENDING, Ranking.ROW_NUMBER, 1, 2, true), true, 0);
        runner.send(Change.delete(1L, 1, 1L));
        assertThat(runner.emitted()).isEmpty();
        assertThat(runner.counted(KeyedColumnOperator.UNKNOWN)).isEqualTo(1);
    }

    @Test
    void anIdlePartitionIsForgotten() throws Exception {
        OperatorRunner runner = run(spec(ASCENDING, Ranking.ROW_NUMBER, 1, 1, false), false, 100);
        runner.send(Change.insert(1L, 1, 1L), Change.insert(2L, 1, 2L));
        runner.passTo(60);
        runner.send(Change.insert(1L, 0, 3L));
        runner.passTo(120);
        runner.emitted();
        runner.send(Change.insert(1L, 5, 4L), Change.insert(2L, 5, 5L));
        assertThat(runner.emitted()).containsExactly("+I[2, 5, 5]");
    }
}
