/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.millrace;

import io.millrace.benchmarks.nexmark.LocalRun;
import io.millrace.benchmarks.nexmark.RunResult;
import io.millrace.benchmarks.nexmark.sql.ChecksumStatement;
import io.millrace.benchmarks.nexmark.sql.SourceTables;
import io.millrace.benchmarks.nexmark.sql.SqlQuery;
import io.millrace.benchmarks.nexmark.sql.SqlScripts;
import io.millrace.engine.LocalEngine;
import io.millrace.sql.SqlSession;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.execution.Inserts;
import io.millrace.stream.StreamExecutionEnvironment;
import java.util.Map;

/** Runs the queries in Millrace's SQL, in this JVM. */
public final class MillraceSqlEngine {

    /** As {@link io.millrace.benchmarks.nexmark.NexmarkEngine#run}. */
    public RunResult run(SqlQuery query, SourceTables tables, int parallelism, long events) throws Exception {
        SqlSession session = new SqlSession();
        session.options().set(SqlOptions.LOCAL_TIME_ZONE.key(), "UTC");
        session.execute(SqlScripts.tables(tables, Map.of("events.num", Long.toString(events))));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.withRunner(new LocalEngine()).setParallelism(parallelism);
        try (LocalRun run = LocalRun.open()) {
            Inserts.add(
                    environment, session, MillraceSqlEngine.class.getClassLoader(), ChecksumStatement.of(query, run));
            environment.execute("nexmark " + query.label());
            return run.result();
        }
    }
}
