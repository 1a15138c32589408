/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.data.ColumnBatch;
import io.millrace.metric.MetricGroup;
import io.millrace.sql.SqlSession;
import io.millrace.sql.plan.Statement;
import io.millrace.sql.table.functions.FunctionContext;
import io.millrace.sql.table.functions.ScalarFunction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.calcite.rel.core.Project;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Public, as a function that is called by its name must be. */
public class UserFunctionCallTest {
    private static final CalcContext CONTEXT = new CalcContext() {
        @Override
        public FunctionContext functions() {
            return new Nowhere();
        }

        @Override
        public long clockMillis() {
            return 0;
        }

        @Override
        public long seed() {
            return 0;
        }
    };

    private final SqlSession session = new SqlSession();

    private record Nowhere() implements FunctionContext {
        @Override
        public MetricGroup getMetricGroup() {
            throw new IllegalStateException("Nobody counts here");
        }

        @Override
        public String getJobParameter(String key, String defaultValue) {
            return defaultValue;
        }

        @Override
        public int getIndexOfThisSubtask() {
            return 0;
        }

        @Override
        public int getNumberOfParallelSubtasks() {
            return 1;
        }
    }

    /** Called by its name. */
    public static final class Sum extends ScalarFunction {
        public long eval(long a, Integer... more) {
            long sum = a;
            for (Integer each : more) {
                sum += each == null ? 100 : each;
            }
            return sum;
        }
    }

    /** Called by a handle. */
    static final class Tomorrow extends ScalarFunction {
        public @Nullable LocalDate eval(@Nullable LocalDate day) {
            return day == null ? null : day.plusDays(1);
        }
    }

    /** Counts how often it is called. */
    public static class Counted extends ScalarFunction {
        private static int calls;

        public long eval(long a) {
            calls++;
            return a;
        }
    }

    /** As it is, but gives something else each time, as far as anybody knows. */
    public static final class Dice extends Counted {
        @Override
        public boolean isDeterministic() {
            return false;
        }
    }

    @BeforeEach
    void register() {
        session.execute("CREATE FUNCTION counted AS '" + Counted.class.getName() + "'; CREATE FUNCTION dice AS '"
                + Dice.class.getName() + "'");
        session.execute("CREATE FUNCTION add_up AS '" + Sum.class.getName() + "'; CREATE FUNCTION tomorrow AS '"
                + Tomorrow.class.getName() + "'; CREATE TABLE t (a BIGINT NOT NULL, n INT, d DATE) WITH ('connector' ="
                + " 'datagen')");
    }

    private CalcFactory compile(String query) {
        Project plan = (Project) ((Statement.Query) session.execute(query).get(0)).plan();
        return new CalcCompiler(plan.getCluster().getTypeFactory(), ZoneOffset.UTC)
                .compile(plan.getInput().getRowType(), null, plan.getProjects());
    }

    private static ColumnBatch run(CalcFactory factory) {
        return factory.open(CONTEXT)
                .apply(new ColumnBatch(
                        new Object[] {new long[] {1, 2}, new int[] {10, 0}, new int[] {0, 0}},
                        new boolean[][] {null, {false, true}, {false, true}},
                        new long[2],
                        2));
    }

    @Test
    void publicFunctionsAreCalledByTheirNames() {
        CalcFactory factory = compile("SELECT add_up(a, n, 5), add_up(a) FROM t");

        assertThat(factory.source())
                .contains("private final " + Sum.class.getCanonicalName() + " f_")
                .contains(".eval(")
                .doesNotContain("MethodCall");
        ColumnBatch result = run(factory);
        assertThat(result.columns[0]).isEqualTo(new long[] {16, 107});
        assertThat(result.columns[1]).isEqualTo(new long[] {1, 2});
    }

    @Test
    void otherFunctionsAreCalledByHandles() {
        CalcFactory factory = compile("SELECT tomorrow(d) FROM t");

        assertThat(factory.source()).contains("MethodCall").doesNotContain("Tomorrow");
        ColumnBatch result = run(factory);
        assertThat(result.value(0, 0)).isEqualTo(1);
    }

    private int callsOf(String expression) {
        CalcFactory factory = compile("SELECT " + expression + " FROM t");
        Counted.calls = 0;
        run(factory);
        return Counted.calls;
    }

    @Test
    void whatAnExpressionNamesTwiceIsComputedOnce() {
        assertThat(callsOf("CASE counted(a) WHEN 5 THEN 'five' WHEN 7 THEN 'seven' ELSE 'other' END"))
                .isEqualTo(2);
        assertThat(callsOf("COALESCE(NULLIF(counted(a), 1), counted(a) * 10)")).isEqualTo(2);
        assertThat(callsOf("ROW(counted(a), counted(a) + 1, ARRAY[counted(a)])"))
                .isEqualTo(2);
    }

    @Test
    void whatIsComputedInOneBranchIsNotKnownInAnother() {
        assertThat(callsOf("CASE WHEN a = 1 THEN counted(a) * counted(a) ELSE counted(a) + 1 END"))
                .isEqualTo(2);
        assertThat(callsOf("(a > 1 AND counted(a) > 5) OR counted(a) > 6")).isEqualTo(3);
    }

    @Test
    void whatMayGiveSomethingElseEachTimeIsComputedEachTime() {
        assertThat(callsOf("CASE dice(a) WHEN 5 THEN 'five' WHEN 7 THEN 'seven' ELSE 'other' END"))
                .isEqualTo(4);
    }

    @Test
    void theyTravelWithWhatIsGenerated() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(compile("SELECT add_up(a, n) FROM t"));
            out.writeObject(compile("SELECT tomorrow(d), add_up(a) FROM t"));
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(run((CalcFactory) in.readObject()).columns[0]).isEqualTo(new long[] {11, 102});
            assertThat(run((CalcFactory) in.readObject()).value(0, 0)).isEqualTo(1);
        }
    }
}
