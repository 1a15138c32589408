/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.operator.OperatorRunner.Change;
import io.millrace.sql.row.StateTypes;
import io.millrace.sql.window.Emission;
import io.millrace.sql.window.WindowZone;
import io.millrace.sql.window.Windows;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What operators of windows do with rows that come too late. The column {@code id} tells event time, or the end of the window. */
class LateRowsTest {
    private static final RelDataType LONG = RandomChanges.type(SqlTypeName.BIGINT);
    private static final WindowOutput END = new WindowOutput(List.of(0, WindowOutput.END), false);
    private static final TopNOperator.Spec FIRST = new TopNOperator.Spec(
            List.of(0, 2), new RowOrder(List.of(new RowOrder.Key(1, false, true))), Ranking.ROW_NUMBER, 1, 1, false);
    private static final WindowJoinOperator.Spec PAIRS =
            new WindowJoinOperator.Spec(JoinRelType.INNER, List.of(0), List.of(0), List.of(false), List.of(2, 2), 3, 3);

    static Stream<Map.Entry<String, Supplier<WindowingOperator>>> operators() {
        RelDataType row = RandomChanges.with();
        RelDataType pair = RandomChanges.with(LONG, RandomChanges.type(SqlTypeName.INTEGER), LONG);
        RelDataType output = RandomChanges.TYPES
                .builder()
                .add("k", LONG)
                .add("window_end", LONG)
                .build();
        RelDataType windowed = RandomChanges.with(LONG, LONG, LONG);
        WindowZone zone = WindowZone.none();
        return Stream.of(
                Map.entry(
                        "aggregates",
                        () -> new WindowAggregateOperator(
                                output, Windows.tumble(10, 0), zone, true, 2, List.of(0), List.of(), List.of(), END)),
                Map.entry(
                        "overlapping windows",
                        () -> new WindowAggregateOperator(
                                output, Windows.hop(10, 5, 0), zone, true, 2, List.of(0), List.of(), List.of(), END)),
                Map.entry(
                        "aggregates that change",
                        () -> new ChangingWindowOperator(
                                output,
                                Windows.tumble(5, 0),
                                zone,
                                new Emission(0, 0, 5),
                                true,
                                2,
                                List.of(0),
                                List.of(),
                                List.of(),
                                END,
                                true)),
                Map.entry(
                        "sessions",
                        () -> new SessionAggregateOperator(
                                output, zone, true, 2, 5, List.of(0), List.of(), List.of(), END)),
                Map.entry(
                        "rows of sessions",
                        () -> new SessionTableOperator(windowed, zone, true, 2, 5, List.of(0), false)),
                Map.entry("first rows", () -> new WindowTopNOperator(row, zone, FIRST, List.of(0), 2)),
                Map.entry(
                        "joins",
                        () -> new WindowJoinOperator(
                                pair, zone, PAIRS, List.of(StateTypes.row(row), StateTypes.row(row)), null)));
    }

    private static OperatorRunner withLateRow(WindowingOperator operator) throws Exception {
        OperatorRunner runner = new OperatorRunner(operator, RandomChanges.ROW);
        runner.send(Change.insert(1L, 5, 2L), Change.insert(2L, 6, 40L));
        runner.watermark(30);
        runner.send(Change.insert(1L, 7, 3L), Change.insert(2L, 8, 39L));
        return runner;
    }

    @ParameterizedTest
    @MethodSource("operators")
    void rowsThatNoTableTakesAreCounted(Map.Entry<String, Supplier<WindowingOperator>> operator) throws Exception {
        OperatorRunner runner = withLateRow(operator.getValue().get());

        assertThat(runner.counted(LateSide.DROPPED)).isEqualTo(1);
        assertThat(runner.late()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operators")
    void rowsThatATableTakesLeaveByTheSide(Map.Entry<String, Supplier<WindowingOperator>> operator) throws Exception {
        OperatorRunner runner = withLateRow(operator.getValue().get().sendingLate(List.of(1, 2)));

        assertThat(runner.late()).containsExactly("+I[7, 3]");
        assertThat(runner.counted(LateSide.DROPPED)).isZero();
    }
}
