/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink;

import io.millrace.flink.translation.JobSettings;
import io.millrace.flink.translation.JobTranslator;
import io.millrace.flink.translation.Refusals;
import io.millrace.flink.translation.SavepointChoice;
import io.millrace.flink.translation.SavepointStart;
import io.millrace.graph.ExecutionPlan;
import io.millrace.graph.GraphCompiler;
import io.millrace.graph.JobGraph;
import io.millrace.runner.JobClient;
import io.millrace.runner.Runner;
import io.millrace.task.TaskResources;
import java.util.function.Function;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs jobs in environments of Flink's. */
public final class FlinkJobs implements Runner {
    private final Function<Configuration, StreamExecutionEnvironment> environments;

    /** @param environments makes the environment of a job with the settings given */
    public FlinkJobs(Function<Configuration, StreamExecutionEnvironment> environments) {
        this.environments = environments;
    }

    @Override
    public int defaultParallelism() {
        return environments.apply(new Configuration()).getParallelism();
    }

    /**
     * Submits a job.
     *
     * @throws UnsupportedOperationException if it uses what a cluster does not have, by name
     * @throws io.millrace.snapshot.SnapshotException if it cannot start from its savepoint
     */
    @Override
    public JobClient submit(JobGraph graph) throws Exception {
        StreamExecutionEnvironment environment = environments.apply(JobSettings.of(graph.configuration()));
        try (TaskResources resources = TaskResources.open(graph.name(), FlinkJobs.class.getClassLoader())) {
            SavepointChoice savepoint = new SavepointChoice(environment, resources.environment());
            ExecutionPlan plan = GraphCompiler.compile(new JobGraph(
                    graph.name(),
                    graph.nodes(),
                    graph.configuration()
                            .withSavepoint(
                                    savepoint.choose(graph.configuration().savepoint()))));
            Refusals.check(plan);
            JobTranslator.translate(plan, environment, SavepointStart.check(plan, resources.environment()));
        }
        boolean attached = environment.getConfiguration().get(DeploymentOptions.ATTACHED);
        return new FlinkJobClient(graph.name(), environment.executeAsync(graph.name()), attached);
    }
}
