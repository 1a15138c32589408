/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks;

import io.millrace.benchmarks.store.TimersBenchmark;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the benchmark of timers from the command line. */
@Command(
        name = "timers",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures registering, deleting and firing timers against how many there are.")
public final class TimersCommand implements Callable<Integer> {
    @Option(
            names = "--timers",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Up to how many timers, from 1,000 in steps of ten. Default: ${DEFAULT-VALUE}.")
    private int timers;

    @Override
    public Integer call() {
        TimersBenchmark.run(System.out, timers);
        return CommandLine.ExitCode.OK;
    }
}
