/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.data.ColumnBatch;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.Test;

/** Compiled expressions give what a naive interpreter gives, row by row, whatever the columns and the selection. */
class RandomExpressionsTest {

    private static final int SEEDS = 150;
    private static final int ROWS = 40;

    @Test
    void projectionsGiveWhatTheInterpreterGives() {
        forEachSeed(RandomExpressionsTest::project);
    }

    @Test
    void filtersKeepWhatTheInterpreterFindsTrue() {
        forEachSeed(RandomExpressionsTest::filter);
    }

    private static void forEachSeed(LongConsumer check) {
        // A fresh seed, too: what it finds is printed, and then belongs among the fixed ones.
        long fresh = Long.getLong("millrace.seed", System.nanoTime());
        for (long seed = 0; seed < SEEDS; seed++) {
            runWith(seed, check);
        }
        runWith(fresh, check);
    }

    private static void runWith(long seed, LongConsumer check) {
        try {
            check.accept(seed);
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("Fails for -Dmillrace.seed=" + seed, failure);
        }
    }

    private static ColumnBatch batch(RandomExpressions expressions, List<List<Object>> rows) {
        ColumnBatch batch = Columns.of(expressions.row(), rows);
        if (expressions.random().nextBoolean()) {
            int[] selection = new int[rows.size()];
            int selected = 0;
            for (int position = 0; position < rows.size(); position++) {
                if (expressions.random().nextInt(3) > 0) {
                    selection[selected++] = position;
                }
            }
            batch.selection = selection;
            batch.size = selected;
        }
        return batch;
    }

    private static void project(long seed) {
        RandomExpressions expressions = new RandomExpressions(seed);
        int depth = 1 + expressions.random().nextInt(5);
        List<RexNode> projections = List.of(
                expressions.expression(expressions.anyKind(), depth),
                expressions.expression(expressions.anyKind(), depth));
        ColumnBatch batch = batch(expressions, expressions.rows(ROWS));
        Calc calc = new Expressions(expressions.row(), ZoneOffset.UTC).compile(null, projections);
        List<List<Object>> expected = new ArrayList<>();
        try {
            for (List<Object> row : Columns.rows(batch)) {
                List<Object> values = new ArrayList<>();
                projections.forEach(projection -> values.add(new NaiveInterpreter(row).value(projection)));
                expected.add(values);
            }
        } catch (ArithmeticException divisionByZero) {
            assertThatThrownBy(() -> calc.apply(batch)).isInstanceOf(ArithmeticException.class);
            return;
        }
        assertThat(Columns.rows(calc.apply(batch))).as(projections.toString()).isEqualTo(expected);
    }

    private static void filter(long seed) {
        RandomExpressions expressions = new RandomExpressions(seed);
        RexNode condition = expressions.expression(
                SqlTypeName.BOOLEAN, 1 + expressions.random().nextInt(4));
        RexNode first = expressions.expression(SqlTypeName.BIGINT, 0);
        ColumnBatch batch = batch(expressions, expressions.rows(ROWS));
        List<List<Object>> expected = new ArrayList<>();
        try {
            for (List<Object> row : Columns.rows(batch)) {
                if (Boolean.TRUE.equals(new NaiveInterpreter(row).value(condition))) {
                    List<Object> values = new ArrayList<>();
                    values.add(new NaiveInterpreter(row).value(first));
                    expected.add(values);
                }
            }
        } catch (ArithmeticException divisionByZero) {
            // Whether it is reached depends on which conjunct is first to drop the row.
            return;
        }
        Calc calc = new Expressions(expressions.row(), ZoneOffset.UTC).compile(condition, List.of(first));
        assertThat(Columns.rows(calc.apply(batch))).as(condition.toString()).isEqualTo(expected);
    }
}
