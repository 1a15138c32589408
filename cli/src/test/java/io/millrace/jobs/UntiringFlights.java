/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.jobs;

import io.millrace.examples.flights.FlightsData;
import io.millrace.examples.flights.FlightsJob;
import io.millrace.examples.flights.FlightsListener;
import io.millrace.examples.flights.FlightsOptions;
import io.millrace.graph.RestartSettings;
import io.millrace.stream.StreamExecutionEnvironment;
import java.nio.file.Path;
import java.time.Duration;

/** The flights job, which is restarted at once however often it fails. */
public final class UntiringFlights {
    private static final long CHECKPOINT_INTERVAL_MILLIS = 200;

    private UntiringFlights() {}

    /** @param arguments data, output, checkpoints, parallelism, and flights a second */
    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment()
                .enableCheckpointing(CHECKPOINT_INTERVAL_MILLIS)
                .setCheckpointDirectory(arguments[2])
                .setRestartStrategy(new RestartSettings.FixedDelay(Integer.MAX_VALUE, Duration.ZERO));
        FlightsJob.build(
                environment,
                new FlightsOptions(
                        FlightsData.check(Path.of(arguments[0])),
                        Path.of(arguments[1]),
                        FlightsOptions.DEFAULT_OUT_OF_ORDERNESS,
                        Integer.parseInt(arguments[3]),
                        Long.parseLong(arguments[4])),
                FlightsListener.NONE);
        environment.execute("flights");
    }
}
