/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import io.millrace.stream.ParameterTool;
import io.millrace.stream.StreamExecutionEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The flights job as a program of its own, for whatever runs programs: this JVM, or a cluster. */
public final class FlightsProgram {
    private static final Set<String> PARAMETERS = Set.of(
            "data", "output", "out-of-orderness", "parallelism", "rate", "checkpoint-dir", "checkpoint-interval");
    private static final long DEFAULT_CHECKPOINT_INTERVAL_MILLIS = 500;

    private FlightsProgram() {}

    /**
     * Runs the job to its end.
     *
     * @param arguments {@code --output DIR}, and, where wanted, {@code --data DIR}, {@code --out-of-orderness PT15M}, {@code
     *     --parallelism N}, {@code --rate N} (flights a second), {@code --checkpoint-dir DIR} and {@code
     *     --checkpoint-interval MS}
     * @throws IllegalArgumentException if an argument is missing or makes no sense
     */
    public static void main(String[] arguments) throws Exception {
        ParameterTool parameters = ParameterTool.fromArgs(arguments);
        Set<String> unknown = new TreeSet<>(parameters.toMap().keySet());
        unknown.removeAll(PARAMETERS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "The flights job does not know " + unknown + "; it knows " + new TreeSet<>(PARAMETERS));
        }
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        String checkpoints = parameters.get("checkpoint-dir");
        if (checkpoints != null) {
            environment.enableCheckpointing(
                    parameters.getLong("checkpoint-interval", DEFAULT_CHECKPOINT_INTERVAL_MILLIS));
            environment.setCheckpointDirectory(checkpoints);
        }
        FlightsJob.build(environment, options(parameters), FlightsListener.NONE);
        environment.execute("flights");
    }

    private static FlightsOptions options(ParameterTool parameters) {
        String outOfOrderness = parameters.get("out-of-orderness");
        return new FlightsOptions(
                data(parameters.get("data")),
                Path.of(parameters.getRequired("output")).toAbsolutePath(),
                outOfOrderness == null ? FlightsOptions.DEFAULT_OUT_OF_ORDERNESS : Duration.parse(outOfOrderness),
                parameters.getInt("parallelism", 1),
                parameters.getLong("rate", 0));
    }

    private static Path data(@Nullable String directory) {
        return directory == null ? FlightsData.locate() : FlightsData.check(Path.of(directory));
    }
}
