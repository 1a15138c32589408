/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** {@code millrace demo}, or a test's own way to run its job, in a JVM of its own, which can be killed like any process. */
final class DemoProcess implements AutoCloseable {
    /** What the system makes of signal 9. */
    private static final int KILLED = 128 + 9;

    private static final String FLINK_CLASS_PATH = "millrace.flink.cluster.classpath.file";

    private final Process process;
    private final BufferedReader reader;
    private final List<String> lines = new ArrayList<>();

    private DemoProcess(Process process) {
        this.process = process;
        this.reader = process.inputReader();
    }

    static DemoProcess start(List<String> arguments) throws IOException {
        List<String> demo = new ArrayList<>(List.of("demo"));
        demo.addAll(arguments);
        return millrace(demo);
    }

    /** Starts {@code millrace run} with further arguments. */
    static DemoProcess run(List<String> arguments) throws IOException {
        List<String> run = new ArrayList<>(List.of("run"));
        run.addAll(arguments);
        return millrace(run);
    }

    static DemoProcess millrace(List<String> arguments) throws IOException {
        return start(Millrace.class, arguments);
    }

    static DemoProcess start(Class<?> main, List<String> arguments) throws IOException {
        return start(List.of(), main, arguments);
    }

    /**
     * Starts a process.
     *
     * @param changedClasses directories whose classes come before all others
     */
    static DemoProcess start(List<Path> changedClasses, Class<?> main, List<String> arguments) throws IOException {
        StringBuilder classPath = new StringBuilder();
        changedClasses.forEach(directory -> classPath.append(directory).append(File.pathSeparator));
        classPath.append(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-D" + FLINK_CLASS_PATH + "=" + System.getProperty(FLINK_CLASS_PATH),
                "-cp",
                classPath.toString(),
                main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("MILLRACE_TTY", "0");
        return new DemoProcess(builder.start());
    }

    /** Reads output until {@code count} lines fit; returns false where the process ended before. */
    boolean awaitLines(int count, Predicate<String> fits) throws IOException {
        int seen = 0;
        while (seen < count) {
            String line = reader.readLine();
            if (line == null) {
                return false;
            }
            lines.add(line);
            seen += fits.test(line) ? 1 : 0;
        }
        return true;
    }

    /** Waits for a file of that name in one of a directory's children; returns false where the process ended before. */
    boolean awaitFile(Path directory, String name) throws IOException, InterruptedException {
        while (!hasFile(directory, name)) {
            if (process.waitFor(2, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasFile(Path directory, String name) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.anyMatch(child -> Files.exists(child.resolve(name)));
        }
    }

    /** Reads what is left of the output of a process that is over, and returns what follows in the last line that begins so. */
    String lastLineWith(String beginning) throws IOException {
        awaitLines(Integer.MAX_VALUE, line -> false);
        String found = "";
        for (String line : lines) {
            found = line.startsWith(beginning) ? line.substring(beginning.length()) : found;
        }
        return found;
    }

    /** Returns the processes that this one has started and that are alive, and those that they have. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** Kills the process as {@code kill -9} does; returns false where it had ended by itself before. */
    boolean kill() throws InterruptedException {
        process.toHandle().destroyForcibly(); // which, other than that of the process, leaves its output to be read
        return process.waitFor() == KILLED;
    }

    /** Waits for the end and returns the exit code. */
    int await() throws IOException, InterruptedException {
        awaitLines(Integer.MAX_VALUE, line -> false);
        return process.waitFor();
    }

    /** Returns what was read so far, for messages. */
    String output() {
        return String.join("\n", lines);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        reader.close();
    }
}
