/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks;

import io.millrace.benchmarks.store.StateBenchmark;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the benchmark of keyed state from the command line. */
@Command(
        name = "state",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures keyed state against the number of keys, and against how uneven they are.")
public final class StateCommand implements Callable<Integer> {
    @Option(
            names = "--keys",
            split = ",",
            paramLabel = "N",
            description = "Numbers of keys. Default: 1000,10000,100000,1000000,10000000.")
    private List<Integer> keys = List.of(1_000, 10_000, 100_000, 1_000_000, 10_000_000);

    @Option(
            names = "--zipf",
            split = ",",
            paramLabel = "S",
            description = "Exponents of Zipf's law; 0 for keys that are all as common. Default: 0,1,1.5.")
    private List<Double> exponents = List.of(0.0, 1.0, 1.5);

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "5000000",
            description =
                    "Events of each of the three stretches that are measured of a case. Default: ${DEFAULT-VALUE}.")
    private long events;

    @Override
    public Integer call() throws Exception {
        StateBenchmark.run(System.out, keys, exponents, events);
        return CommandLine.ExitCode.OK;
    }
}
