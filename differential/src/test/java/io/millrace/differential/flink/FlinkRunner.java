/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.flink;

import io.millrace.differential.Program;
import io.millrace.differential.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.BatchShuffleMode;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** Runs programs on one Flink cluster in this JVM, many programs in one job. Used by one thread. */
public final class FlinkRunner implements AutoCloseable {
    private static final int SLOTS = 2;

    private final Configuration configuration = configuration();
    private final MiniCluster cluster;
    private int programs;

    public FlinkRunner() throws Exception {
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .build());
        cluster.start();
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ZERO);
        configuration.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, MemorySize.parse("4kb"));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.parse("256mb"));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.parse("256mb"));
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.parse("256mb"));
        configuration.set(ExecutionOptions.BATCH_SHUFFLE_MODE, BatchShuffleMode.ALL_EXCHANGES_PIPELINED);
        configuration.set(JobManagerOptions.SCHEDULER, JobManagerOptions.SchedulerType.Default);
        return configuration;
    }

    /**
     * Runs the programs, those in BATCH mode as a job of their own, and returns the rows of each.
     *
     * @throws Exception if a job fails
     */
    public List<List<Row>> run(List<Program> bundle) throws Exception {
        int first = programs;
        programs += bundle.size();
        execute(bundle, first, false);
        execute(bundle, first, true);
        List<List<Row>> rows = new ArrayList<>();
        for (int id = first; id < programs; id++) {
            rows.add(FlinkRows.take(id));
        }
        return rows;
    }

    private void execute(List<Program> bundle, int firstId, boolean batch) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        environment.setRuntimeMode(batch ? RuntimeExecutionMode.BATCH : RuntimeExecutionMode.STREAMING);
        boolean empty = true;
        for (int i = 0; i < bundle.size(); i++) {
            if (bundle.get(i).setting().batch() == batch) {
                FlinkBuild.build(bundle.get(i), environment, firstId + i);
                empty = false;
            }
        }
        if (empty) {
            return;
        }
        StreamGraph stream = environment.getStreamGraph();
        stream.setAllVerticesInSameSlotSharingGroupByDefault(true);
        JobGraph graph = stream.getJobGraph();
        try {
            cluster.executeJobBlocking(graph);
        } finally {
            cluster.requestJobResult(graph.getJobID()).join();
        }
    }

    @Override
    public void close() {
        try {
            cluster.close();
        } catch (Exception e) {
            throw new IllegalStateException("Flink's cluster cannot be closed", e);
        }
    }
}
