/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.flink.cluster.ClusterJob;
import io.millrace.flink.cluster.local.LocalCluster;
import io.millrace.flink.cluster.rest.ClusterClient;
import io.millrace.flink.cluster.rest.RunRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace run}: runs a program here, or on a cluster. */
@Command(
        name = "run",
        description = {
            "Runs a program: in a process of its own, or on an Apache Flink cluster.",
            "On a cluster its main method runs on the JobManager, up to where it executes its job; paths in its"
                    + " arguments are looked up there. The jar that is uploaded holds the program, its libraries and"
                    + " Millrace. Progress is shown until the job ends; to end this command does not end the job.",
            "Exit status 0 only if the job finished.",
            "As in: millrace run -cp out com.example.Orders --input orders",
            "        millrace run --on flink://jobs.example.com:8081 -p 4 orders.jar --input s3://orders",
            "        millrace run --on local-cluster -cp out com.example.Orders --input $PWD/orders",
            "        millrace run -D parallelism.default=2 orders.sql",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills in the fields
final class RunCommand implements Callable<Integer> {
    @Option(
            names = "--on",
            paramLabel = "WHERE",
            defaultValue = Target.EMBEDDED,
            converter = Target.Converter.class,
            description = "flink://HOST:PORT for a cluster, the port being that of its web page; local-cluster for one"
                    + " on this machine that is started for the job, and stopped after it; embedded (the default).")
    private Target target;

    @Option(
            names = {"--parallelism", "-p"},
            paramLabel = "N",
            description = "Subtasks of what does not say its own; by default the cluster's setting.")
    private @Nullable Integer parallelism;

    @Option(
            names = {"--from-savepoint", "-s"},
            paramLabel = "LOCATION",
            description = "The savepoint to start from: one of Flink's, or one of Millrace's, which the machines of the"
                    + " cluster must see.")
    private @Nullable String savepoint;

    @Option(
            names = {"--allow-non-restored-state", "-n"},
            description = "Drop state in the savepoint whose operator is gone, instead of refusing to start.")
    private boolean dropsState;

    @Option(
            names = {"--detached", "-d"},
            description = "Do not wait for the job's end; print its id.")
    private boolean detached;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "An option of the session that runs SQL, as SET sets it; may be given several times.")
    private Map<String, String> sqlOptions = new LinkedHashMap<>();

    @Option(
            names = {"--variable", "-v"},
            paramLabel = "NAME=VALUE",
            description = "What $${name} stands for in a file of SQL; may be given several times.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(
            names = "--debug",
            description = "Log the stack trace where a job of a file of SQL fails, and not only say why.")
    private boolean debug;

    @Mixin
    private ProgramOptions program;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "ARGUMENT", description = "What the program takes.")
    private List<String> arguments = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Path sql = program.sqlFile();
        if (sql != null) {
            return runSql(sql);
        }
        refuse(!sqlOptions.isEmpty(), "-D", "it is for files of SQL; a program sets its options itself");
        refuse(!variables.isEmpty(), "--variable", "it is for files of SQL");
        refuse(debug, "--debug", "it is for files of SQL; a program's failures come with their stack traces");
        Program found = program.find();
        if (target instanceof Target.FlinkCluster there) {
            RunRequest request = request(found);
            return runOn(ClusterClient.connect(there.address()), found, request);
        } else if (target instanceof Target.OwnCluster) {
            refuse(detached, "--detached", "the cluster ends with this command, and so would the job");
            RunRequest request = request(found);
            try (LocalCluster cluster = OneJobCluster.start(out())) {
                return runOn(cluster.client(), found, request);
            }
        }
        refuseOptionsOfClusters("a program that runs here says that itself; it is for clusters, which --on names");
        return runHere(found);
    }

    private void refuseOptionsOfClusters(String why) {
        refuse(parallelism != null, "--parallelism", why);
        refuse(savepoint != null, "--from-savepoint", why);
        refuse(dropsState, "--allow-non-restored-state", why);
        refuse(detached, "--detached", why);
    }

    private int runSql(Path file) throws Exception {
        refuse(!(target instanceof Target.Embedded), "--on", "SQL runs in this process only, so far");
        refuse(!arguments.isEmpty(), "ARGUMENT", "a file of SQL takes none");
        refuseOptionsOfClusters("a file of SQL says it with SET, or -D KEY=VALUE");
        if (debug) {
            FailureLog.show();
        }
        return new SqlRun(out(), spec.commandLine().getErr()).run(file, sqlOptions, variables);
    }

    private int runOn(ClusterClient client, Program found, RunRequest request)
            throws IOException, InterruptedException {
        ClusterRun run =
                new ClusterRun(client, out(), Terminal.ofStandardOutput().isInteractive());
        ClusterJob job = run.submit(found, request);
        if (!detached) {
            run.follow(job);
        }
        return ExitCode.OK;
    }

    private RunRequest request(Program found) {
        try {
            return new RunRequest(found.mainClass(), arguments, parallelism, savepoint, dropsState);
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(spec.commandLine(), String.valueOf(refused.getMessage()), refused);
        }
    }

    private int runHere(Program found) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                FailureLog.ARGUMENT,
                "-cp",
                found.joinedClassPath(),
                found.mainClass()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).inheritIO().start();
        Thread endWithUs = new Thread(process::destroy, "program-end");
        Runtime.getRuntime().addShutdownHook(endWithUs);
        int status = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(endWithUs);
        return status;
    }

    private void refuse(boolean given, String option, String why) {
        if (given) {
            throw new ParameterException(spec.commandLine(), option + " cannot be used: " + why);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
