/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.millrace;

import io.millrace.benchmarks.nexmark.LocalRun;
import io.millrace.benchmarks.nexmark.NexmarkEngine;
import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.RunResult;
import io.millrace.runner.Runner;
import io.millrace.stream.StreamExecutionEnvironment;
import java.util.function.IntFunction;

/** Runs the queries as Millrace programs, on whatever runs these. */
public final class MillraceEngine implements NexmarkEngine {
    private final String name;
    private final IntFunction<Runner> runner;

    /** @param runner makes what runs jobs of a parallelism in this JVM */
    public MillraceEngine(String name, IntFunction<Runner> runner) {
        this.name = name;
        this.runner = runner;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public RunResult run(Query query, int parallelism, long events) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.withRunner(runner.apply(parallelism)).setParallelism(parallelism);
        try (LocalRun run = LocalRun.open()) {
            MillraceQueries.build(query, environment, run, events);
            environment.execute("nexmark " + query.label());
            return run.result(parallelism);
        }
    }
}
