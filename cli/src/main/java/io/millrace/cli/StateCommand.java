/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace state}: what lies in checkpoints and savepoints. */
@Command(
        name = "state",
        description = {
            "Reads the state in a checkpoint or savepoint: what there is, what a key has, rows for export.",
            "It needs none of the job's classes; each file is checked against its checksum first."
        },
        mixinStandardHelpOptions = true,
        subcommands = {StateListCommand.class, StateShowCommand.class, StateQueryCommand.class, HelpCommand.class})
@SuppressWarnings("NullAway.Init") // picocli fills in the fields
final class StateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Name a subcommand: ls, show or query; 'millrace state help' says more.");
    }
}
