/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.examples.flights.FlightsData;
import io.millrace.examples.flights.FlightsJob;
import io.millrace.examples.flights.FlightsOptions;
import io.millrace.examples.flights.FlightsProgress;
import io.millrace.examples.flights.FlightsView;
import io.millrace.graph.JobConfiguration.ResumeMode;
import io.millrace.graph.SavepointRestoreSettings;
import io.millrace.runner.JobClient;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.task.JobStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutionException;

/**
 * Runs the job of the demo from its newest checkpoint, takes savepoints at random moments, and now and then stops with one.
 * Arguments: the directory of the run, parallelism, a seed, and, to start from a savepoint, its path.
 */
final class FlightsWithSavepoints {
    static final String RUNNING = "running";
    static final String STOPPED = "stopped with ";

    private static final int MOST_MILLIS_BETWEEN = 100;
    private static final int ONE_IN_STOPS = 6;

    private FlightsWithSavepoints() {}

    public static void main(String[] arguments) throws Exception {
        Path run = Path.of(arguments[0]);
        Random random = new Random(Long.parseLong(arguments[2]));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment()
                .enableCheckpointing(50)
                .setCheckpointDirectory(run.resolve("checkpoints").toString());
        if (arguments.length > 3) {
            environment.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(arguments[3]));
        } else {
            environment.setResumeMode(ResumeMode.NEWEST);
        }
        FlightsOptions options = new FlightsOptions(
                FlightsData.locate(),
                run.resolve("output"),
                FlightsOptions.DEFAULT_OUT_OF_ORDERNESS,
                Integer.parseInt(arguments[1]),
                8_000);
        FlightsJob.build(environment, options, new FlightsView(FlightsProgress.of(options.flightsFile())));
        JobClient job = environment.executeAsync("flights");
        while (job.getJobStatus() != JobStatus.RUNNING && !job.await(Duration.ofMillis(1))) {
            // the job starts
        }
        System.out.println(RUNNING);
        takeSavepoints(job, run.resolve("savepoints").toString(), random);
        job.getJobExecutionResult().get();
    }

    private static void takeSavepoints(JobClient job, String directory, Random random) throws InterruptedException {
        while (!job.await(Duration.ofMillis(random.nextInt(MOST_MILLIS_BETWEEN)))) {
            try {
                if (random.nextInt(ONE_IN_STOPS) == 0) {
                    System.out.println(
                            STOPPED + job.stopWithSavepoint(false, directory).get());
                } else {
                    System.out.println("took " + job.triggerSavepoint(directory).get());
                }
            } catch (ExecutionException refused) {
                System.out.println(refused.getMessage()); // the job has come to its end
            }
        }
    }
}
