/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples;

import io.millrace.examples.clicks.ClickSessions;
import io.millrace.examples.duplicates.Deduplication;
import io.millrace.examples.enrichment.Enrichment;
import io.millrace.examples.fraud.FraudDetection;
import io.millrace.examples.late.LateReadings;
import io.millrace.examples.machines.MachineMonitoring;
import io.millrace.examples.words.WordCount;
import io.millrace.stream.StreamExecutionEnvironment;
import java.util.List;
import java.util.Optional;

/** All the small examples. */
public final class Examples {
    /** In the order in which a newcomer reads them. */
    public static final List<Example> ALL = List.of(
            new WordCount(),
            new ClickSessions(),
            new FraudDetection(),
            new MachineMonitoring(),
            new Deduplication(),
            new Enrichment(),
            new LateReadings());

    private Examples() {}

    /** Returns the example of that name. */
    public static Optional<Example> named(String name) {
        return ALL.stream().filter(example -> example.name().equals(name)).findFirst();
    }

    /**
     * Runs an example to its end; with one subtask, so that it prints the same in every run.
     *
     * @throws IllegalArgumentException if the example does not understand its arguments
     */
    public static void run(Example example, List<String> arguments) throws Exception {
        if (example.parameters().isEmpty() && !arguments.isEmpty()) {
            throw new IllegalArgumentException(
                    example.name() + " takes no arguments, and was given " + String.join(" ", arguments));
        }
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment().setParallelism(1);
        example.build(environment, arguments);
        environment.execute(example.name());
    }
}
