/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.aggregate.Aggregators;
import io.millrace.sql.operator.OperatorRunner.Change;
import io.millrace.sql.window.Emission;
import io.millrace.sql.window.WindowZone;
import io.millrace.sql.window.Windows;
import java.util.List;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.Test;

/** Windows that tell results before they are over, and after. The column {@code id} tells event time. */
class ChangingWindowOperatorTest {
    private static final RelDataType LONG = RandomChanges.type(SqlTypeName.BIGINT);
    private static final RelDataType ROW = RandomChanges.TYPES
            .builder()
            .add("k", LONG)
            .add("window_end", LONG)
            .add("sum", LONG)
            .build();

    private static OperatorRunner windows(Windows windows, Emission emission, boolean eventTime) throws Exception {
        AggregateCall sum = RandomChanges.aggregate(SqlStdOperatorTable.SUM, SqlTypeName.BIGINT);
        return new OperatorRunner(
                new ChangingWindowOperator(
                        ROW,
                        windows,
                        WindowZone.none(),
                        emission,
                        eventTime,
                        2,
                        List.of(0),
                        Aggregators.of(List.of(sum), RandomChanges.ROW, RandomChanges.ROW.getFieldNames(), true),
                        List.of("sum"),
                        new WindowOutput(List.of(0, WindowOutput.END), false),
                        true),
                RandomChanges.ROW);
    }

    @Test
    void whatChangesIsToldADelayAfterTheFirstChange() throws Exception {
        OperatorRunner runner = windows(Windows.tumble(1000, 0), new Emission(10, 0, 0), true);
        runner.passTo(100);
        runner.send(Change.insert(1L, 5, 20L), Change.insert(2L, 1, 30L), Change.insert(1L, 4, 1500L));
        runner.passTo(109);
        assertThat(runner.emitted()).isEmpty();
        runner.send(Change.insert(1L, 6, 40L));
        runner.passTo(110);
        assertThat(runner.emitted()).containsExactly("+I[1, 1000, 11]", "+I[2, 1000, 1]", "+I[1, 2000, 4]");

        runner.passTo(200);
        assertThat(runner.emitted()).as("nothing has changed").isEmpty();
        runner.send(Change.insert(1L, 7, 50L), Change.insert(2L, 0, 50L));
        runner.passTo(300);
        assertThat(runner.emitted()).containsExactly("-U[1, 1000, 11]", "+U[1, 1000, 18]");
    }

    @Test
    void theEndOfAWindowTellsWhatWasNotToldYetAndNoMore() throws Exception {
        OperatorRunner runner = windows(Windows.tumble(1000, 0), new Emission(10, 0, 0), true);
        runner.send(Change.insert(1L, 5, 20L), Change.insert(2L, 1, 30L));
        runner.passTo(50);
        runner.send(Change.insert(2L, 1, 30L), Change.insert(1L, 4, 1500L));
        assertThat(runner.emitted()).containsExactly("+I[1, 1000, 5]", "+I[2, 1000, 1]");

        runner.watermark(999);

        assertThat(runner.emitted()).containsExactly("-U[2, 1000, 1]", "+U[2, 1000, 2]");
        runner.send(Change.insert(1L, 5, 20L));
        runner.watermark(Long.MAX_VALUE);
        assertThat(runner.emitted()).containsExactly("+I[1, 2000, 4]");
        assertThat(runner.counted(LateSide.DROPPED)).isEqualTo(1);
    }

    @Test
    void lateChangesWaitForTheirDelayOrForTheWindowToBeForgotten() throws Exception {
        OperatorRunner runner = windows(Windows.tumble(1000, 0), new Emission(-1, 10, 500), true);
        runner.send(Change.insert(1L, 5, 20L));
        runner.passTo(5000);
        assertThat(runner.emitted()).as("nothing is early").isEmpty();
        runner.watermark(999);
        assertThat(runner.emitted()).containsExactly("+I[1, 1000, 5]");

        runner.send(Change.insert(1L, 1, 30L));
        runner.send(Change.insert(1L, 1, 30L));
        assertThat(runner.emitted()).isEmpty();
        runner.passTo(5010);
        assertThat(runner.emitted()).containsExactly("-U[1, 1000, 5]", "+U[1, 1000, 7]");

        runner.send(Change.insert(1L, 1, 30L));
        runner.watermark(1498);
        assertThat(runner.emitted()).isEmpty();
        runner.watermark(1499);
        assertThat(runner.emitted()).containsExactly("-U[1, 1000, 7]", "+U[1, 1000, 8]");
        runner.send(Change.insert(1L, 1, 30L));
        assertThat(runner.counted(LateSide.DROPPED)).isEqualTo(1);
    }

    @Test
    void aWindowWhoseRowsAreAllTakenBackIsTakenBack() throws Exception {
        OperatorRunner runner = windows(Windows.tumble(1000, 0), new Emission(0, 0, 500), true);
        runner.send(Change.insert(1L, 5, 20L), Change.delete(1L, 5, 20L));
        assertThat(runner.emitted()).containsExactly("+I[1, 1000, 5]", "-D[1, 1000, 5]");
        runner.send(Change.insert(1L, 6, 20L));
        runner.watermark(1200);
        runner.send(Change.delete(1L, 6, 20L));
        assertThat(runner.emitted()).containsExactly("+I[1, 1000, 6]", "-D[1, 1000, 6]");
    }

    @Test
    void windowsOfTheClockAreEarlyAndNeverLate() throws Exception {
        OperatorRunner runner = windows(Windows.tumble(1000, 0), new Emission(100, 0, 0), false);
        runner.passTo(850);
        runner.send(Change.insert(1L, 5, 0L));
        runner.passTo(960);
        assertThat(runner.emitted()).containsExactly("+I[1, 1000, 5]");
        runner.send(Change.insert(1L, 5, 0L));
        runner.passTo(1000);
        assertThat(runner.emitted()).containsExactly("-U[1, 1000, 5]", "+U[1, 1000, 10]");
        runner.send(Change.insert(1L, 2, 0L));
        runner.passTo(1100);
        assertThat(runner.emitted()).containsExactly("+I[1, 2000, 2]");
    }

    @Test
    void eachOfSeveralWindowsOfARowTellsItsOwnResult() throws Exception {
        OperatorRunner runner = windows(Windows.cumulate(20, 10, 0), new Emission(-1, 0, 5), true);
        runner.send(Change.insert(1L, 5, 3L), Change.insert(1L, 6, 13L));
        runner.watermark(9);
        assertThat(runner.emitted()).containsExactly("+I[1, 10, 5]");
        runner.send(Change.insert(1L, 1, 4L));
        assertThat(runner.emitted()).containsExactly("-U[1, 10, 5]", "+U[1, 10, 6]");
        runner.watermark(Long.MAX_VALUE);
        assertThat(runner.emitted()).containsExactly("+I[1, 20, 12]");
    }
}
