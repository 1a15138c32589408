/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.data.RowKind;
import io.millrace.sql.row.StateTypes;
import io.millrace.sql.type.SqlTypeFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Joins of several inputs that change leave what joins of the rows that are left give, computed naively. */
class MultiJoinTest {
    private static final int RUNS = 200;
    private static final int STEPS = 80;

    private final RelDataTypeFactory types = new SqlTypeFactory();
    private final RelDataType row = types.builder()
            .add("k", types.createTypeWithNullability(types.createSqlType(SqlTypeName.BIGINT), true))
            .add("v", types.createTypeWithNullability(types.createSqlType(SqlTypeName.INTEGER), true))
            .build();

    /**
     * A join to be tried.
     *
     * @param upserts for each input whether it has one row at most of each key, and is told of no more than what that becomes
     */
    private record Trial(List<Boolean> leftJoined, List<Boolean> changes, List<Boolean> upserts) {
        static Trial random(Random random) {
            List<Boolean> left = new ArrayList<>();
            List<Boolean> changes = new ArrayList<>();
            List<Boolean> upserts = new ArrayList<>();
            for (int input = 2 + random.nextInt(3); input > 0; input--) {
                left.add(!left.isEmpty() && random.nextBoolean());
                changes.add(random.nextInt(3) > 0);
                upserts.add(changes.get(changes.size() - 1) && random.nextBoolean());
            }
            return new Trial(left, changes, upserts);
        }
    }

    @Test
    void leavesWhatNaiveJoinsGive() throws Exception {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            Trial trial = Trial.random(random);
            OperatorHarness harness = harness(trial, true);
            List<List<List<@Nullable Object>>> rows = noRows(trial);
            for (int step = 0; step < STEPS; step++) {
                step(harness, rows, trial, random);
                if (step % 10 == 9) {
                    assertThat(new TreeMap<>(harness.table()))
                            .as("%s, seed %d, step %d", trial, seed, step)
                            .isEqualTo(naive(rows, trial));
                }
            }
            takeAllBack(harness, rows, trial);
            if (!trial.changes().contains(false)) {
                assertThat(harness.table()).as("%s, seed %d", trial, seed).isEmpty();
                assertThat(harness.keys()).as("%s, seed %d", trial, seed).isZero();
            }
        }
    }

    /** Whoever finds rows by the key of the join, as all inputs are found, has no need of what they were. */
    @Test
    void upsertsWhatNaiveJoinsGive() throws Exception {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            List<Boolean> left = List.of(false, random.nextBoolean(), random.nextBoolean());
            List<Boolean> all = List.of(true, true, true);
            Trial trial = new Trial(left, all, all);
            OperatorHarness harness = harness(trial, false);
            List<List<List<@Nullable Object>>> rows = noRows(trial);
            Map<String, String> upserted = new TreeMap<>();
            for (int step = 0; step < STEPS; step++) {
                step(harness, rows, trial, random);
                for (String change : harness.take()) {
                    assertThat(change).doesNotStartWith("-U");
                    String key = change.substring(3).split(",")[0];
                    if (change.startsWith("-")) {
                        upserted.remove(key);
                    } else {
                        upserted.put(key, change.substring(2));
                    }
                }
                assertThat(upserted.values())
                        .as("%s, seed %d, step %d", trial, seed, step)
                        .containsExactlyInAnyOrderElementsOf(naive(rows, trial).keySet());
            }
        }
    }

    private OperatorHarness harness(Trial trial, boolean updateBefore) throws Exception {
        List<JoinSide> sides = new ArrayList<>();
        RelDataTypeFactory.Builder output = types.builder();
        RelDataType[] inputs = new RelDataType[trial.leftJoined().size()];
        for (int input = 0; input < inputs.length; input++) {
            inputs[input] = row;
            output.addAll(row.getFieldList());
            sides.add(new JoinSide(
                    row,
                    StateTypes.row(row),
                    List.of(0),
                    List.of(false),
                    false,
                    !trial.changes().get(input),
                    trial.upserts().get(input),
                    0));
        }
        return new OperatorHarness(
                new MultiJoinOperator(output.uniquify().build(), sides, trial.leftJoined(), updateBefore), inputs);
    }

    private static List<List<List<@Nullable Object>>> noRows(Trial trial) {
        List<List<List<@Nullable Object>>> rows = new ArrayList<>();
        trial.leftJoined().forEach(input -> rows.add(new ArrayList<>()));
        return rows;
    }

    private static void step(
            OperatorHarness harness, List<List<List<@Nullable Object>>> rows, Trial trial, Random random)
            throws Exception {
        int input = random.nextInt(rows.size());
        List<List<@Nullable Object>> there = rows.get(input);
        if (trial.upserts().get(input)) {
            upsert(harness, input, there, random);
        } else if (trial.changes().get(input) && !there.isEmpty() && random.nextInt(5) < 2) {
            List<@Nullable Object> gone = there.remove(random.nextInt(there.size()));
            if (random.nextBoolean()) {
                harness.send(input, RowKind.DELETE, gone.toArray());
                return;
            }
            boolean keyStays = random.nextBoolean();
            List<@Nullable Object> comes =
                    Arrays.asList(keyStays ? gone.get(0) : key(random), (Object) random.nextInt(9));
            there.add(comes);
            harness.sendUpdate(input, gone.toArray(), comes.toArray());
        } else {
            List<@Nullable Object> comes = Arrays.asList(key(random), random.nextInt(9));
            there.add(comes);
            harness.send(input, RowKind.INSERT, comes.toArray());
        }
    }

    private static @Nullable Object key(Random random) {
        return random.nextInt(8) == 0 ? null : (Object) (long) random.nextInt(3);
    }

    private static void upsert(OperatorHarness harness, int input, List<List<@Nullable Object>> there, Random random)
            throws Exception {
        long key = random.nextInt(3);
        there.removeIf(known -> Objects.equals(known.get(0), key));
        if (random.nextInt(4) == 0) {
            harness.send(input, RowKind.DELETE, key, null);
            return;
        }
        List<@Nullable Object> comes = Arrays.asList(key, random.nextInt(9));
        there.add(comes);
        harness.send(input, random.nextBoolean() ? RowKind.UPDATE_AFTER : RowKind.INSERT, comes.toArray());
    }

    private static void takeAllBack(OperatorHarness harness, List<List<List<@Nullable Object>>> rows, Trial trial)
            throws Exception {
        for (int input = 0; input < rows.size() && !trial.changes().contains(false); input++) {
            for (List<@Nullable Object> each : rows.get(input)) {
                harness.send(input, RowKind.DELETE, each.toArray());
            }
        }
    }

    private static Map<String, Integer> naive(List<List<List<@Nullable Object>>> rows, Trial trial) {
        List<List<@Nullable Object>> joined = rows.get(0);
        for (int input = 1; input < rows.size(); input++) {
            List<List<@Nullable Object>> next = new ArrayList<>();
            for (List<@Nullable Object> one : joined) {
                int before = next.size();
                for (List<@Nullable Object> other : rows.get(input)) {
                    if (one.get(0) != null && Objects.equals(one.get(0), other.get(0))) {
                        next.add(together(one, other));
                    }
                }
                if (next.size() == before && trial.leftJoined().get(input)) {
                    next.add(together(one, Arrays.asList(null, null)));
                }
            }
            joined = next;
        }
        Map<String, Integer> table = new TreeMap<>();
        joined.forEach(each -> table.merge(each.toString(), 1, Integer::sum));
        return table;
    }

    private static List<@Nullable Object> together(List<@Nullable Object> one, List<@Nullable Object> other) {
        List<@Nullable Object> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }
}
