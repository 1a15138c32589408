/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.examples.flights.Flight;
import io.millrace.examples.flights.FlightsData;
import io.millrace.examples.flights.FlightsJob;
import io.millrace.examples.flights.FlightsListener;
import io.millrace.examples.flights.FlightsOptions;
import io.millrace.graph.SavepointRestoreSettings;
import io.millrace.graph.StateBackendSettings;
import io.millrace.runner.JobClient;
import io.millrace.stream.StreamExecutionEnvironment;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Runs the job of the demo with a state backend, from a savepoint where one is given, and stops with one when so many
 * flights have departed, where it does not come to its end before. Arguments: the directory of the run, a name for the
 * checkpoints, parallelism, the backend, how many flights, and the savepoint.
 */
final class FlightsOnBackend {
    static final String STOPPED = "stopped with ";

    private static final int KEYS_IN_MEMORY = 8;
    private static final long FLIGHTS_A_SECOND = 8_000;

    private FlightsOnBackend() {}

    public static void main(String[] arguments) throws Exception {
        Path run = Path.of(arguments[0]);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment()
                .enableCheckpointing(50)
                .setCheckpointDirectory(run.resolve(arguments[1]).toString())
                .setStateBackend(new StateBackendSettings(arguments[3], KEYS_IN_MEMORY));
        if (arguments.length > 5) {
            environment.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(arguments[5]));
        }
        int flights = Integer.parseInt(arguments[4]);
        CountDownLatch departures = new CountDownLatch(flights);
        FlightsOptions options = new FlightsOptions(
                FlightsData.locate(),
                run.resolve("output"),
                FlightsOptions.DEFAULT_OUT_OF_ORDERNESS,
                Integer.parseInt(arguments[2]),
                FLIGHTS_A_SECOND);
        FlightsJob.build(environment, options, new FlightsListener() {
            @Override
            public void departed(Flight flight) {
                departures.countDown();
            }
        });
        JobClient job = environment.executeAsync("flights");
        if (flights > 0) {
            departures.await();
            String savepoints = run.resolve("savepoints").toString();
            System.out.println(
                    STOPPED + job.stopWithSavepoint(false, savepoints).get());
        }
        job.getJobExecutionResult().get();
    }
}
