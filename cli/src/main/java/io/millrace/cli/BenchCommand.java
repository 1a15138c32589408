/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.benchmarks.CheckpointCommand;
import io.millrace.benchmarks.JoinsCommand;
import io.millrace.benchmarks.NexmarkCommand;
import io.millrace.benchmarks.RecoveryCommand;
import io.millrace.benchmarks.StateCommand;
import io.millrace.benchmarks.TimersCommand;
import io.millrace.benchmarks.WindowsCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The benchmarks. */
@Command(
        name = "bench",
        description = "Measures Millrace, beside a hand-written loop and Apache Flink.",
        subcommands = {
            NexmarkCommand.class,
            WindowsCommand.class,
            JoinsCommand.class,
            StateCommand.class,
            TimersCommand.class,
            CheckpointCommand.class,
            RecoveryCommand.class,
            HelpCommand.class
        })
final class BenchCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a benchmark; 'millrace bench help' lists them.");
    }
}
