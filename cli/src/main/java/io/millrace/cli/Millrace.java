/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;

/** The command {@code millrace}: reads its arguments and hands over to the subcommand they name. */
@Command(
        name = "millrace",
        description = "A stream processor for the JVM.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Millrace implements Runnable {
    private static final String RUN = "run";
    private static final Map<String, Class<?>> SUBCOMMANDS = subcommands();

    private final CommandLine commandLine = new CommandLine(this);

    /** To look through all subcommands takes longer than to run a small one, so the one that is named stands alone. */
    private Millrace(String... arguments) {
        Class<?> named = arguments.length == 0 ? null : SUBCOMMANDS.get(arguments[0]);
        if (named == null || named == HelpCommand.class) {
            SUBCOMMANDS.forEach(commandLine::addSubcommand);
        } else {
            commandLine.addSubcommand(arguments[0], named);
        }
        commandLine.setExecutionExceptionHandler(new Failures()).setCaseInsensitiveEnumValuesAllowed(true);
        CommandLine run = commandLine.getSubcommands().get(RUN);
        if (run != null) {
            run.setStopAtPositional(true); // what follows a program's name is the program's
        }
    }

    /** In the order in which help lists them. */
    private static Map<String, Class<?>> subcommands() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("demo", DemoCommand.class);
        commands.put("example", ExampleCommand.class);
        commands.put(RUN, RunCommand.class);
        commands.put("sql", SqlCommand.class);
        commands.put("jobs", JobsCommand.class);
        commands.put("jar", JarCommand.class);
        commands.put("bench", BenchCommand.class);
        commands.put("port", PortCommand.class);
        commands.put("state", StateCommand.class);
        commands.put("simulate", SimulateCommand.class);
        commands.put("savepoint", SavepointCommand.class);
        commands.put("classpath", ClassPathCommand.class);
        commands.put("help", HelpCommand.class);
        return commands;
    }

    /**
     * Runs the command line and ends the process.
     *
     * @param arguments what was typed after {@code millrace}
     */
    public static void main(String[] arguments) {
        System.exit(new Millrace(arguments).commandLine.execute(arguments));
    }

    /** Runs the command line for somebody who wants to see what it writes; returns the status to end with. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new Millrace(arguments).commandLine.setOut(out).setErr(err).execute(arguments);
    }

    /** Reached when no subcommand was named, which is a usage error. */
    @Override
    public void run() {
        throw new ParameterException(commandLine, "Name a subcommand; 'millrace help' lists them.");
    }
}
