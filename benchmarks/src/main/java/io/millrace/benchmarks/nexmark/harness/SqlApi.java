/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.harness;

import io.millrace.benchmarks.nexmark.NexmarkQuery;
import io.millrace.benchmarks.nexmark.RunResult;
import io.millrace.benchmarks.nexmark.flink.FlinkSqlEngine;
import io.millrace.benchmarks.nexmark.loop.SqlLoops;
import io.millrace.benchmarks.nexmark.millrace.MillraceSqlEngine;
import io.millrace.benchmarks.nexmark.sql.SourceTables;
import io.millrace.benchmarks.nexmark.sql.SqlQuery;
import java.util.List;

/** SQL, with the same texts for Millrace and for Flink. The loop reads the same events, whatever tables they are. */
final class SqlApi implements Api {

    private static final String MILLRACE = "millrace";
    private static final String LOOP = "loop";
    private static final String FLINK = "flink";
    private static final String FLINK_MINI_BATCH = "flink-minibatch";

    private final SourceTables tables;

    SqlApi(SourceTables tables) {
        this.tables = tables;
    }

    @Override
    public String label() {
        return "sql-" + tables.label();
    }

    @Override
    public String title() {
        return "SQL over " + (tables == SourceTables.NESTED ? "one table of nested rows" : "flat tables");
    }

    @Override
    public List<String> engines() {
        return List.of(MILLRACE, LOOP, FLINK, FLINK_MINI_BATCH);
    }

    @Override
    public boolean isSingleThreaded(String engine) {
        return engine.equals(LOOP);
    }

    @Override
    public boolean runs(String engine, NexmarkQuery query) {
        SqlQuery text = (SqlQuery) query;
        return switch (engine) {
            case LOOP -> SqlLoops.has(text);
            case FLINK, FLINK_MINI_BATCH -> text.isForFlink();
            default -> true;
        };
    }

    @Override
    public RunResult run(String engine, String label, int parallelism, long events) throws Exception {
        SqlQuery query = SqlQuery.of(label);
        return switch (engine) {
            case MILLRACE -> new MillraceSqlEngine().run(query, tables, parallelism, events);
            case LOOP -> SqlLoops.run(query, events);
            case FLINK -> new FlinkSqlEngine(false).run(query, tables, parallelism, events);
            case FLINK_MINI_BATCH -> new FlinkSqlEngine(true).run(query, tables, parallelism, events);
            default -> throw new IllegalArgumentException("Unknown engine '" + engine + "'");
        };
    }
}
