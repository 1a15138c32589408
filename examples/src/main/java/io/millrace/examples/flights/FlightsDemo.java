/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import io.millrace.examples.flights.FlightsDisplay.Vitals;
import io.millrace.graph.JobConfiguration.ResumeMode;
import io.millrace.runner.JobClient;
import io.millrace.runner.JobException;
import io.millrace.runner.JobMetrics;
import io.millrace.stream.StreamExecutionEnvironment;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Runs the flights job in this process and shows a person how it goes. */
public final class FlightsDemo {
    private static final Duration FRAME = Duration.ofMillis(100);
    private static final Duration SHOW = Duration.ofSeconds(20);

    private final Settings settings;
    private final FlightsOptions options;
    private final FlightsSummary summary;
    private final PrintStream out;

    /**
     * How the job is run and shown.
     *
     * @param checkpointDirectory where checkpoints go; null for none
     * @param checkpointInterval the time between two checkpoints
     * @param resume whether to go on from the newest checkpoint, where there is one
     * @param live whether to draw a live view, which needs a terminal, instead of plain lines
     * @param colours whether the live view may use colours
     */
    public record Settings(
            @Nullable Path checkpointDirectory,
            Duration checkpointInterval,
            boolean resume,
            boolean live,
            boolean colours) {
        public Settings {
            if (resume && checkpointDirectory == null) {
                throw new IllegalArgumentException(
                        "--resume needs --checkpoint-dir DIR, which holds the checkpoints to go on from");
            }
        }
    }

    public FlightsDemo(FlightsOptions options, Settings settings, PrintStream out) {
        this.options = options;
        this.settings = settings;
        this.summary = new FlightsSummary(options.output());
        this.out = out;
    }

    /** Returns the flights a second at which all of them make a show of about 20 seconds. */
    public static long rateOfShow(Path data) throws IOException {
        long total = FlightsProgress.of(data.resolve("flights.csv")).total();
        return Math.max(1, total / SHOW.toSeconds());
    }

    /**
     * Refuses what cannot be run, before anything is changed.
     *
     * @throws IllegalArgumentException saying what is wrong with which option
     */
    public void check() throws IOException {
        Path path = settings.checkpointDirectory();
        if (path != null && settings.resume()) {
            CheckpointDirectory checkpoints = new CheckpointDirectory(path);
            if (checkpoints.hasCheckpoint()) {
                checkpoints.requireSameRun(options);
            }
        }
    }

    /** Runs the job to its end. */
    public void run() throws Exception {
        long startNanos = System.nanoTime();
        FlightsView view = new FlightsView(FlightsProgress.of(options.flightsFile()));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        prepare(environment);
        FlightsJob.build(environment, options, view);
        JobClient client = environment.executeAsync("flights");
        follow(client, view, startNanos);
        requireSuccess(client);
        finish(view.snapshot(), System.nanoTime() - startNanos);
    }

    /** Says where the run begins, and makes the environment begin there. */
    private void prepare(StreamExecutionEnvironment environment) throws IOException {
        Path path = settings.checkpointDirectory();
        if (path == null) {
            sayStartingAfresh("Starting");
            return;
        }
        CheckpointDirectory checkpoints = new CheckpointDirectory(path);
        environment.enableCheckpointing(settings.checkpointInterval().toMillis());
        environment.setCheckpointDirectory(path.toString());
        if (settings.resume() && checkpoints.hasCheckpoint()) {
            environment.setResumeMode(ResumeMode.NEWEST);
            out.println("Going on from the newest checkpoint in " + path);
        } else {
            sayStartingAfresh(
                    settings.resume() ? "No complete checkpoint in " + path + ": starting afresh" : "Starting");
            int removed = checkpoints.startAfresh(options);
            if (removed > 0) {
                out.println("Removed " + removed + " checkpoints of an earlier run from " + path);
            }
        }
    }

    private void sayStartingAfresh(String beginning) throws IOException {
        String replacing = summary.hasFiles()
                ? "; this replaces what an earlier run wrote in " + options.output()
                : "; output goes to " + options.output();
        out.println(beginning + replacing);
    }

    private void follow(JobClient client, FlightsView view, long startNanos) throws Exception {
        FlightsDisplay display = settings.live() ? new LiveDisplay(out, settings.colours()) : new PlainDisplay(out);
        Thread leaveCleanly = new Thread(display::close, "flights-display");
        Runtime.getRuntime().addShutdownHook(leaveCleanly);
        try {
            do {
                display.update(view.snapshot(), vitals(client, startNanos));
            } while (!client.await(FRAME));
            display.update(view.snapshot(), vitals(client, startNanos));
        } finally {
            display.close();
            Runtime.getRuntime().removeShutdownHook(leaveCleanly);
        }
    }

    /** Throws what ended the job, where it did not end by itself. */
    private static void requireSuccess(JobClient client) throws InterruptedException, JobException {
        try {
            client.getJobExecutionResult().get();
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            throw cause instanceof JobException reason ? reason : new JobException("The job failed: " + cause, failed);
        }
    }

    private Vitals vitals(JobClient client, long startNanos) {
        JobMetrics metrics = client.metrics();
        long watermark = metrics.tasks().stream()
                .filter(task -> task.name().contains(FlightsJob.ALERTS))
                .mapToLong(JobMetrics.Task::watermark)
                .min()
                .orElse(Long.MIN_VALUE);
        return new Vitals(
                System.nanoTime() - startNanos,
                watermark,
                settings.checkpointDirectory() != null,
                metrics.checkpoints().lastId(),
                metrics.checkpoints().lastDurationMillis());
    }

    private void finish(FlightsView.Snapshot seen, long elapsedNanos) throws IOException {
        double seconds = elapsedNanos / 1e9;
        out.println();
        out.println(
                String.format(Locale.ROOT, "%,d flights in %.1f s. In %s:", seen.flights(), seconds, options.output()));
        summary.lines().forEach(out::println);
        out.println();
        out.println("Next: ./millrace demo --out-of-orderness P3D    waits three days for flights: none is late");
        out.println("      ./millrace demo --checkpoint-dir out/checkpoints, kill it, and once more with --resume");
        out.flush();
    }
}
