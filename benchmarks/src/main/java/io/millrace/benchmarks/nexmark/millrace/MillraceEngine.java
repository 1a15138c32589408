/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.millrace;

import io.millrace.benchmarks.nexmark.NexmarkEngine;
import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.RunRecorder;
import io.millrace.benchmarks.nexmark.RunResult;
import io.millrace.benchmarks.nexmark.generator.Event;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;

/** Runs the queries as Millrace programs on the embedded engine. Watermarks follow every 8,192 records of an instance. */
public final class MillraceEngine implements NexmarkEngine {

    @Override
    public String name() {
        return "millrace";
    }

    @Override
    public RunResult run(Query query, int parallelism, long events) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(parallelism);
        RunRecorder recorder = new RunRecorder();
        DataStream<Event> stream = environment.fromSource(
                new GeneratorSource(recorder, events), WatermarkStrategy.<Event>forMonotonousTimestamps(), "nexmark");
        MillraceQueries.build(query, stream, recorder);
        environment.execute("nexmark " + query.label());
        return recorder.result(parallelism);
    }
}
