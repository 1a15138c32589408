/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.data.RowKind;
import io.millrace.operator.Operator;
import io.millrace.sql.codegen.CalcCompiler;
import io.millrace.sql.row.StateTypes;
import io.millrace.sql.type.SqlTypeFactory;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Joins of random changes leave what a join of the rows that are left gives, computed naively. */
class JoinTest {
    private static final int RUNS = 60;
    private static final int STEPS = 120;

    private final RelDataTypeFactory types = new SqlTypeFactory();
    private final RelDataType row = types.builder()
            .add("k", nullable(SqlTypeName.BIGINT))
            .add("v", nullable(SqlTypeName.INTEGER))
            .build();
    private final RelDataType pair = types.builder()
            .addAll(row.getFieldList())
            .addAll(row.getFieldList())
            .uniquify()
            .build();

    private RelDataType nullable(SqlTypeName name) {
        return types.createTypeWithNullability(types.createSqlType(name), true);
    }

    /**
     * A join to be tried.
     *
     * @param upserts for each input whether it has one row at most of each key, and is told of no more than what that becomes
     */
    private record Trial(
            JoinRelType type,
            boolean matchesNull,
            boolean hasCondition,
            boolean keyed,
            boolean changes,
            List<Boolean> upserts) {
        static Trial random(JoinRelType type, Random random) {
            boolean keyed = random.nextInt(4) > 0;
            boolean changes = random.nextBoolean();
            boolean mayUpsert = keyed && changes && type.projectsRight();
            return new Trial(
                    type,
                    random.nextBoolean(),
                    type != JoinRelType.INNER && random.nextBoolean(),
                    keyed,
                    changes,
                    List.of(mayUpsert && random.nextBoolean(), mayUpsert && random.nextBoolean()));
        }

        boolean matches(List<@Nullable Object> left, List<@Nullable Object> right) {
            Object one = left.get(0);
            Object other = right.get(0);
            boolean equal = !keyed || (Objects.equals(one, other) && (matchesNull || one != null));
            Integer less = (Integer) left.get(1);
            Integer more = (Integer) right.get(1);
            return equal && (!hasCondition || (less != null && more != null && less < more));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = JoinRelType.class,
            names = {"INNER", "LEFT", "RIGHT", "FULL", "SEMI", "ANTI"})
    void leavesWhatANaiveJoinGives(JoinRelType type) throws Exception {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            Trial trial = Trial.random(type, random);
            OperatorHarness harness = new OperatorHarness(operator(trial, true), row, row);
            List<List<List<@Nullable Object>>> rows = List.of(new ArrayList<>(), new ArrayList<>());
            for (int step = 0; step < STEPS; step++) {
                step(harness, rows, trial, random);
                if (step % 20 == 19) {
                    assertThat(new TreeMap<>(harness.table()))
                            .as("%s, seed %d, step %d", trial, seed, step)
                            .isEqualTo(naive(rows.get(0), rows.get(1), trial));
                }
            }
            takeAllBack(harness, rows, trial);
            if (trial.changes()) {
                assertThat(harness.table()).as("%s, seed %d", trial, seed).isEmpty();
                assertThat(harness.keys()).as("%s, seed %d", trial, seed).isZero();
            }
        }
    }

    private Operator operator(Trial trial, boolean updateBefore) {
        List<Integer> keys = trial.keyed() ? List.of(0) : List.of();
        List<Boolean> matchesNull = trial.keyed() ? List.of(trial.matchesNull()) : List.of();
        List<JoinSide> sides = new ArrayList<>();
        for (int input = 0; input < 2; input++) {
            boolean preserved = input == 0
                    ? trial.type().generatesNullsOnRight()
                    : trial.type().generatesNullsOnLeft();
            sides.add(new JoinSide(
                    row,
                    StateTypes.row(row),
                    keys,
                    matchesNull,
                    preserved,
                    !trial.changes(),
                    trial.upserts().get(input),
                    0));
        }
        JoinSide left = sides.get(0);
        JoinSide right = sides.get(1);
        PairCondition condition = trial.hasCondition() ? condition() : null;
        return trial.type().projectsRight()
                ? new JoinOperator(pair, left, right, condition, updateBefore)
                : new SemiJoinOperator(left, right, condition, trial.type() == JoinRelType.ANTI);
    }

    private PairCondition condition() {
        RexNode less = new RexBuilder(types)
                .makeCall(SqlStdOperatorTable.LESS_THAN, RexInputRef.of(1, pair), RexInputRef.of(3, pair));
        return PairCondition.of(less, pair, new CalcCompiler(types, ZoneOffset.UTC), types);
    }

    private static void step(
            OperatorHarness harness, List<List<List<@Nullable Object>>> rows, Trial trial, Random random)
            throws Exception {
        int input = random.nextInt(2);
        List<List<@Nullable Object>> there = rows.get(input);
        if (trial.upserts().get(input)) {
            upsert(harness, input, there, random);
        } else if (trial.changes() && !there.isEmpty() && random.nextInt(5) < 2) {
            List<@Nullable Object> gone = there.remove(random.nextInt(there.size()));
            RowKind kind = random.nextBoolean() ? RowKind.DELETE : RowKind.UPDATE_BEFORE;
            harness.send(input, kind, gone.toArray());
        } else {
            List<@Nullable Object> comes =
                    Arrays.asList(maybe((long) random.nextInt(4), random), maybe(random.nextInt(15), random));
            there.add(comes);
            harness.send(
                    input,
                    trial.changes() && random.nextBoolean() ? RowKind.UPDATE_AFTER : RowKind.INSERT,
                    comes.toArray());
        }
    }

    private static void upsert(OperatorHarness harness, int input, List<List<@Nullable Object>> there, Random random)
            throws Exception {
        long key = random.nextInt(4);
        there.removeIf(known -> Objects.equals(known.get(0), key));
        if (random.nextInt(4) == 0) {
            harness.send(input, RowKind.DELETE, key, null);
            return;
        }
        List<@Nullable Object> comes = Arrays.asList(key, maybe(random.nextInt(15), random));
        there.add(comes);
        harness.send(input, random.nextBoolean() ? RowKind.UPDATE_AFTER : RowKind.INSERT, comes.toArray());
    }

    private static @Nullable Object maybe(Object value, Random random) {
        return random.nextInt(8) == 0 ? null : value;
    }

    private static void takeAllBack(OperatorHarness harness, List<List<List<@Nullable Object>>> rows, Trial trial)
            throws Exception {
        for (int input = 0; input < 2 && trial.changes(); input++) {
            for (List<@Nullable Object> each : rows.get(input)) {
                harness.send(input, RowKind.DELETE, each.toArray());
            }
        }
    }

    private static Map<String, Integer> naive(
            List<List<@Nullable Object>> left, List<List<@Nullable Object>> right, Trial trial) {
        Map<String, Integer> result = new TreeMap<>();
        JoinRelType type = trial.type();
        List<@Nullable Object> none = Arrays.asList(null, null);
        for (List<@Nullable Object> one : left) {
            List<List<@Nullable Object>> matches =
                    right.stream().filter(other -> trial.matches(one, other)).toList();
            if (!type.projectsRight()) {
                if (matches.isEmpty() == (type == JoinRelType.ANTI)) {
                    result.merge(one.toString(), 1, Integer::sum);
                }
                continue;
            }
            matches.forEach(other -> result.merge(together(one, other), 1, Integer::sum));
            if (matches.isEmpty() && type.generatesNullsOnRight()) {
                result.merge(together(one, none), 1, Integer::sum);
            }
        }
        BiPredicate<List<@Nullable Object>, List<@Nullable Object>> matches = trial::matches;
        for (List<@Nullable Object> other : type.generatesNullsOnLeft() ? right : List.<List<@Nullable Object>>of()) {
            if (left.stream().noneMatch(one -> matches.test(one, other))) {
                result.merge(together(none, other), 1, Integer::sum);
            }
        }
        return result;
    }

    private static String together(List<@Nullable Object> left, List<@Nullable Object> right) {
        List<@Nullable Object> both = new ArrayList<>(left);
        both.addAll(right);
        return both.toString();
    }

    /** Whoever finds the pairs of two upserted inputs by the key of both has no need of what they were. */
    @ParameterizedTest
    @EnumSource(
            value = JoinRelType.class,
            names = {"INNER", "LEFT", "RIGHT", "FULL"})
    void upsertsWhatANaiveJoinGives(JoinRelType type) throws Exception {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            Trial trial = new Trial(
                    type, false, type != JoinRelType.INNER && random.nextBoolean(), true, true, List.of(true, true));
            OperatorHarness harness = new OperatorHarness(operator(trial, false), row, row);
            List<List<List<@Nullable Object>>> rows = List.of(new ArrayList<>(), new ArrayList<>());
            Map<String, String> upserted = new TreeMap<>();
            for (int step = 0; step < STEPS; step++) {
                step(harness, rows, trial, random);
                harness.take().forEach(change -> upsert(change, upserted));
                assertThat(upserted.values())
                        .as("%s, seed %d, step %d", trial, seed, step)
                        .containsExactlyInAnyOrderElementsOf(
                                naive(rows.get(0), rows.get(1), trial).keySet());
            }
        }
    }

    private static void upsert(String change, Map<String, String> upserted) {
        assertThat(change).doesNotStartWith("-U");
        String row = change.substring(2);
        String[] values = row.substring(1, row.length() - 1).split(", ");
        String key = values[0] + ", " + values[2];
        if (change.startsWith("-")) {
            upserted.remove(key);
        } else {
            upserted.put(key, row);
        }
    }
}
