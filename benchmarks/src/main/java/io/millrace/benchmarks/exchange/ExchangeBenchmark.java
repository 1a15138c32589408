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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One task that deals batches out to others: the cost of an exchange, compared with {@link FusedChainBenchmark}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ExchangeBenchmark {
    private static final int RECORDS = 2_000_000;

    /** The number of reading tasks; a single one would be fused with the source. */
    @Param({"2", "4"})
    public int readers;

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public JobExecutionResult exchange() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.withRunner(new LocalEngine());
        env.fromSequence(1, RECORDS)
                .rebalance()
                .map(number -> number + 1)
                .setParallelism(readers)
                .sinkTo(new DiscardingSink<>())
                .setParallelism(readers);
        return env.execute("benchmark");
    }
}
