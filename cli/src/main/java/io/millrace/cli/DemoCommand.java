/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.environment.DirectoryInUseException;
import io.millrace.examples.flights.FlightsData;
import io.millrace.examples.flights.FlightsDemo;
import io.millrace.examples.flights.FlightsOptions;
import io.millrace.runner.JobException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace demo}: the flights job on real data, with something to look at. */
@Command(
        name = "demo",
        description = {
            "Runs a real job on 20,000 real flights and shows what is happening.",
            "Writes CSV files: the delays of each airport and day, the worst airports of each day, alerts, and the"
                    + " flights that came too late for their day."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills in the fields
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = "out/flights",
            description = "Where the four outputs go, each to a directory of its own (default: ${DEFAULT-VALUE})."
                    + " A run that starts afresh replaces those of an earlier one.")
    private Path output;

    @Option(
            names = "--out-of-orderness",
            paramLabel = "DURATION",
            converter = IsoDuration.class,
            description = "How long a day stays open for flights that come late, as PT15M (the default), PT6H or P3D."
                    + " With P3D none is too late.")
    private Duration outOfOrderness = FlightsOptions.DEFAULT_OUT_OF_ORDERNESS;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "1",
            description = "Subtasks of each operator, 1 to 128 (default: ${DEFAULT-VALUE}). Changes no result.")
    private int parallelism;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "Flights a second; 0 for no limit. By default as many as make the show last about 20 seconds on a"
                            + " terminal, and no limit elsewhere.")
    private @Nullable Long rate;

    @Option(
            names = "--checkpoint-dir",
            paramLabel = "DIR",
            description = "Take checkpoints, and keep them here. Without it there are none.")
    private @Nullable Path checkpointDirectory;

    @Option(
            names = "--checkpoint-interval",
            paramLabel = "MS",
            defaultValue = "500",
            description = "Milliseconds between two checkpoints (default: ${DEFAULT-VALUE}).")
    private long checkpointIntervalMillis;

    @Option(
            names = "--resume",
            description =
                    "Go on from the newest complete checkpoint in --checkpoint-dir; start afresh where there is none.")
    private boolean resume;

    @Option(
            names = "--on",
            paramLabel = "WHERE",
            defaultValue = Target.EMBEDDED,
            converter = Target.Converter.class,
            description =
                    "local-cluster: run the same job on an Apache Flink cluster of four processes, which is started"
                            + " for it and stopped after it. embedded (the default): in this process.")
    private Target target;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "A directory with flights.csv and airports.csv; by default those that come with Millrace.")
    private @Nullable Path data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!(target instanceof Target.Embedded)) {
            return callOnCluster();
        }
        try {
            demo(Terminal.ofStandardOutput()).run();
            return CommandLine.ExitCode.OK;
        } catch (JobException | DirectoryInUseException failed) {
            spec.commandLine().getErr().println(failed.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private int callOnCluster() throws IOException, InterruptedException {
        if (target instanceof Target.FlinkCluster) {
            throw refused("The demo reads and writes files of this machine, and so runs embedded, or on local-cluster");
        } else if (checkpointDirectory != null || resume) {
            throw refused("On a cluster that ends with the demo there is nothing to go on from:"
                    + " leave --checkpoint-dir and --resume out");
        }
        Terminal terminal = Terminal.ofStandardOutput();
        FlightsOptions options;
        try {
            options = options(terminal);
            requireInterval();
        } catch (IllegalArgumentException unfit) {
            throw refused(String.valueOf(unfit.getMessage()));
        }
        new DemoOnCluster(options, checkpointIntervalMillis, spec.commandLine().getOut()).run(terminal.isInteractive());
        return CommandLine.ExitCode.OK;
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private FlightsDemo demo(Terminal terminal) throws IOException {
        try {
            PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
            FlightsDemo demo = new FlightsDemo(options(terminal), settings(terminal), out);
            demo.check();
            return demo;
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(spec.commandLine(), String.valueOf(refused.getMessage()), refused);
        }
    }

    private FlightsOptions options(Terminal terminal) throws IOException {
        Path directory = data == null ? FlightsData.locate() : FlightsData.check(data);
        long pace = rate != null ? rate : terminal.isInteractive() ? FlightsDemo.rateOfShow(directory) : 0;
        return new FlightsOptions(directory, directoryFor("--output", output), outOfOrderness, parallelism, pace);
    }

    private FlightsDemo.Settings settings(Terminal terminal) {
        requireInterval();
        return new FlightsDemo.Settings(
                checkpointDirectory == null ? null : directoryFor("--checkpoint-dir", checkpointDirectory),
                Duration.ofMillis(checkpointIntervalMillis),
                resume,
                terminal.isInteractive(),
                terminal.hasColours());
    }

    private void requireInterval() {
        if (checkpointIntervalMillis < 1) {
            throw new IllegalArgumentException(
                    "--checkpoint-interval must be at least 1 millisecond, but is " + checkpointIntervalMillis);
        }
    }

    private static Path directoryFor(String option, Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        for (Path above = absolute; above != null; above = above.getParent()) {
            if (Files.exists(above) && !Files.isDirectory(above)) {
                throw new IllegalArgumentException(option + " must name a directory, but " + above + " is a file");
            }
        }
        return absolute;
    }
}
