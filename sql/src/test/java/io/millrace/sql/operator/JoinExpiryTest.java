/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.operator.OperatorRunner.Change;
import io.millrace.sql.row.StateTypes;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.junit.jupiter.api.Test;

/** Rows of joins with a time to live. The key is the first column of both inputs. */
class JoinExpiryTest {
    private static final RelDataType ROW = RandomChanges.ROW;
    private static final RelDataType PAIR = RandomChanges.TYPES
            .builder()
            .addAll(ROW.getFieldList())
            .addAll(ROW.getFieldList())
            .uniquify()
            .build();

    private static JoinSide side(boolean preserved, boolean appendOnly, long ttlMillis) {
        return new JoinSide(
                ROW, StateTypes.row(ROW), List.of(0), List.of(false), preserved, appendOnly, false, ttlMillis);
    }

    private static OperatorRunner join(JoinSide left, JoinSide right) throws Exception {
        return new OperatorRunner(new JoinOperator(PAIR, left, right, null, true), ROW);
    }

    @Test
    void eachRowExpiresSomeTimeAfterItCameHoweverManyOthersOfItsKeyCome() throws Exception {
        OperatorRunner join = join(side(false, true, 100), side(false, true, 100));
        join.send(Change.insert(1L, 10, 0L));
        join.passTo(60);
        join.send(Change.insert(1L, 11, 1L));
        join.sendTo(1, Change.insert(1L, 20, 2L));
        assertThat(join.emitted()).containsExactly("+I[1, 10, 0, 1, 20, 2]", "+I[1, 11, 1, 1, 20, 2]");

        join.passTo(100);
        join.sendTo(1, Change.insert(1L, 21, 3L));
        assertThat(join.emitted()).containsExactly("+I[1, 11, 1, 1, 21, 3]");
    }

    @Test
    void rowsOfSeveralInputsExpireEachByItsOwnTime() throws Exception {
        RelDataType three = RandomChanges.TYPES
                .builder()
                .addAll(PAIR.getFieldList())
                .addAll(ROW.getFieldList())
                .uniquify()
                .build();
        List<JoinSide> sides = List.of(side(false, true, 100), side(false, true, 0), side(false, false, 50));
        OperatorRunner join =
                new OperatorRunner(new MultiJoinOperator(three, sides, List.of(false, false, false), true), ROW);
        join.send(Change.insert(1L, 10, 0L));
        join.sendTo(1, Change.insert(1L, 20, 1L));
        join.sendTo(2, Change.insert(1L, 30, 2L));
        assertThat(join.emitted()).containsExactly("+I[1, 10, 0, 1, 20, 1, 1, 30, 2]");

        join.passTo(50);
        join.send(Change.insert(1L, 11, 3L));
        assertThat(join.emitted()).isEmpty();
        join.sendTo(2, Change.insert(1L, 31, 4L));
        assertThat(join.emitted())
                .containsExactly("+I[1, 10, 0, 1, 20, 1, 1, 31, 4]", "+I[1, 11, 3, 1, 20, 1, 1, 31, 4]");

        join.passTo(149);
        join.sendTo(2, Change.insert(1L, 32, 5L));
        assertThat(join.emitted()).containsExactly("+I[1, 11, 3, 1, 20, 1, 1, 32, 5]");
    }

    @Test
    void whatIsLeftOfAKeyIsForgottenInTheEnd() throws Exception {
        OperatorRunner join = join(side(true, true, 100), side(true, false, 50));
        join.send(Change.insert(1L, 10, 0L), Change.insert(2L, 10, 0L));
        join.sendTo(1, Change.insert(1L, 20, 2L), Change.insert(3L, 20, 2L), Change.delete(3L, 20, 2L));
        join.passTo(99);
        assertThat(join.keys()).isEqualTo(2);

        join.passTo(100);
        assertThat(join.keys()).isZero();
    }

    @Test
    void eachSideHasATimeOfItsOwnAndZeroIsForEver() throws Exception {
        OperatorRunner join = join(side(false, true, 0), side(false, true, 50));
        join.send(Change.insert(1L, 10, 0L));
        join.sendTo(1, Change.insert(1L, 20, 1L));
        join.emitted();

        join.passTo(1_000_000);
        join.send(Change.insert(1L, 11, 2L));
        assertThat(join.emitted()).isEmpty();
        join.sendTo(1, Change.insert(1L, 21, 3L));
        assertThat(join.emitted()).containsExactly("+I[1, 10, 0, 1, 21, 3]", "+I[1, 11, 2, 1, 21, 3]");
    }

    @Test
    void ofRowsThatHoldTheSameTheOldestIsTakenBack() throws Exception {
        OperatorRunner join = join(side(false, false, 100), side(false, false, 100));
        join.send(Change.insert(1L, 10, 0L));
        join.passTo(60);
        join.send(Change.insert(1L, 10, 0L), Change.insert(1L, 10, 0L), Change.delete(1L, 10, 0L));
        join.passTo(120);
        join.sendTo(1, Change.insert(1L, 20, 1L));

        assertThat(join.emitted()).containsExactly("+I[1, 10, 0, 1, 20, 1]", "+I[1, 10, 0, 1, 20, 1]");
    }

    @Test
    void aRowThatIsTakenBackAfterItHasExpiredChangesNothingThatIsKept() throws Exception {
        OperatorRunner join = join(side(false, false, 100), side(false, false, 0));
        join.send(Change.insert(1L, 10, 0L));
        join.passTo(100);
        join.send(Change.delete(1L, 10, 0L), Change.insert(1L, 11, 0L));
        join.sendTo(1, Change.insert(1L, 20, 1L));

        assertThat(join.emitted()).containsExactly("+I[1, 11, 0, 1, 20, 1]");
    }

    @Test
    void aRowWhoseMatchHasExpiredHasNone() throws Exception {
        OperatorRunner join = join(side(true, true, 0), side(false, true, 100));
        join.sendTo(1, Change.insert(1L, 20, 1L));
        join.send(Change.insert(1L, 10, 0L));
        join.passTo(100);
        join.send(Change.insert(1L, 11, 2L));

        assertThat(join.emitted()).containsExactly("+I[1, 10, 0, 1, 20, 1]", "+I[1, 11, 2, null, null, null]");
    }

    @Test
    void semiJoinsRenewAMatchWithEveryRow() throws Exception {
        OperatorRunner join = new OperatorRunner(
                new SemiJoinOperator(side(false, true, 0), side(false, true, 100), null, false), ROW);
        join.sendTo(1, Change.insert(1L, 20, 1L));
        join.passTo(60);
        join.sendTo(1, Change.insert(1L, 20, 1L));
        join.passTo(130);
        join.send(Change.insert(1L, 10, 0L));
        join.passTo(160);
        join.send(Change.insert(1L, 11, 2L));

        assertThat(join.emitted()).containsExactly("+I[1, 10, 0]");
    }
}
