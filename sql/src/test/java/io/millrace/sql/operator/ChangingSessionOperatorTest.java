/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.aggregate.Aggregators;
import io.millrace.sql.operator.OperatorRunner.Change;
import io.millrace.sql.window.Emission;
import io.millrace.sql.window.WindowZone;
import java.util.List;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.Test;

/** Sessions, with a gap of 100 ms, that tell results before they are over, and after. The column {@code id} tells event time. */
class ChangingSessionOperatorTest {
    private static final RelDataType LONG = RandomChanges.type(SqlTypeName.BIGINT);
    private static final RelDataType ROW = RandomChanges.TYPES
            .builder()
            .add("k", LONG)
            .add("window_start", LONG)
            .add("window_end", LONG)
            .add("sum", LONG)
            .build();

    private static OperatorRunner sessions(Emission emission, boolean eventTime) throws Exception {
        AggregateCall sum = RandomChanges.aggregate(SqlStdOperatorTable.SUM, SqlTypeName.BIGINT);
        return new OperatorRunner(
                new ChangingSessionOperator(
                        ROW,
                        WindowZone.none(),
                        emission,
                        eventTime,
                        2,
                        100,
                        List.of(0),
                        Aggregators.of(List.of(sum), RandomChanges.ROW, RandomChanges.ROW.getFieldNames(), true),
                        List.of("sum"),
                        new WindowOutput(List.of(0, WindowOutput.START, WindowOutput.END), false)),
                RandomChanges.ROW);
    }

    @Test
    void aSessionThatBecomesLongerReplacesWhatWasTold() throws Exception {
        OperatorRunner runner = sessions(new Emission(0, 0, 0), true);
        runner.send(Change.insert(1L, 5, 20L));
        assertThat(runner.emitted()).containsExactly("+I[1, 20, 120, 5]");
        runner.send(Change.insert(1L, 6, 80L));
        assertThat(runner.emitted()).containsExactly("-D[1, 20, 120, 5]", "+I[1, 20, 180, 11]");
        runner.send(Change.insert(1L, 7, 50L));
        assertThat(runner.emitted()).as("no longer").containsExactly("-U[1, 20, 180, 11]", "+U[1, 20, 180, 18]");

        runner.watermark(Long.MAX_VALUE);
        assertThat(runner.emitted()).as("all was told").isEmpty();
    }

    @Test
    void ofTwoThatMeetOneIsTakenBackAndTheOtherToldAtOnce() throws Exception {
        OperatorRunner runner = sessions(new Emission(10, 0, 0), true);
        runner.send(Change.insert(1L, 5, 20L), Change.insert(1L, 6, 200L));
        runner.passTo(10);
        assertThat(runner.emitted()).containsExactlyInAnyOrder("+I[1, 20, 120, 5]", "+I[1, 200, 300, 6]");

        runner.send(Change.insert(1L, 1, 110L));

        assertThat(runner.emitted())
                .hasSize(3)
                .contains("-D[1, 20, 120, 5]", "-D[1, 200, 300, 6]")
                .endsWith("+I[1, 20, 300, 12]");
        runner.passTo(100);
        assertThat(runner.emitted()).isEmpty();
    }

    @Test
    void ofTwoThatMeetTheOneThatWasToldIsReplaced() throws Exception {
        OperatorRunner runner = sessions(new Emission(10, 0, 0), true);
        runner.send(Change.insert(1L, 5, 20L));
        runner.passTo(10);
        assertThat(runner.emitted()).containsExactly("+I[1, 20, 120, 5]");
        runner.send(Change.insert(1L, 6, 200L), Change.insert(1L, 1, 110L));
        assertThat(runner.emitted()).isEmpty();

        runner.passTo(20);

        assertThat(runner.emitted()).containsExactly("-D[1, 20, 120, 5]", "+I[1, 20, 300, 12]");
    }

    @Test
    void theEndOfASessionTellsWhatWasNotToldYet() throws Exception {
        OperatorRunner runner = sessions(new Emission(10, 0, 0), true);
        runner.send(Change.insert(1L, 5, 20L), Change.insert(1L, 6, 100L));
        runner.watermark(119);
        assertThat(runner.emitted()).as("it has become longer").isEmpty();
        runner.watermark(199);
        assertThat(runner.emitted()).containsExactly("+I[1, 20, 200, 11]");

        runner.send(Change.insert(1L, 7, 90L));
        assertThat(runner.counted(LateSide.DROPPED)).isEqualTo(1);
        runner.passTo(100);
        assertThat(runner.emitted()).isEmpty();
    }

    @Test
    void lateRowsMakeASessionThatIsOverLongerWhileItIsKept() throws Exception {
        OperatorRunner runner = sessions(new Emission(-1, 0, 500), true);
        runner.send(Change.insert(1L, 5, 20L));
        runner.passTo(1000);
        assertThat(runner.emitted()).as("nothing is early").isEmpty();
        runner.watermark(150);
        assertThat(runner.emitted()).containsExactly("+I[1, 20, 120, 5]");

        runner.send(Change.insert(1L, 6, 45L));
        assertThat(runner.emitted()).containsExactly("-D[1, 20, 120, 5]", "+I[1, 20, 145, 11]");
        runner.send(Change.insert(1L, 7, 130L));
        assertThat(runner.emitted()).as("it is open again").isEmpty();
        runner.watermark(229);
        assertThat(runner.emitted()).containsExactly("-D[1, 20, 145, 11]", "+I[1, 20, 230, 18]");

        runner.send(Change.insert(2L, 1, 10L));
        assertThat(runner.emitted()).as("over from the start").containsExactly("+I[2, 10, 110, 1]");
        runner.watermark(729);
        runner.send(Change.insert(1L, 1, 130L), Change.insert(2L, 1, 20L));
        assertThat(runner.emitted()).isEmpty();
        assertThat(runner.counted(LateSide.DROPPED)).isEqualTo(2);
    }

    @Test
    void lateChangesWaitForTheirDelayOrForTheSessionToBeForgotten() throws Exception {
        OperatorRunner runner = sessions(new Emission(-1, 10, 500), true);
        runner.send(Change.insert(1L, 5, 20L));
        runner.watermark(119);
        assertThat(runner.emitted()).containsExactly("+I[1, 20, 120, 5]");
        runner.send(Change.insert(1L, 1, 20L), Change.insert(1L, 1, 20L));
        assertThat(runner.emitted()).isEmpty();
        runner.passTo(10);
        assertThat(runner.emitted()).containsExactly("-U[1, 20, 120, 5]", "+U[1, 20, 120, 7]");

        runner.send(Change.insert(1L, 1, 20L));
        runner.watermark(618);
        assertThat(runner.emitted()).isEmpty();
        runner.watermark(619);
        assertThat(runner.emitted()).containsExactly("-U[1, 20, 120, 7]", "+U[1, 20, 120, 8]");
    }

    @Test
    void aSessionWhoseRowsAreAllTakenBackIsTakenBack() throws Exception {
        OperatorRunner runner = sessions(new Emission(0, 0, 0), true);
        runner.send(Change.insert(1L, 5, 20L), Change.delete(1L, 5, 20L));
        assertThat(runner.emitted()).containsExactly("+I[1, 20, 120, 5]", "-D[1, 20, 120, 5]");
        runner.watermark(Long.MAX_VALUE);
        assertThat(runner.emitted()).isEmpty();
    }

    @Test
    void sessionsOfTheClockAreToldEarly() throws Exception {
        OperatorRunner runner = sessions(new Emission(30, 0, 0), false);
        runner.passTo(1000);
        runner.send(Change.insert(1L, 5, 0L));
        runner.passTo(1029);
        assertThat(runner.emitted()).isEmpty();
        runner.passTo(1030);
        assertThat(runner.emitted()).containsExactly("+I[1, 1000, 1100, 5]");
        runner.passTo(1080);
        runner.send(Change.insert(1L, 6, 0L));
        runner.passTo(1110);
        assertThat(runner.emitted()).containsExactly("-D[1, 1000, 1100, 5]", "+I[1, 1000, 1180, 11]");
        runner.passTo(1300);
        assertThat(runner.emitted()).isEmpty();
    }
}
