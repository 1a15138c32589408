/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.examples.Example;
import io.millrace.examples.Examples;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace example}: lists the small examples, or runs one. */
@Command(
        name = "example",
        description = {
            "Runs a small example; without a name, lists them.",
            "Each is one package of examples/src/main/java/io/millrace/examples."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills in the fields
final class ExampleCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Which example.")
    private @Nullable String name;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "ARGUMENT", description = "What the example takes.")
    private List<String> arguments = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        String wanted = name;
        if (wanted == null) {
            list();
            return 0;
        }
        Example example = Examples.named(wanted)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "There is no example '" + wanted + "'. There are: "
                                + String.join(
                                        ", ",
                                        Examples.ALL.stream().map(Example::name).toList())));
        try {
            Examples.run(example, arguments);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        return 0;
    }

    private void list() {
        for (Example example : Examples.ALL) {
            spec.commandLine()
                    .getOut()
                    .println(String.format(Locale.ROOT, "  %-20s %s", example.name(), example.description()));
        }
        spec.commandLine().getOut().println("Run one with: millrace example NAME");
        spec.commandLine().getOut().flush();
    }
}
