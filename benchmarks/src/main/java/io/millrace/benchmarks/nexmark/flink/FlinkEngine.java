/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import io.millrace.benchmarks.nexmark.LocalRun;
import io.millrace.benchmarks.nexmark.NexmarkEngine;
import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.RunResult;
import io.millrace.benchmarks.nexmark.generator.Event;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs the queries as Flink DataStream programs in a local environment. Watermarks are periodic, at Flink's default
 * interval of 200 milliseconds.
 */
public final class FlinkEngine implements NexmarkEngine {

    @Override
    public String name() {
        return "flink";
    }

    @Override
    public RunResult run(Query query, int parallelism, long events) throws Exception {
        StreamExecutionEnvironment environment = LocalFlink.environment(new Configuration(), parallelism);
        try (LocalRun run = LocalRun.open()) {
            DataStream<Event> stream = environment.fromSource(
                    new GeneratorSource(run, events),
                    WatermarkStrategy.<Event>forMonotonousTimestamps()
                            .withTimestampAssigner((event, previous) -> event.dateTime()),
                    "nexmark",
                    EventTypes.EVENT);
            FlinkQueries.build(query, stream, run);
            environment.execute("nexmark " + query.label());
            return run.result(parallelism);
        }
    }
}
