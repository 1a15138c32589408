/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.flink.cluster.rest.ClusterClient;
import io.millrace.flink.cluster.rest.JobSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code millrace jobs}: looks after the jobs of a cluster. */
@Command(
        name = "jobs",
        description = {
            "Lists the jobs of an Apache Flink cluster, the newest first; or stops, cancels or saves one.",
            "As in: millrace jobs --on flink://jobs.example.com:8081",
            "        millrace jobs --on flink://jobs.example.com:8081 stop 6f9c12ab04d7e58831c27fd0945ba1e6",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {JobsStopCommand.class, JobsSavepointCommand.class, JobsCancelCommand.class, HelpCommand.class})
@SuppressWarnings("NullAway.Init") // picocli fills in the fields
final class JobsCommand implements Callable<Integer> {
    @Option(
            names = "--on",
            paramLabel = "flink://HOST:PORT",
            converter = Target.Converter.class,
            scope = ScopeType.INHERIT,
            description = "The cluster; the port is that of its web page.")
    private @Nullable Target target;

    @Spec
    private CommandSpec spec;

    /** Connects to the cluster that is named. */
    ClusterClient connect() throws IOException, InterruptedException {
        if (target instanceof Target.FlinkCluster there) {
            return ClusterClient.connect(there.address());
        }
        throw new ParameterException(spec.commandLine(), "Name the cluster with --on flink://HOST:PORT");
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<JobSummary> jobs = connect().jobs();
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(Locale.ROOT, "%-32s  %-12s  %10s  %s", "id", "state", "for", "name"));
        jobs.forEach(job -> out.println(String.format(
                Locale.ROOT,
                "%-32s  %-12s  %10s  %s",
                job.id(),
                job.state(),
                duration(Duration.ofMillis(job.durationMillis())),
                job.name())));
        return ExitCode.OK;
    }

    static String duration(Duration duration) {
        if (duration.toDays() > 0) {
            return String.format(Locale.ROOT, "%dd %02dh", duration.toDays(), duration.toHoursPart());
        } else if (duration.toHours() > 0) {
            return String.format(Locale.ROOT, "%dh %02dm", duration.toHours(), duration.toMinutesPart());
        }
        return String.format(Locale.ROOT, "%dm %02ds", duration.toMinutes(), duration.toSecondsPart());
    }
}
