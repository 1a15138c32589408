/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.data.RowKind;
import io.millrace.sql.type.SqlTypeFactory;
import java.util.List;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.Test;

/** Rows match from 10 ms before to 5 ms after: {@code -10 <= left - right <= 5}. */
class IntervalJoinTest {
    private final RelDataTypeFactory types = new SqlTypeFactory();
    private final RelDataType row = types.builder()
            .add("k", types.createSqlType(SqlTypeName.BIGINT))
            .add("t", types.createSqlType(SqlTypeName.TIMESTAMP, 3))
            .build();

    private OperatorHarness harness(JoinRelType type) throws Exception {
        RelDataType pair = types.builder()
                .addAll(row.getFieldList())
                .addAll(row.getFieldList())
                .uniquify()
                .build();
        IntervalSide left = side(type.generatesNullsOnRight());
        IntervalSide right = side(type.generatesNullsOnLeft());
        return new OperatorHarness(
                new IntervalJoinOperator(type.projectsRight() ? pair : row, left, right, -10, 5, null, type), row, row);
    }

    private IntervalSide side(boolean preserved) {
        return new IntervalSide(new JoinSide(row, List.of(0), List.of(false), preserved, true), 1, false);
    }

    @Test
    void matchesUpToBothBounds() throws Exception {
        OperatorHarness harness = harness(JoinRelType.INNER);
        harness.send(0, RowKind.INSERT, 1L, 100L);
        for (long time : new long[] {94, 95, 110, 111}) {
            harness.send(1, RowKind.INSERT, 1L, time);
        }
        assertThat(harness.take()).containsExactly("+I[1, 100, 1, 95]", "+I[1, 100, 1, 110]");
        harness.send(0, RowKind.INSERT, 1L, 101L);
        assertThat(harness.take()).containsExactlyInAnyOrder("+I[1, 101, 1, 110]", "+I[1, 101, 1, 111]");
    }

    @Test
    void forgetsRowsThatNothingCanMatchAnyMore() throws Exception {
        OperatorHarness harness = harness(JoinRelType.INNER);
        harness.send(0, RowKind.INSERT, 1L, 100L);
        harness.send(1, RowKind.INSERT, 2L, 100L);
        harness.advanceTo(104);
        assertThat(harness.keys()).isEqualTo(2);
        harness.advanceTo(105);
        assertThat(harness.keys()).isEqualTo(1);
        harness.advanceTo(109);
        assertThat(harness.keys()).isEqualTo(1);
        harness.advanceTo(110);
        assertThat(harness.keys()).isZero();
    }

    @Test
    void tellsOfUnmatchedRowsWhenTheirTimeHasPassed() throws Exception {
        OperatorHarness harness = harness(JoinRelType.FULL);
        harness.send(0, RowKind.INSERT, 1L, 100L);
        harness.send(0, RowKind.INSERT, 1L, 200L);
        harness.send(1, RowKind.INSERT, 1L, 203L);
        harness.send(1, RowKind.INSERT, 3L, 101L);
        assertThat(harness.take()).containsExactly("+I[1, 200, 1, 203]");
        harness.advanceTo(109);
        assertThat(harness.take()).containsExactly("+I[null, null, 3, 101]");
        harness.advanceTo(110);
        assertThat(harness.take()).containsExactly("+I[1, 100, null, null]");
        harness.advanceTo(Long.MAX_VALUE);
        assertThat(harness.take()).isEmpty();
        assertThat(harness.keys()).isZero();
    }

    @Test
    void aLateRowThatNothingCanMatchComesOutAtOnce() throws Exception {
        OperatorHarness harness = harness(JoinRelType.LEFT);
        harness.advanceTo(500);
        harness.send(0, RowKind.INSERT, 1L, 100L);
        assertThat(harness.take()).containsExactly("+I[1, 100, null, null]");
        assertThat(harness.keys()).isZero();
    }

    @Test
    void holdsWatermarksBackByTheWidthOfTheBounds() throws Exception {
        OperatorHarness harness = harness(JoinRelType.LEFT);
        harness.advanceTo(500);
        harness.advanceTo(Long.MAX_VALUE);
        assertThat(harness.watermarks()).containsExactly(490L, Long.MAX_VALUE);
    }

    @Test
    void aSemiJoinTellsOfEachRowOnce() throws Exception {
        OperatorHarness harness = harness(JoinRelType.SEMI);
        harness.send(0, RowKind.INSERT, 1L, 100L);
        harness.send(1, RowKind.INSERT, 1L, 101L);
        harness.send(1, RowKind.INSERT, 1L, 102L);
        harness.send(0, RowKind.INSERT, 1L, 103L);
        assertThat(harness.take()).containsExactly("+I[1, 100]", "+I[1, 103]");
    }

    @Test
    void anAntiJoinWaitsUntilNoMatchCanCome() throws Exception {
        OperatorHarness harness = harness(JoinRelType.ANTI);
        harness.send(0, RowKind.INSERT, 1L, 100L);
        harness.send(0, RowKind.INSERT, 1L, 130L);
        harness.send(1, RowKind.INSERT, 1L, 101L);
        harness.advanceTo(139);
        assertThat(harness.take()).isEmpty();
        harness.advanceTo(140);
        assertThat(harness.take()).containsExactly("+I[1, 130]");
    }
}
