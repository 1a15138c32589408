/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.SqlSession;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.plan.Statement;
import org.junit.jupiter.api.Test;

class JobBuilderTest {
    private static final String WINDOWS =
            "SELECT k FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '1' HOUR)) GROUP BY k, window_start, window_end";

    private static String plan(String first, String second) {
        SqlSession session = new SqlSession();
        session.execute("CREATE TABLE clicks (k STRING, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)"
                + " WITH ('connector' = 'datagen'); CREATE TABLE keys (k STRING) WITH ('connector' = 'blackhole')");
        JobBuilder job = new JobBuilder(new TableFactories(JobBuilderTest.class.getClassLoader()), session.options());
        Statement set = session.execute("EXECUTE STATEMENT SET BEGIN INSERT INTO keys " + first + "; INSERT INTO keys "
                        + second + "; END")
                .get(0);
        job.insert(((Statement.StatementSet) set).inserts());
        return job.environment().getExecutionPlan();
    }

    @Test
    void aTableIsReadOnceThoughOneOfTwoInsertsAsksForEventTime() {
        assertThat(plan("SELECT k FROM clicks", WINDOWS)).containsOnlyOnce("clicks");
        assertThat(plan(WINDOWS, "SELECT k FROM clicks")).containsOnlyOnce("clicks");
    }
}
