/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.examples.Example;
import io.millrace.examples.Examples;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace example}: lists the small examples, explains one, or runs it. */
@Command(
        name = "example",
        description = {
            "Runs a small example; without a name, lists them.",
            "Each is one package of examples/src/main/java/io/millrace/examples."
        })
@SuppressWarnings("NullAway.Init") // picocli fills in the fields
final class ExampleCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Which example.")
    private @Nullable String name;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "ARGUMENT", description = "What the example takes.")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = {"-h", "--help"},
            description = "Show this help, or, behind a NAME, what that example shows.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        String wanted = name;
        if (wanted == null) {
            if (help) {
                spec.commandLine().usage(out);
            } else {
                list(out);
            }
            return ExitCode.OK;
        }
        Example example = Examples.named(wanted).orElseThrow(() -> unknown(wanted));
        if (help) {
            explain(example, out);
            return ExitCode.OK;
        }
        run(example);
        return ExitCode.OK;
    }

    private ParameterException unknown(String wanted) {
        List<String> names = Examples.ALL.stream().map(Example::name).toList();
        return new ParameterException(
                spec.commandLine(),
                "There is no example '" + wanted + "'. There are: " + String.join(", ", names) + ".");
    }

    /** The explanation goes to standard error, so that standard output has the example's rows alone. */
    private void run(Example example) throws Exception {
        explain(example, spec.commandLine().getErr());
        try {
            Examples.run(example, arguments);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static void explain(Example example, PrintWriter out) {
        out.println("millrace example " + (example.name() + " " + example.parameters()).strip());
        out.println();
        example.explanation().lines().forEach(line -> out.println("  " + line));
        String directory = example.getClass().getPackageName().replace('.', '/');
        out.println("  Code: examples/src/main/java/" + directory);
        out.println();
        out.flush();
    }

    private static void list(PrintWriter out) {
        for (Example example : Examples.ALL) {
            out.println(String.format(Locale.ROOT, "  %-20s %s", example.name(), example.description()));
        }
        out.println("Run one with: millrace example NAME");
        out.flush();
    }
}
