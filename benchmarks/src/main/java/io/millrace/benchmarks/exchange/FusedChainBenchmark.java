/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.exchange;

import io.millrace.connector.basic.DiscardingSink;
import io.millrace.engine.LocalEngine;
import io.millrace.runner.JobExecutionResult;
import io.millrace.stream.StreamExecutionEnvironment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Source, operators and sink fused into one task: no channel, no other thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FusedChainBenchmark {
    private static final int RECORDS = 2_000_000;

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public JobExecutionResult fused() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.withRunner(new LocalEngine());
        env.fromSequence(1, RECORDS)
                .map(number -> number + 1)
                .filter(number -> number != 42)
                .sinkTo(new DiscardingSink<>());
        return env.execute("benchmark");
    }
}
