/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import java.io.File;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code millrace classpath}: what programs are compiled and run against. */
@Command(
        name = "classpath",
        description = {
            "Prints the jars that a program is compiled and run against, in one line.",
            "As in: javac -cp \"$(./millrace classpath)\" -d out Program.java"
                    + " && java -cp \"out:$(./millrace classpath)\" Program"
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills in the fields
final class ClassPathCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(ofThisJvm());
        return CommandLine.ExitCode.OK;
    }

    /** The class path that the launcher gave this JVM, which is that of every module. */
    static String ofThisJvm() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> new File(entry).getAbsolutePath())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
