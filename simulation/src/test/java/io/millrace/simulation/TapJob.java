/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.Boundedness;
import io.millrace.graph.GraphCompiler;
import io.millrace.graph.JobConfiguration;
import io.millrace.graph.JobConfiguration.ResumeMode;
import io.millrace.graph.JobGraph;
import io.millrace.graph.RestartSettings;
import io.millrace.operator.SplitStatus;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.task.JobListener;
import io.millrace.task.JobMaster;
import io.millrace.time.WatermarkStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A job whose sources a test fills, in a calm world whose clock the test moves. */
abstract class TapJob {
    final World world = new World(new Randomness(1), Swarm.calm(1), WorldHooks.NONE);

    /** What was read, in order, by whatever subtask. */
    final List<Long> read = new ArrayList<>();

    int parallelism = 1;
    UnaryOperator<DataStream<Long>> operators = stream -> stream;
    SimulatedJobHost host = new SimulatedJobHost(world);
    JobMaster master = start(ResumeMode.FRESH, Map.of());

    final JobMaster start(ResumeMode mode, Map<TapSource, WatermarkStrategy<Long>> sources) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism).setMaxParallelism(4);
        Map<TapSource, WatermarkStrategy<Long>> taps =
                sources.isEmpty() ? Map.of(new TapSource(0, Boundedness.BOUNDED), timestamps()) : sources;
        taps.forEach((source, strategy) -> operators
                .apply(environment.fromSource(source, strategy, "tap").map(element -> {
                    read.add(element);
                    return element;
                }))
                .sinkTo(new LedgerSink<>("out")));
        JobGraph graph = environment.getJobGraph("job");
        JobConfiguration configuration =
                new JobConfiguration(null, "checkpoints", 2, mode, new RestartSettings.None(), 1);
        host = new SimulatedJobHost(world);
        master = new JobMaster(
                GraphCompiler.compile(new JobGraph("job", graph.nodes(), configuration)), host, new JobListener() {});
        host.post(master::start);
        host.runUntilQuiet();
        return master;
    }

    final void start(Map<TapSource, WatermarkStrategy<Long>> sources) {
        start(ResumeMode.FRESH, sources);
    }

    final void pass(long millis) {
        for (long passed = 0; passed < millis; passed += 10) {
            world.moveClock(10);
            host.wakeAll();
            host.runUntilQuiet();
        }
    }

    /** Takes a checkpoint, and cancels the job. */
    final void takeCheckpoint() {
        List<Long> ids = new ArrayList<>();
        master.triggerCheckpoint((id, failure) -> ids.add(id));
        host.runUntilQuiet();
        assertThat(ids).doesNotContainNull().hasSize(1);
        master.cancel();
        host.runUntilQuiet();
    }

    final SplitStatus split(int task, int split) {
        return master.tasks().get(task).splits().get(split);
    }

    final long watermark(int task) {
        return master.tasks().get(task).metrics().watermark;
    }

    static WatermarkStrategy<Long> timestamps() {
        return WatermarkStrategy.<Long>forMonotonousTimestamps().withTimestampAssigner((element, timestamp) -> element);
    }

    static WatermarkStrategy<Long> aligned() {
        return timestamps().withWatermarkAlignment("group", Duration.ofMillis(50), Duration.ofMillis(100));
    }

    static Map<TapSource, WatermarkStrategy<Long>> each(WatermarkStrategy<Long> strategy, TapSource... taps) {
        Map<TapSource, WatermarkStrategy<Long>> sources = new LinkedHashMap<>();
        for (TapSource tap : taps) {
            sources.put(tap, strategy);
        }
        return sources;
    }

    static TapSource tap(int splits) {
        return new TapSource(splits, Boundedness.CONTINUOUS_UNBOUNDED);
    }
}
