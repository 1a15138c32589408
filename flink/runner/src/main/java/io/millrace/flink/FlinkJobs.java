/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink;

import io.millrace.flink.translation.JobSettings;
import io.millrace.flink.translation.JobTranslator;
import io.millrace.flink.translation.Refusals;
import io.millrace.graph.ExecutionPlan;
import io.millrace.graph.GraphCompiler;
import io.millrace.graph.JobGraph;
import io.millrace.runner.JobClient;
import io.millrace.runner.Runner;
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
     */
    @Override
    public JobClient submit(JobGraph graph) throws Exception {
        ExecutionPlan plan = GraphCompiler.compile(graph);
        Refusals.check(plan);
        StreamExecutionEnvironment environment = environments.apply(JobSettings.of(graph.configuration()));
        JobTranslator.translate(plan, environment);
        boolean attached = environment.getConfiguration().get(DeploymentOptions.ATTACHED);
        return new FlinkJobClient(graph.name(), environment.executeAsync(graph.name()), attached);
    }
}
