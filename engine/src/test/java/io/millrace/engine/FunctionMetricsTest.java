/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.accumulator.IntCounter;
import io.millrace.accumulator.LongCounter;
import io.millrace.connector.basic.CollectingSink;
import io.millrace.metric.LogHistogram;
import io.millrace.metric.MeterView;
import io.millrace.process.CheckpointListener;
import io.millrace.process.OpenContext;
import io.millrace.process.RichMapFunction;
import io.millrace.runner.JobExecutionResult;
import io.millrace.runner.JobMetrics;
import io.millrace.stream.StreamExecutionEnvironment;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What functions measure and add up, as a program reads it when its job has finished. */
@Timeout(60)
class FunctionMetricsTest {
    private static final class Measuring extends RichMapFunction<Long, Long> {
        private final LongCounter sum = new LongCounter();
        private transient MeterView seen;
        private transient LogHistogram sizes;
        private transient long last;

        @Override
        public void open(OpenContext context) {
            getRuntimeContext().addAccumulator("sum", sum);
            seen = getRuntimeContext().getMetricGroup().meter("seen", new MeterView(10));
            sizes = getRuntimeContext().getMetricGroup().addGroup("numbers").histogram("sizes", new LogHistogram());
            getRuntimeContext().getMetricGroup().gauge("last", () -> last);
            getRuntimeContext().getMetricGroup().gauge("broken", () -> {
                throw new IllegalStateException("no value");
            });
        }

        @Override
        public Long map(Long value) {
            sum.add(value);
            seen.markEvent();
            sizes.update(value);
            last = value;
            return value;
        }
    }

    private static JobExecutionResult measured(int parallelism) throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.withRunner(new LocalEngine()).setParallelism(parallelism);
        env.fromSequence(1, 1_000).map(new Measuring()).name("Measure").sinkTo(new CollectingSink<>());
        return env.execute("measured");
    }

    @Test
    void accumulatorsOfAllSubtasksAreMergedInTheResult() throws Exception {
        JobExecutionResult result = measured(3);

        assertThat(result.<Long>getAccumulatorResult("sum")).isEqualTo(500_500);
        assertThat(result.getAllAccumulatorResults()).containsOnlyKeys("sum");
        assertThat(result.<Object>getAccumulatorResult("unknown")).isNull();
    }

    @Test
    void aTaskShowsItsGaugesMetersAndHistograms() throws Exception {
        JobMetrics.Task task = measured(1).metrics().tasks().get(0);

        assertThat(task.gauges()).containsEntry("Measure.last", 1_000L);
        assertThat(task.gauges().get("Measure.broken")).asString().contains("no value");
        assertThat(task.meters()).containsOnlyKeys("Measure.seen");
        assertThat(task.histograms().get("Measure.numbers.sizes").getQuantile(0.5))
                .isBetween(490.0, 510.0);
    }

    private static final class Adding extends RichMapFunction<Long, Long> {
        private final boolean longs;

        Adding(boolean longs) {
            this.longs = longs;
        }

        @Override
        public void open(OpenContext context) {
            if (longs) {
                getRuntimeContext().addAccumulator("n", new LongCounter(1));
            } else {
                getRuntimeContext().addAccumulator("n", new IntCounter(1));
            }
        }

        @Override
        public Long map(Long value) {
            return value;
        }
    }

    @Test
    void accumulatorsThatCannotBeMergedFailWhereTheyAreAskedFor() throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.withRunner(new LocalEngine()).setParallelism(1);
        env.fromSequence(1, 10).map(new Adding(true)).map(new Adding(false)).sinkTo(new CollectingSink<>());
        JobExecutionResult result = env.execute("conflict");

        assertThatThrownBy(() -> result.getAccumulatorResult("n"))
                .hasMessageContaining("'n'")
                .hasMessageContaining("IntCounter")
                .hasMessageContaining("LongCounter");
    }

    private static final Set<String> HEARD = ConcurrentHashMap.newKeySet();

    private static final class Listening extends RichMapFunction<Long, Long> implements CheckpointListener {
        @Override
        public Long map(Long value) {
            return value;
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            HEARD.add(getRuntimeContext().getTaskInfo().getTaskNameWithSubtasks());
        }
    }

    @Test
    void everySubtaskHearsOfTheCheckpointThatEndsTheJob(@TempDir Path directory) throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.withRunner(new LocalEngine()).setParallelism(2);
        env.enableCheckpointing(60_000).setCheckpointDirectory(directory.toString());
        env.fromSequence(1, 10).map(new Listening()).name("Listen").sinkTo(new CollectingSink<>());
        env.execute("listening");

        assertThat(HEARD).containsExactlyInAnyOrder("Listen (1/2)#0", "Listen (2/2)#0");
    }
}
