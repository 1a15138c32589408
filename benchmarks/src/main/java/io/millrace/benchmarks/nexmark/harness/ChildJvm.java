/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.harness;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs one case in a JVM of its own, with the class path of this one. */
public final class ChildJvm {

    /** What Flink's own start scripts open on JDK 17; every engine gets the same flags. */
    private static final List<String> OPENED = List.of(
            "--add-exports=java.base/sun.net.util=ALL-UNNAMED",
            "--add-exports=java.management/sun.management=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.text=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED");

    private static final int ERROR_LINES_SHOWN = 40;
    private static final String MAX_HEAP = "-Xmx";

    private final List<String> jvm;

    /** Names a file with Flink's class path, where that is not on the class path of this JVM. */
    private static final String FLINK_CLASS_PATH_FILE = "millrace.flink.classpath.file";

    /**
     * @param main the class to run; the last line of its standard output is what it reports
     * @param options further ones of the JVM
     */
    public ChildJvm(Machine machine, Class<?> main, String... options) {
        jvm = new ArrayList<>();
        jvm.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        jvm.add(machine.maxHeapFlag());
        jvm.add("-XX:+UseG1GC");
        jvm.addAll(List.of(options));
        if (List.of(options).stream().anyMatch(option -> option.matches("-XX:\\+Use\\w+GC"))) {
            jvm.remove("-XX:+UseG1GC");
        }
        jvm.addAll(OPENED);
        jvm.add("-cp");
        jvm.add(classPath());
        jvm.add(main.getName());
    }

    /**
     * Has the JVM touch all of its heap before it starts. Where a machine is slow to give memory, as virtual ones are, that
     * costs more than what is measured, and comes at any moment until the heap has been gone through once.
     */
    public ChildJvm touchingItsHeap() {
        String heap = jvm.stream()
                .filter(option -> option.startsWith(MAX_HEAP))
                .reduce((first, last) -> last)
                .orElseThrow();
        jvm.addAll(1, List.of("-Xms" + heap.substring(MAX_HEAP.length()), "-XX:+AlwaysPreTouch"));
        return this;
    }

    private static String classPath() {
        String own = System.getProperty("java.class.path");
        String flink = System.getProperty(FLINK_CLASS_PATH_FILE);
        if (flink == null) {
            return own;
        }
        try {
            return own + File.pathSeparator + Files.readString(Path.of(flink)).trim();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read Flink's class path from " + flink, e);
        }
    }

    /**
     * Runs a case to the end.
     *
     * @param what names the case in errors
     * @return the last line of the child's standard output
     * @throws IOException if the child cannot be started, or fails; the message ends with what it wrote to its standard
     *     error
     */
    public String run(String what, List<String> arguments) throws IOException, InterruptedException {
        return run(what, arguments, line -> {});
    }

    /**
     * As above.
     *
     * @param progress takes each line but the result, as it comes
     */
    public String run(String what, List<String> arguments, Consumer<String> progress)
            throws IOException, InterruptedException {
        Path errors = Files.createTempFile("millrace-bench-", ".err");
        try {
            return run(what, builder(arguments).redirectError(errors.toFile()), errors, progress);
        } finally {
            Files.deleteIfExists(errors);
        }
    }

    /** A JVM that is yet to be started. */
    public ProcessBuilder builder(List<String> arguments) {
        List<String> command = new ArrayList<>(jvm);
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    private static String run(String what, ProcessBuilder child, Path errors, Consumer<String> progress)
            throws IOException, InterruptedException {
        Process process = child.start();
        Thread killer = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(killer);
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String last = lastLine(output, progress);
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException(what + " failed: its JVM ended with status " + status + "\n" + tail(errors));
            }
            return last;
        } finally {
            process.destroyForcibly();
            Runtime.getRuntime().removeShutdownHook(killer);
        }
    }

    /** A line that begins as JSON does is a result, and whatever else is progress. */
    private static String lastLine(BufferedReader output, Consumer<String> progress) throws IOException {
        String last = "";
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (!line.startsWith("{")) {
                progress.accept(line);
            }
            last = line;
        }
        return last;
    }

    /** The end of what a child wrote to its standard error. */
    public static String tail(Path errors) throws IOException {
        List<String> lines = Files.readAllLines(errors, Charset.defaultCharset());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - ERROR_LINES_SHOWN), lines.size()));
    }
}
