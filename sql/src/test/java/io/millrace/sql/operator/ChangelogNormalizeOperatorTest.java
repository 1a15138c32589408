/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.data.RowKind;
import io.millrace.sql.operator.OperatorRunner.Change;
import io.millrace.sql.row.StateTypes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of upserts over time. The key is the first column. */
class ChangelogNormalizeOperatorTest {
    private static final List<Integer> KEY = List.of(0);

    private static OperatorRunner normalize(long ttlMillis) throws Exception {
        return new OperatorRunner(
                new ChangelogNormalizeOperator(
                        RandomChanges.ROW, KEY, StateTypes.row(RandomChanges.ROW, KEY), true, ttlMillis),
                RandomChanges.ROW);
    }

    private static Change upsert(Object... values) {
        return Change.of(RowKind.UPDATE_AFTER, values);
    }

    @Test
    void updatesSayWhatWasAndDeletionsGiveTheWholeRow() throws Exception {
        OperatorRunner runner = normalize(0);
        runner.send(upsert(1L, 5, 0L), upsert(1L, 6, 1L), upsert(1L, 6, 1L), Change.delete(1L, null, 9L));

        assertThat(runner.emitted()).containsExactly("+I[1, 5, 0]", "-U[1, 5, 0]", "+U[1, 6, 1]", "-D[1, 6, 1]");
    }

    @Test
    void whatIsDeletedAndIsNotThereIsCounted() throws Exception {
        OperatorRunner runner = normalize(0);
        runner.send(Change.delete(1L, null, 0L), upsert(1L, 1, 0L), Change.delete(1L, 1, 0L), Change.delete(1L, 1, 0L));

        assertThat(runner.emitted()).containsExactly("+I[1, 1, 0]", "-D[1, 1, 0]");
        assertThat(runner.counted(KeyedColumnOperator.UNKNOWN)).isEqualTo(2);
    }

    @Test
    void changesThatComeTwiceAreMadeOnce() throws Exception {
        OperatorRunner runner = normalize(0);
        Change before = Change.of(RowKind.UPDATE_BEFORE, 1L, 1, 0L);
        runner.send(Change.insert(1L, 1, 0L), before, upsert(1L, 2, 0L), before, upsert(1L, 2, 0L));

        assertThat(runner.emitted()).containsExactly("+I[1, 1, 0]", "-U[1, 1, 0]", "+U[1, 2, 0]");
    }

    @Test
    void anIdleRowIsForgottenAndOneThatStaysAsItIsSaysSo() throws Exception {
        OperatorRunner runner = normalize(100);
        runner.send(upsert(1L, 5, 0L), upsert(2L, 7, 0L));
        runner.passTo(60);
        runner.send(upsert(1L, 5, 0L));
        runner.passTo(120);
        runner.send(upsert(1L, 6, 0L), upsert(2L, 8, 0L));

        assertThat(runner.emitted())
                .containsExactly(
                        "+I[1, 5, 0]",
                        "+I[2, 7, 0]",
                        "-U[1, 5, 0]",
                        "+U[1, 5, 0]",
                        "-U[1, 5, 0]",
                        "+U[1, 6, 0]",
                        "+I[2, 8, 0]");
    }
}
