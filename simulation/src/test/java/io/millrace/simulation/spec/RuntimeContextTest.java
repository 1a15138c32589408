/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.accumulator.LongCounter;
import io.millrace.metric.Counter;
import io.millrace.process.OpenContext;
import io.millrace.process.RichMapFunction;
import io.millrace.simulation.TestHarness;
import io.millrace.stream.DataStream;
import io.millrace.stream.ExecutionConfig.GlobalJobParameters;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuntimeContextTest {
    private static final class Telling extends RichMapFunction<Integer, String> {
        private transient Counter seen;

        @Override
        public void open(OpenContext context) {
            seen = getRuntimeContext().getMetricGroup().addGroup("kind", "any").counter("seen");
        }

        @Override
        public String map(Integer value) {
            seen.inc(2);
            seen.dec();
            return getRuntimeContext().getJobInfo().getJobName() + "/"
                    + getRuntimeContext().getTaskInfo().getTaskNameWithSubtasks() + "/"
                    + getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks() + "/"
                    + getRuntimeContext().getGlobalJobParameters();
        }
    }

    @Test
    void aFunctionKnowsItsJobItsSubtaskAndTheParameters() {
        try (TestHarness<Integer, String> harness = TestHarness.of(
                stream -> {
                    stream.getExecutionEnvironment()
                            .getConfig()
                            .setMaxParallelism(16)
                            .setGlobalJobParameters(GlobalJobParameters.of(Map.of("mode", "fast")));
                    return stream.rebalance().map(new Telling()).name("Tell");
                },
                2)) {
            harness.processElement(1);
            harness.processElement(2);

            assertThat(harness.output())
                    .containsExactlyInAnyOrder(
                            "harness/Tell (1/2)#0/16/{mode=fast}", "harness/Tell (2/2)#0/16/{mode=fast}");
            assertThat(harness.counter("kind.any.seen")).isEqualTo(2);
        }
    }

    private static final class TwiceTheSame extends RichMapFunction<Integer, Integer> {
        @Override
        public void open(OpenContext context) {
            getRuntimeContext().addAccumulator("sum", new LongCounter());
            getRuntimeContext().addAccumulator("sum", new LongCounter());
        }

        @Override
        public Integer map(Integer value) {
            return value;
        }
    }

    @Test
    void aSecondAccumulatorOfOneNameIsRefused() {
        assertThatThrownBy(() -> TestHarness.of((DataStream<Integer> stream) -> stream.map(new TwiceTheSame())))
                .hasStackTraceContaining("Operator 'Map' has an accumulator named 'sum' already");
    }

    private static final class Asking extends RichMapFunction<Integer, Integer> {
        @Override
        public Integer map(Integer value) {
            getRuntimeContext().getLongCounter("sum").add(value.longValue());
            getRuntimeContext().getIntCounter("sum");
            return value;
        }
    }

    @Test
    void anAccumulatorOfAnotherClassIsRefusedByName() {
        try (TestHarness<Integer, Integer> harness = TestHarness.of(stream -> stream.map(new Asking()))) {
            assertThatThrownBy(() -> harness.processElement(1))
                    .hasStackTraceContaining("The accumulator 'sum' of operator 'Map' is a "
                            + "io.millrace.accumulator.LongCounter, not a io.millrace.accumulator.IntCounter");
        }
    }
}
