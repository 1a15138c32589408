/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.Test;

class OverRowsOperatorTest {
    static final RowOrder ORDER = new RowOrder(List.of(new RowOrder.Key(1, false, true)));

    /** A function, and how it is computed from scratch. */
    record Checked(OverCall call, Naive naive) {}

    /** Computes the value for a row of a sorted partition. */
    interface Naive {
        Object value(List<List<Object>> partition, int row);
    }

    static OverCall aggregate(SqlAggFunction function, SqlTypeName type, OverFrame frame) {
        AggregateCall call = RandomChanges.aggregate(function, type);
        return new OverCall(OverCall.Function.AGGREGATE, call, frame, -1, 0, -1, RandomChanges.type(type));
    }

    static OverCall call(OverCall.Function function, SqlTypeName type, int argument, long number, int otherwise) {
        return new OverCall(
                function,
                null,
                new OverFrame(true, OverFrame.UNBOUNDED_PRECEDING, OverFrame.UNBOUNDED_FOLLOWING),
                argument,
                number,
                otherwise,
                RandomChanges.type(type));
    }

    /** SUM over the rows of a frame, each of which is looked at. */
    private static Checked sum(OverFrame frame) {
        return new Checked(aggregate(SqlStdOperatorTable.SUM, SqlTypeName.INTEGER, frame), (partition, row) -> {
            Integer sum = null;
            for (int other = 0; other < partition.size(); other++) {
                Integer value = (Integer) partition.get(other).get(1);
                if (value != null && isIn(frame, partition, row, other)) {
                    sum = (sum == null ? 0 : sum) + value;
                }
            }
            return sum;
        });
    }

    private static Checked maximum(OverFrame frame) {
        return new Checked(aggregate(SqlStdOperatorTable.MAX, SqlTypeName.INTEGER, frame), (partition, row) -> {
            Integer greatest = null;
            for (int other = 0; other < partition.size(); other++) {
                Integer value = (Integer) partition.get(other).get(1);
                if (value != null && isIn(frame, partition, row, other)) {
                    greatest = greatest == null ? value : Integer.valueOf(Math.max(greatest, value));
                }
            }
            return greatest;
        });
    }

    private static boolean isIn(OverFrame frame, List<List<Object>> partition, int row, int other) {
        if (frame.isRows()) {
            return isAtLeast(other - (long) row, frame.lower()) && isAtMost(other - (long) row, frame.upper());
        }
        Integer key = (Integer) partition.get(row).get(1);
        Integer otherKey = (Integer) partition.get(other).get(1);
        if (key == null || otherKey == null) {
            boolean peers = key == null && otherKey == null;
            return peers
                    || (otherKey == null && frame.lower() == OverFrame.UNBOUNDED_PRECEDING)
                    || (key == null && otherKey != null && frame.upper() == OverFrame.UNBOUNDED_FOLLOWING);
        }
        return isAtLeast(otherKey - (long) key, frame.lower()) && isAtMost(otherKey - (long) key, frame.upper());
    }

    private static boolean isAtLeast(long distance, long bound) {
        return distance >= bound;
    }

    private static boolean isAtMost(long distance, long bound) {
        return distance <= bound;
    }

    private static Checked rank(OverCall.Function function, Ranking ranking) {
        return new Checked(
                call(function, SqlTypeName.BIGINT, -1, 0, -1),
                (partition, row) -> NaivePartitions.ranks(partition, ranking)[row]);
    }

    private static Checked neighbour(OverCall.Function function, long distance, int otherwise) {
        return new Checked(call(function, SqlTypeName.INTEGER, 1, distance, otherwise), (partition, row) -> {
            int other = (int) (function == OverCall.Function.LAG ? row - distance : row + distance);
            return other >= 0 && other < partition.size()
                    ? partition.get(other).get(1)
                    : otherwise < 0 ? null : partition.get(row).get(otherwise);
        });
    }

    static List<Checked> functions() {
        List<Checked> functions = new ArrayList<>();
        long begin = OverFrame.UNBOUNDED_PRECEDING;
        long end = OverFrame.UNBOUNDED_FOLLOWING;
        for (boolean rows : new boolean[] {true, false}) {
            for (long[] bounds : new long[][] {
                {begin, 0}, {begin, end}, {0, end}, {0, 0}, {-2, 0}, {-1, 1}, {-3, -1}, {1, 2}, {begin, 1}, {-1, end}
            }) {
                functions.add(sum(new OverFrame(rows, bounds[0], bounds[1])));
                functions.add(maximum(new OverFrame(rows, bounds[0], bounds[1])));
            }
        }
        functions.add(rank(OverCall.Function.ROW_NUMBER, Ranking.ROW_NUMBER));
        functions.add(rank(OverCall.Function.RANK, Ranking.RANK));
        functions.add(rank(OverCall.Function.DENSE_RANK, Ranking.DENSE_RANK));
        functions.add(neighbour(OverCall.Function.LAG, 1, -1));
        functions.add(neighbour(OverCall.Function.LEAD, 2, 1));
        functions.add(neighbour(OverCall.Function.LAG, -1, 1));
        functions.add(new Checked(
                call(OverCall.Function.CUME_DIST, SqlTypeName.DOUBLE, -1, 0, -1),
                (partition, row) -> partition.stream()
                                .filter(other -> partition.indexOf(other) <= row
                                        || Objects.equals(
                                                other.get(1), partition.get(row).get(1)))
                                .count()
                        / (double) partition.size()));
        functions.add(new Checked(
                call(OverCall.Function.PERCENT_RANK, SqlTypeName.DOUBLE, -1, 0, -1),
                (partition, row) -> partition.size() == 1
                        ? 0.0
                        : (NaivePartitions.ranks(partition, Ranking.RANK)[row] - 1.0) / (partition.size() - 1)));
        functions.add(new Checked(
                call(OverCall.Function.NTILE, SqlTypeName.BIGINT, -1, 3, -1), OverRowsOperatorTest::naiveTile));
        return functions;
    }

    private static Object naiveTile(List<List<Object>> partition, int row) {
        int begin = 0;
        for (long tile = 1; ; tile++) {
            int rows = partition.size() / 3 + (tile <= partition.size() % 3 ? 1 : 0);
            if (row < begin + rows) {
                return tile;
            }
            begin += rows;
        }
    }

    @Test
    void resultsAreThoseOfComputingAnew() throws Exception {
        for (Checked function : functions()) {
            for (int seed = 0; seed < 6; seed++) {
                RandomChanges random = new RandomChanges(seed, true);
                OperatorRunner runner = new OperatorRunner(
                        new OverRowsOperator(
                                RandomChanges.with(function.call.type()),
                                RandomChanges.ROW,
                                List.of(0),
                                ORDER,
                                List.of(function.call),
                                0),
                        RandomChanges.ROW);
                Map<String, Integer> table = new TreeMap<>();
                for (int step = 0; step < 40; step++) {
                    runner.send(random.next());
                    OperatorRunner.apply(runner.emitted(), table);
                    assertThat(table)
                            .as("%s, seed %d, step %d", function.call, seed, step)
                            .isEqualTo(naive(random.present(), function.naive));
                }
            }
        }
    }

    static Map<String, Integer> naive(List<List<Object>> rows, Naive function) {
        Map<String, Integer> table = new TreeMap<>();
        for (List<List<Object>> partition : NaivePartitions.of(rows, false)) {
            for (int row = 0; row < partition.size(); row++) {
                List<Object> values = new ArrayList<>(partition.get(row));
                values.add(function.value(partition, row));
                table.merge(values.toString(), 1, Integer::sum);
            }
        }
        return table;
    }

    @Test
    void onlyWhatBecomesDifferentIsEmitted() throws Exception {
        OperatorRunner runner = new OperatorRunner(
                new OverRowsOperator(
                        RandomChanges.with(RandomChanges.type(SqlTypeName.INTEGER)),
                        RandomChanges.ROW,
                        List.of(0),
                        ORDER,
                        List.of(aggregate(SqlStdOperatorTable.SUM, SqlTypeName.INTEGER, new OverFrame(true, -1, 0))),
                        0),
                RandomChanges.ROW);
        for (int value = 0; value < 10; value++) {
            runner.send(OperatorRunner.Change.insert(1L, 2 * value, (long) value));
        }
        runner.emitted();
        runner.send(OperatorRunner.Change.insert(1L, 9, 99L));
        assertThat(runner.emitted()).containsExactly("+I[1, 9, 99, 17]", "-U[1, 10, 5, 18]", "+U[1, 10, 5, 19]");
    }
}
