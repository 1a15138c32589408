/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink;

import io.millrace.runner.JobClient;
import io.millrace.runner.Runner;
import io.millrace.stream.StreamExecutionEnvironment;
import java.net.URI;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.jspecify.annotations.Nullable;

/** A Flink cluster in this JVM, which jobs are submitted to by its REST API. */
@SuppressWarnings("try") // closing may be interrupted
final class FlinkCluster implements AutoCloseable {
    private final MiniCluster cluster;
    private final URI address;

    private FlinkCluster(MiniCluster cluster) throws Exception {
        this.cluster = cluster;
        cluster.start();
        this.address = cluster.getRestAddress().get();
    }

    static FlinkCluster start(int slots) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(8));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        configuration.set(RestOptions.BIND_PORT, "0");
        return new FlinkCluster(new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build()));
    }

    Runner runner() {
        return runner(null);
    }

    /** @param savepoint where jobs start from, or null where they start afresh */
    Runner runner(@Nullable String savepoint) {
        return new FlinkJobs(settings -> {
            Configuration configuration = new Configuration(settings);
            if (savepoint != null) {
                configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
            }
            return new org.apache.flink.streaming.api.environment.RemoteStreamEnvironment(
                    address.getHost(), address.getPort(), configuration);
        });
    }

    StreamExecutionEnvironment environment(int parallelism) {
        return StreamExecutionEnvironment.withRunner(runner()).setParallelism(parallelism);
    }

    /** Runs a program to its end. */
    static void run(StreamExecutionEnvironment environment) throws Exception {
        JobClient client = environment.executeAsync("test");
        client.await();
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
