/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.codehaus.commons.compiler.CompilerFactoryFactory;

/** Flink's SQL on a cluster within this JVM. */
public final class FlinkSql {

    private static final long MINI_BATCH_ROWS = 50_000;
    private static final Duration MINI_BATCH_LATENCY = Duration.ofSeconds(2);

    private FlinkSql() {}

    /**
     * Flink's planner shares Janino's classes with us, but asks for its compiler as a service of its own class loader, which has
     * none. Whoever asks first decides for all.
     */
    private static void provideCompiler() {
        try {
            CompilerFactoryFactory.getDefaultCompilerFactory(FlinkSql.class.getClassLoader());
        } catch (Exception missing) {
            throw new IllegalStateException("Janino is not on the class path", missing);
        }
    }

    /** Returns an environment with nothing defined, in the time zone UTC. */
    public static StreamTableEnvironment environment(int parallelism, boolean miniBatch) {
        provideCompiler();
        StreamExecutionEnvironment environment = LocalFlink.environment(new Configuration(), parallelism);
        StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
        set(tables, "table.local-time-zone", "UTC");
        if (miniBatch) {
            set(tables, "table.exec.mini-batch.enabled", "true");
            set(tables, "table.exec.mini-batch.allow-latency", MINI_BATCH_LATENCY.toMillis() + " ms");
            set(tables, "table.exec.mini-batch.size", Long.toString(MINI_BATCH_ROWS));
            // What Flink's guide to fast aggregations asks for together with it.
            set(tables, "table.optimizer.distinct-agg.split.enabled", "true");
        }
        return tables;
    }

    private static void set(StreamTableEnvironment tables, String key, String value) {
        tables.getConfig().set(key, value);
    }

    /** Runs definitions, which end with semicolons. */
    public static void define(StreamTableEnvironment tables, String script) {
        for (String statement : script.split(";")) {
            if (!statement.isBlank()) {
                tables.executeSql(statement);
            }
        }
    }
}
