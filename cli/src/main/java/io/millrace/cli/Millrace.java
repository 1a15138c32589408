/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;

/** The command {@code millrace}: reads its arguments and hands over to the subcommand they name. */
@Command(
        name = "millrace",
        description = "A stream processor for the JVM.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            DemoCommand.class,
            ExampleCommand.class,
            BenchCommand.class,
            PortCommand.class,
            StateCommand.class,
            SavepointCommand.class,
            ClassPathCommand.class,
            HelpCommand.class
        })
public final class Millrace implements Runnable {

    private final CommandLine commandLine = new CommandLine(this);

    private Millrace() {}

    /**
     * Runs the command line and ends the process.
     *
     * @param arguments what was typed after {@code millrace}
     */
    public static void main(String[] arguments) {
        System.exit(new Millrace().commandLine.execute(arguments));
    }

    /** Reached when no subcommand was named, which is a usage error. */
    @Override
    public void run() {
        throw new ParameterException(commandLine, "Name a subcommand; 'millrace help' lists them.");
    }
}
