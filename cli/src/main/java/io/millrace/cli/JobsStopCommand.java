/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code millrace jobs stop}: ends a job so that it can go on. */
@Command(
        name = "stop",
        description = {
            "Takes a savepoint of a job and ends the job with it; prints where the savepoint is.",
            "As in: millrace jobs stop --on flink://jobs.example.com:8081 --savepoint-dir s3://savepoints JOB_ID",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills in the fields
final class JobsStopCommand implements Callable<Integer> {
    @ParentCommand
    private JobsCommand jobs;

    @Option(
            names = "--savepoint-dir",
            paramLabel = "LOCATION",
            description = "Where the savepoint gets a directory of its own; by default the cluster's setting.")
    private @Nullable String directory;

    @Option(
            names = "--drain",
            description = "End event time first: windows fire, timers too. For a job that shall not go on.")
    private boolean drain;

    @Parameters(index = "0", paramLabel = "JOB_ID", description = "As 'millrace jobs' lists it.")
    private String id;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String savepoint = jobs.connect().stop(id, directory, drain);
        spec.commandLine().getOut().println(savepoint);
        return ExitCode.OK;
    }
}
