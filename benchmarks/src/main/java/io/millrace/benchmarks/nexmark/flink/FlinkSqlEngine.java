/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import io.millrace.benchmarks.nexmark.LocalRun;
import io.millrace.benchmarks.nexmark.RunResult;
import io.millrace.benchmarks.nexmark.sql.ChecksumStatement;
import io.millrace.benchmarks.nexmark.sql.SourceTables;
import io.millrace.benchmarks.nexmark.sql.SqlQuery;
import io.millrace.benchmarks.nexmark.sql.SqlScripts;
import java.util.Map;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** Runs the queries in Flink's SQL, in a local environment: hash maps for state, and objects reused. */
public final class FlinkSqlEngine {

    private final boolean miniBatch;

    /** @param miniBatch whether Flink gathers rows before it aggregates them */
    public FlinkSqlEngine(boolean miniBatch) {
        this.miniBatch = miniBatch;
    }

    /** As {@link io.millrace.benchmarks.nexmark.NexmarkEngine#run}. */
    public RunResult run(SqlQuery query, SourceTables tables, int parallelism, long events) throws Exception {
        StreamTableEnvironment environment = FlinkSql.environment(parallelism, miniBatch);
        FlinkSql.define(environment, SqlScripts.tables(tables, Map.of("events.num", Long.toString(events))));
        try (LocalRun run = LocalRun.open()) {
            environment.executeSql(ChecksumStatement.of(query, run)).await();
            return run.result();
        }
    }
}
