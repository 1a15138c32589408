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

/** {@code millrace jobs savepoint}: saves a job that goes on. */
@Command(
        name = "savepoint",
        description = "Takes a savepoint of a job, which goes on; prints where the savepoint is.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills in the fields
final class JobsSavepointCommand implements Callable<Integer> {
    @ParentCommand
    private JobsCommand jobs;

    @Option(
            names = "--savepoint-dir",
            paramLabel = "LOCATION",
            description = "Where the savepoint gets a directory of its own; by default the cluster's setting.")
    private @Nullable String directory;

    @Parameters(index = "0", paramLabel = "JOB_ID", description = "As 'millrace jobs' lists it.")
    private String id;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String savepoint = jobs.connect().savepoint(id, directory);
        spec.commandLine().getOut().println(savepoint);
        return ExitCode.OK;
    }
}
