/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.SqlSession;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.plan.Statement;
import org.junit.jupiter.api.Test;

/** The state of windows is found again by a version of the query that sends late rows somewhere. */
class LateRowsStateTest {
    private static final String QUERY = "k, window_end, COUNT(*), SUM(n) FROM TABLE(TUMBLE(TABLE clicks,"
            + " DESCRIPTOR(ts), INTERVAL '4' SECOND)) WHERE n > 0 GROUP BY k, window_start, window_end";

    private static PhysicalNode windows(String select) {
        SqlSession session = new SqlSession();
        session.execute("CREATE TABLE clicks (k STRING, n BIGINT, more STRING, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)"
                + " WITH ('connector' = 'datagen');"
                + " CREATE TABLE late (more STRING, k STRING) WITH ('connector' = 'blackhole')");
        Statement.Query query =
                (Statement.Query) session.execute(select + QUERY).get(0);
        TableFactories factories = new TableFactories(LateRowsStateTest.class.getClassLoader());
        PhysicalNode node = new PhysicalPlanner(factories, session.options()).plan(query.plan());
        while (!(node instanceof WindowAggregateNode)) {
            node = node.input();
        }
        return node;
    }

    @Test
    void theStateOfWindowsIsTheSameWithTheHintAndWithout() {
        PhysicalNode hinted = windows("SELECT /*+ LATE_ROWS('late') */ ");
        PhysicalNode plain = windows("SELECT ");

        assertThat(hinted.late()).isNotNull();
        assertThat(plain.late()).isNull();
        assertThat(hinted.identity()).isEqualTo(plain.identity());
    }
}
