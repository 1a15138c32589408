/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace savepoint}: what is done with a savepoint before a job starts from it. */
@Command(
        name = "savepoint",
        description = "Judges whether a program can start from a savepoint, and converts savepoints of Flink's.",
        mixinStandardHelpOptions = true,
        subcommands = {SavepointCheckCommand.class, SavepointConvertCommand.class, HelpCommand.class})
@SuppressWarnings("NullAway.Init") // picocli fills in the fields
final class SavepointCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Name a subcommand: check or convert; 'millrace help savepoint' says more.");
    }
}
