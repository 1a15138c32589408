/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.data.RowKind;
import io.millrace.sql.type.SqlTypeFactory;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.Test;

class TemporalJoinTest {
    private final RelDataTypeFactory types = new SqlTypeFactory();
    private final RelDataType row = types.builder()
            .add("k", types.createSqlType(SqlTypeName.BIGINT))
            .add("t", types.createSqlType(SqlTypeName.TIMESTAMP, 3))
            .build();
    private final RelDataType pair = types.builder()
            .addAll(row.getFieldList())
            .addAll(row.getFieldList())
            .uniquify()
            .build();

    private OperatorHarness harness(boolean preserved) throws Exception {
        return new OperatorHarness(new TemporalJoinOperator(pair, side(preserved), side(false), null), row, row);
    }

    private IntervalSide side(boolean preserved) {
        return new IntervalSide(new JoinSide(row, List.of(0), List.of(false), preserved, false), 1, false);
    }

    @Test
    void aRowWaitsForTheVersionsUpToItsTime() throws Exception {
        OperatorHarness harness = harness(false);
        harness.send(1, RowKind.INSERT, 1L, 10L);
        harness.send(0, RowKind.INSERT, 1L, 30L);
        harness.send(0, RowKind.INSERT, 1L, 15L);
        harness.advanceTo(14);
        assertThat(harness.take()).isEmpty();
        harness.send(1, RowKind.UPDATE_AFTER, 1L, 20L);
        harness.advanceTo(40);
        assertThat(harness.take()).containsExactly("+I[1, 15, 1, 10]", "+I[1, 30, 1, 20]");
    }

    @Test
    void theLastVersionStaysAndWhatCameBeforeItGoes() throws Exception {
        OperatorHarness harness = harness(true);
        harness.send(1, RowKind.INSERT, 1L, 10L);
        harness.send(1, RowKind.UPDATE_AFTER, 1L, 20L);
        harness.advanceTo(50);
        harness.send(1, RowKind.UPDATE_AFTER, 1L, 60L);
        harness.send(0, RowKind.INSERT, 1L, 55L);
        harness.send(0, RowKind.INSERT, 1L, 15L); // late: its version is gone
        harness.advanceTo(70);
        assertThat(harness.take()).containsExactly("+I[1, 15, null, null]", "+I[1, 55, 1, 20]");
    }

    @Test
    void aDeletionEndsTheRow() throws Exception {
        OperatorHarness harness = harness(true);
        harness.send(1, RowKind.INSERT, 1L, 10L);
        harness.send(1, RowKind.DELETE, 1L, 20L);
        harness.send(0, RowKind.INSERT, 1L, 19L);
        harness.send(0, RowKind.DELETE, 1L, 20L);
        harness.advanceTo(Long.MAX_VALUE);
        assertThat(harness.take()).containsExactly("+I[1, 19, 1, 10]", "-D[1, 20, null, null]");
    }
}
