/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.aggregate.Aggregators;
import io.millrace.sql.operator.OperatorRunner.Change;
import io.millrace.sql.row.StateTypes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.Test;

/** Operators that go by event time or by the clock. The column {@code id} tells event time. */
class TimedOperatorsTest {
    private static final EventTimeColumn TIME = new EventTimeColumn(2, false);
    private static final RowOrder BY_TIME = new RowOrder(List.of(new RowOrder.Key(2, false, true)));
    private static final OverCall SUM_OF_ALL = OverRowsOperatorTest.aggregate(
            SqlStdOperatorTable.SUM, SqlTypeName.INTEGER, new OverFrame(false, OverFrame.UNBOUNDED_PRECEDING, 0));

    private static OperatorRunner over(OverCall... calls) throws Exception {
        return new OperatorRunner(
                new OverTimeOperator(
                        RandomChanges.with(
                                List.of(calls).stream().map(OverCall::type).toArray(RelDataType[]::new)),
                        RandomChanges.ROW,
                        List.of(0),
                        TIME,
                        List.of(calls),
                        IntStream.range(0, calls.length)
                                .mapToObj(call -> "call-" + call)
                                .toList(),
                        null),
                RandomChanges.ROW);
    }

    @Test
    void rowsWaitForTheWatermarkAndThoseThatComeLaterAreCounted() throws Exception {
        OperatorRunner runner = over(SUM_OF_ALL);
        runner.send(Change.insert(1L, 5, 20L), Change.insert(1L, 3, 10L), Change.insert(1L, 4, 30L));
        assertThat(runner.emitted()).isEmpty();
        runner.watermark(20);
        assertThat(runner.emitted()).containsExactly("+I[1, 3, 10, 3]", "+I[1, 5, 20, 8]");
        runner.send(Change.insert(1L, 100, 20L), Change.insert(1L, 1, 21L));
        runner.watermark(Long.MAX_VALUE);
        assertThat(runner.emitted()).containsExactly("+I[1, 1, 21, 9]", "+I[1, 4, 30, 13]");
        assertThat(runner.counted(LateSide.DROPPED)).isEqualTo(1);
    }

    @Test
    void rowsOfOneTimeArePeersToARangeAndNotToRows() throws Exception {
        OperatorRunner runner = over(
                SUM_OF_ALL,
                OverRowsOperatorTest.aggregate(
                        SqlStdOperatorTable.SUM,
                        SqlTypeName.INTEGER,
                        new OverFrame(true, OverFrame.UNBOUNDED_PRECEDING, 0)),
                OverRowsOperatorTest.call(OverCall.Function.RANK, SqlTypeName.BIGINT, -1, 0, -1));
        runner.send(Change.insert(1L, 1, 10L), Change.insert(1L, 2, 10L), Change.insert(1L, 3, 11L));
        runner.watermark(11);
        assertThat(runner.emitted())
                .containsExactly("+I[1, 1, 10, 3, 1, 1]", "+I[1, 2, 10, 3, 3, 1]", "+I[1, 3, 11, 6, 6, 3]");
    }

    /** What is computed as time passes is what is computed of all rows at once. */
    @Test
    void framesAsTimePassesAreThoseOfTheWholePartition() throws Exception {
        for (OverRowsOperatorTest.Checked function : OverRowsOperatorTest.functions()) {
            if (!function.call().looksBack()) {
                continue;
            }
            for (int seed = 0; seed < 8; seed++) {
                List<Change> rows = rows(new Random(seed));
                OperatorRunner whole = new OperatorRunner(
                        new OverRowsOperator(
                                RandomChanges.with(function.call().type()),
                                RandomChanges.ROW,
                                List.of(0),
                                BY_TIME,
                                List.of(function.call()),
                                0),
                        RandomChanges.ROW);
                whole.send(rows);
                OperatorRunner passing = over(function.call());
                passByTime(passing, rows);
                Map<String, Integer> expected = new TreeMap<>();
                OperatorRunner.apply(whole.emitted(), expected);
                Map<String, Integer> actual = new TreeMap<>();
                OperatorRunner.apply(passing.emitted(), actual);
                assertThat(actual).as("%s, seed %d", function.call(), seed).isEqualTo(expected);
            }
        }
    }

    private static List<Change> rows(Random random) {
        List<Change> rows = new ArrayList<>();
        for (int row = 0; row < 300; row++) {
            rows.add(Change.insert(
                    (long) random.nextInt(2), random.nextInt(6) == 0 ? null : (Object) random.nextInt(50), (long)
                            (row / 2 + random.nextInt(5))));
        }
        return rows;
    }

    /** Sends rows that are at most 5 behind the latest, with a watermark that allows for that. */
    private static void passByTime(OperatorRunner runner, List<Change> rows) throws Exception {
        long latest = 0;
        for (int row = 0; row < rows.size(); row++) {
            latest = Math.max(latest, (Long) rows.get(row).values().get(2));
            runner.send(rows.get(row));
            if (row % 7 == 0) {
                runner.watermark(latest - 6);
            }
        }
        runner.watermark(Long.MAX_VALUE);
        assertThat(runner.counted(LateSide.DROPPED)).isZero();
    }

    private static TemporalSortOperator sort(List<Integer> keys) {
        return new TemporalSortOperator(
                RandomChanges.ROW, TIME, BY_TIME, keys, StateTypes.row(RandomChanges.ROW, keys));
    }

    @Test
    void rowsOfAKeyAreSortedByThemselves() throws Exception {
        OperatorRunner runner = new OperatorRunner(sort(List.of(0)), RandomChanges.ROW);
        runner.send(Change.insert(1L, 5, 30L), Change.insert(2L, 1, 20L), Change.insert(1L, 4, 10L));
        runner.watermark(25);
        assertThat(runner.emitted()).containsExactlyInAnyOrder("+I[1, 4, 10]", "+I[2, 1, 20]");
        runner.send(Change.insert(1L, 6, 26L), Change.insert(1L, 7, 25L));
        runner.watermark(Long.MAX_VALUE);
        assertThat(runner.emitted()).containsExactly("+I[1, 6, 26]", "+I[1, 5, 30]");
        assertThat(runner.counted(LateSide.DROPPED)).isEqualTo(1);
    }

    @Test
    void aStreamIsSortedAsTimePasses() throws Exception {
        OperatorRunner runner = new OperatorRunner(sort(List.of()), RandomChanges.ROW);
        runner.send(Change.insert(1L, 1, 30L), Change.insert(2L, 2, 10L), Change.insert(3L, 3, 20L));
        runner.watermark(20);
        assertThat(runner.emitted()).containsExactly("+I[2, 2, 10]", "+I[3, 3, 20]");
        runner.send(Change.insert(4L, 4, 15L), Change.insert(5L, 5, 25L));
        runner.watermark(Long.MAX_VALUE);
        assertThat(runner.emitted()).containsExactly("+I[5, 5, 25]", "+I[1, 1, 30]");
        assertThat(runner.counted(LateSide.DROPPED)).isEqualTo(1);
    }

    @Test
    void theFirstRowByEventTimeIsReplacedByAnEarlierOneThatComesLater() throws Exception {
        OperatorRunner runner = deduplicate(BY_TIME, false, 0);
        runner.send(Change.insert(1L, 1, 20L), Change.insert(1L, 2, 20L), Change.insert(1L, 3, 30L));
        assertThat(runner.emitted()).containsExactly("+I[1, 1, 20]");
        runner.send(Change.insert(1L, 4, 10L));
        assertThat(runner.emitted()).containsExactly("-U[1, 1, 20]", "+U[1, 4, 10]");
    }

    @Test
    void theLastRowByEventTimeIsNotReplacedByAnEarlierOne() throws Exception {
        OperatorRunner runner = deduplicate(BY_TIME, true, 0);
        runner.send(Change.insert(1L, 1, 20L), Change.insert(1L, 2, 10L));
        assertThat(runner.emitted()).containsExactly("+I[1, 1, 20]");
        runner.send(Change.insert(1L, 3, 20L));
        assertThat(runner.emitted()).containsExactly("-U[1, 1, 20]", "+U[1, 3, 20]");
    }

    @Test
    void rowsGoOnAsTheyAreWhereNobodyAsksWhatTheyWere() throws Exception {
        OperatorRunner runner = new OperatorRunner(
                new DeduplicateOperator(RandomChanges.ROW, List.of(0), BY_TIME, true, false, 0), RandomChanges.ROW);
        runner.send(
                Change.insert(1L, 1, 20L),
                Change.insert(2L, 1, 20L),
                Change.insert(1L, 2, 10L),
                Change.insert(1L, 3, 30L),
                Change.insert(1L, 3, 30L));
        assertThat(runner.emitted()).containsExactly("+I[1, 1, 20]", "+I[2, 1, 20]", "+U[1, 3, 30]");
        runner.send(Change.insert(2L, 2, 20L), Change.insert(3L, 1, 5L));
        assertThat(runner.emitted()).containsExactly("+U[2, 2, 20]", "+I[3, 1, 5]");
        runner.send(Change.insert(4L, 1, 5L));
        assertThat(runner.emitted()).containsExactly("+I[4, 1, 5]");
        runner.send(Change.insert(4L, 1, 4L));
        assertThat(runner.emitted()).isEmpty();
    }

    private static OperatorRunner deduplicate(RowOrder time, boolean keepsLast, long ttlMillis) throws Exception {
        return new OperatorRunner(
                new DeduplicateOperator(RandomChanges.ROW, List.of(0), time, keepsLast, true, ttlMillis),
                RandomChanges.ROW);
    }

    @Test
    void afterItsTimeToLiveAKeyIsNew() throws Exception {
        OperatorRunner runner = deduplicate(null, false, 100);
        runner.send(Change.insert(1L, 1, 1L));
        runner.passTo(99);
        runner.send(Change.insert(1L, 2, 2L));
        assertThat(runner.emitted()).containsExactly("+I[1, 1, 1]");
        runner.passTo(100);
        runner.send(Change.insert(1L, 3, 3L));
        assertThat(runner.emitted()).containsExactly("+I[1, 3, 3]");
    }

    private static OperatorRunner group(long ttlMillis, MiniBatch miniBatch) throws Exception {
        AggregateCall sum = OverRowsOperatorTest.aggregate(
                        SqlStdOperatorTable.SUM, SqlTypeName.INTEGER, new OverFrame(true, 0, 0))
                .aggregate();
        return new OperatorRunner(
                new GroupAggregateOperator(
                        RandomChanges.TYPES
                                .builder()
                                .add(RandomChanges.ROW.getFieldList().get(0))
                                .add("sum", sum.getType())
                                .build(),
                        List.of(0),
                        List.of(0),
                        StateTypes.row(RandomChanges.ROW, List.of(0)),
                        List.of(Aggregators.of(sum, RandomChanges.ROW, true)),
                        List.of("sum"),
                        GroupAggregateOperator.EACH_ROW,
                        true,
                        ttlMillis,
                        miniBatch,
                        false),
                RandomChanges.ROW);
    }

    @Test
    void aGroupBeginsAnewAfterItsTimeToLive() throws Exception {
        OperatorRunner runner = group(100, null);
        runner.send(Change.insert(1L, 1, 1L), Change.insert(2L, 1, 2L));
        runner.passTo(60);
        runner.send(Change.insert(1L, 1, 3L));
        runner.passTo(150);
        runner.emitted();
        runner.send(Change.insert(1L, 1, 4L), Change.insert(2L, 5, 5L), Change.delete(3L, 5, 6L));
        assertThat(runner.emitted()).containsExactly("-U[1, 2]", "+U[1, 3]", "+I[2, 5]");
    }

    @Test
    void gatheredChangesComeWhenThereAreEnoughOrItIsTimeOrASignalPasses() throws Exception {
        OperatorRunner runner = group(0, new MiniBatch(4, 50));
        runner.send(Change.insert(1L, 1, 1L), Change.insert(1L, 1, 2L), Change.insert(1L, 1, 3L));
        assertThat(runner.emitted()).isEmpty();
        runner.send(Change.insert(2L, 1, 4L));
        assertThat(runner.emitted()).containsExactly("+I[1, 3]", "+I[2, 1]");
        runner.send(Change.insert(2L, 1, 5L));
        runner.passTo(49);
        assertThat(runner.emitted()).isEmpty();
        runner.passTo(50);
        assertThat(runner.emitted()).containsExactly("-U[2, 1]", "+U[2, 2]");
        runner.send(Change.delete(2L, 1, 5L), Change.delete(2L, 1, 4L));
        runner.watermark(1);
        assertThat(runner.emitted()).containsExactly("-D[2, 2]");
    }

    @Test
    void gatheredChangesLeaveWhatSingleOnesDo() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            RandomChanges random = new RandomChanges(seed, true);
            OperatorRunner single = group(0, null);
            OperatorRunner gathered = group(0, new MiniBatch(1 + seed, 1000));
            for (int step = 0; step < 60; step++) {
                List<Change> changes = random.next();
                single.send(changes);
                gathered.send(changes);
            }
            gathered.watermark(1);
            List<String> fewer = gathered.emitted();
            List<String> more = single.emitted();
            Map<String, Integer> expected = new TreeMap<>();
            OperatorRunner.apply(more, expected);
            Map<String, Integer> actual = new TreeMap<>();
            OperatorRunner.apply(fewer, actual);
            assertThat(actual).isEqualTo(expected);
            assertThat(fewer).hasSizeLessThanOrEqualTo(more.size());
        }
    }

    @Test
    void whatEndsIsSortedAtItsEnd() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            boolean changes = seed % 2 == 0;
            RandomChanges random = new RandomChanges(seed, changes);
            long last = seed % 3 == 0 ? Long.MAX_VALUE : 7;
            OperatorRunner runner = new OperatorRunner(
                    new SortOperator(RandomChanges.ROW, OverRowsOperatorTest.ORDER, 2, last, changes),
                    RandomChanges.ROW);
            IntStream.range(0, 30).forEach(step -> runner.send(random.next()));
            runner.watermark(1000);
            assertThat(runner.emitted()).isEmpty();
            runner.watermark(Long.MAX_VALUE);
            assertThat(runner.emitted())
                    .isEqualTo(random.present().stream()
                            .sorted(Comparator.comparing(
                                    row -> (Integer) row.get(1),
                                    Comparator.nullsFirst(Comparator.<Integer>naturalOrder())))
                            .skip(1)
                            .limit(last - 1)
                            .map(row -> "+I" + row)
                            .toList());
        }
    }
}
