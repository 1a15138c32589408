/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.harness;

import com.fasterxml.jackson.databind.ObjectMapper;
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

/** Runs one case in a JVM of its own, with the class path of this one. */
final class ChildJvm {

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

    private final List<String> jvm;

    /** Names a file with Flink's class path, where that is not on the class path of this JVM. */
    private static final String FLINK_CLASS_PATH_FILE = "millrace.flink.classpath.file";

    ChildJvm(Machine machine) {
        jvm = new ArrayList<>();
        jvm.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        jvm.add(machine.maxHeapFlag());
        jvm.add("-XX:+UseG1GC");
        jvm.addAll(OPENED);
        jvm.add("-cp");
        jvm.add(classPath());
        jvm.add(ChildMain.class.getName());
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
     * @throws IOException if the child cannot be started, or fails; the message ends with what it wrote to its standard
     *     error
     */
    MeasuredRun run(BenchmarkCase benchmarkCase, long warmUpEvents, long events)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(jvm);
        command.add(benchmarkCase.engine());
        command.add(benchmarkCase.query().label());
        command.add(Integer.toString(benchmarkCase.parallelism()));
        command.add(Long.toString(warmUpEvents));
        command.add(Long.toString(events));
        Path errors = Files.createTempFile("nexmark-", ".err");
        try {
            return run(benchmarkCase, new ProcessBuilder(command).redirectError(errors.toFile()), errors);
        } finally {
            Files.deleteIfExists(errors);
        }
    }

    private static MeasuredRun run(BenchmarkCase benchmarkCase, ProcessBuilder child, Path errors)
            throws IOException, InterruptedException {
        Process process = child.start();
        Thread killer = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(killer);
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String last = output.lines().reduce("", (earlier, later) -> later);
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException(
                        benchmarkCase + " failed: its JVM ended with status " + status + "\n" + tail(errors));
            }
            return new ObjectMapper().readValue(last, MeasuredRun.class);
        } finally {
            process.destroyForcibly();
            Runtime.getRuntime().removeShutdownHook(killer);
        }
    }

    private static String tail(Path errors) throws IOException {
        List<String> lines = Files.readAllLines(errors, Charset.defaultCharset());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - ERROR_LINES_SHOWN), lines.size()));
    }
}
