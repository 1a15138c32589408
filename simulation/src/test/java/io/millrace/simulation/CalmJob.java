/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.graph.GraphCompiler;
import io.millrace.graph.JobConfiguration;
import io.millrace.graph.JobConfiguration.ResumeMode;
import io.millrace.graph.JobGraph;
import io.millrace.graph.RestartSettings;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.task.JobListener;
import io.millrace.task.JobMaster;

/** A job in a world in which nothing goes wrong, and checkpoints are taken when a test asks for them. */
record CalmJob(JobMaster master, SimulatedJobHost host) {
    static CalmJob start(StreamExecutionEnvironment environment, SimulatedJobHost host) {
        JobGraph graph = environment.getJobGraph("job");
        JobConfiguration configuration =
                new JobConfiguration(null, "checkpoints", 1, ResumeMode.FRESH, new RestartSettings.None(), 16);
        JobMaster master = new JobMaster(
                GraphCompiler.compile(new JobGraph("job", graph.nodes(), configuration)), host, new JobListener() {});
        host.post(master::start);
        return new CalmJob(master, host);
    }

    /** Returns when the checkpoint is complete. */
    void takeCheckpoint() {
        boolean[] complete = {false};
        master.triggerCheckpoint((id, failure) -> {
            assertThat(failure).isNull();
            complete[0] = true;
        });
        while (!complete[0]) {
            host.act();
        }
    }
}
