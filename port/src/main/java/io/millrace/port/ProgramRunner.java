/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.port;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs programs one after the other in this JVM, each with a file for what it prints. It knows nothing but the JDK. */
public final class ProgramRunner {
    private ProgramRunner() {}

    /**
     * Runs {@code main} of each class.
     *
     * @param arguments a directory, for a file {@code NAME.out} of each program; then the names of the classes
     */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        PrintStream standard = System.out;
        for (int i = 1; i < arguments.length; i++) {
            run(arguments[i], directory);
            standard.println(arguments[i]);
            standard.flush();
        }
        System.exit(0); // threads of a program that are left over are none of ours
    }

    private static void run(String name, Path directory) throws IOException, ReflectiveOperationException {
        Path file = directory.resolve(name.substring(name.lastIndexOf('.') + 1) + ".out");
        PrintStream standard = System.out;
        try (PrintStream out = new PrintStream(file.toFile(), StandardCharsets.UTF_8)) {
            System.setOut(out);
            Class.forName(name).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } catch (InvocationTargetException failed) {
            failed.printStackTrace(System.err);
        } finally {
            System.setOut(standard);
        }
    }
}
