/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import java.io.PrintWriter;
import java.util.Objects;
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
            RunCommand.class,
            JobsCommand.class,
            JarCommand.class,
            BenchCommand.class,
            PortCommand.class,
            StateCommand.class,
            SimulateCommand.class,
            SavepointCommand.class,
            ClassPathCommand.class,
            HelpCommand.class
        })
public final class Millrace implements Runnable {

    private final CommandLine commandLine = new CommandLine(this)
            .setExecutionExceptionHandler(new Failures())
            .setCaseInsensitiveEnumValuesAllowed(true);

    private Millrace() {
        // What follows a program's name is the program's.
        Objects.requireNonNull(commandLine.getSubcommands().get("run")).setStopAtPositional(true);
    }

    /**
     * Runs the command line and ends the process.
     *
     * @param arguments what was typed after {@code millrace}
     */
    public static void main(String[] arguments) {
        System.exit(new Millrace().commandLine.execute(arguments));
    }

    /** Runs the command line for somebody who wants to see what it writes; returns the status to end with. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new Millrace().commandLine.setOut(out).setErr(err).execute(arguments);
    }

    /** Reached when no subcommand was named, which is a usage error. */
    @Override
    public void run() {
        throw new ParameterException(commandLine, "Name a subcommand; 'millrace help' lists them.");
    }
}
