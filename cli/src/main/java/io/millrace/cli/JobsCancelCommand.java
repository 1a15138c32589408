/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.flink.cluster.ClusterJob;
import io.millrace.flink.cluster.JobProgress;
import io.millrace.flink.cluster.rest.ClusterClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code millrace jobs cancel}: ends a job for good. */
@Command(
        name = "cancel",
        description = "Ends a job as it is, without a savepoint, and waits for its end.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills in the fields
final class JobsCancelCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofMillis(200);

    @ParentCommand
    private JobsCommand jobs;

    @Parameters(index = "0", paramLabel = "JOB_ID", description = "As 'millrace jobs' lists it.")
    private String id;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ClusterClient client = jobs.connect();
        client.cancel(id);
        JobProgress end = new ClusterJob(client, id).await(LOOK, progress -> {});
        spec.commandLine().getOut().println("Job " + id + ": " + end.state());
        return ExitCode.OK;
    }
}
