/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.local;

import io.millrace.flink.cluster.rest.RootCause;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One process of a cluster, on its {@link Leash}, with its log. */
final class FlinkProcess {
    /** What Flink's own start scripts open on JDK 17. */
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

    private static final int LOG_LINES_SHOWN = 15;
    /** How the log marks what went wrong. */
    private static final String ERROR = " ERROR ";

    private final String name;
    private final Path log;
    private final Process process;

    private FlinkProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a JVM.
     *
     * @param name what it is called in messages; its log is named so, too
     * @param directory the cluster's own, which takes every file of the process
     * @param options of the JVM
     * @param command the main class and its arguments
     */
    static FlinkProcess start(String name, Path directory, String classPath, List<String> options, List<String> command)
            throws IOException {
        List<String> java = new ArrayList<>();
        java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        java.add("-XX:+UseG1GC");
        java.add("-XX:-UsePerfData");
        java.addAll(options);
        java.addAll(OPENED);
        java.add("-Djava.io.tmpdir=" + directory.resolve("work"));
        java.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
        java.add("-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS");
        java.add("-cp");
        java.add(classPath);
        java.add(Leash.class.getName());
        java.addAll(command);
        Path log = directory.resolve(name.replace(' ', '-') + ".log");
        Process process = new ProcessBuilder(java)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new FlinkProcess(name, log, process);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits a while, and less if the process ends; returns whether it did. */
    boolean ends(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Ends the process as {@code kill -9} does, and returns when it is gone. May be called again. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Says that the process is over, and why, as far as its log tells. */
    IOException ended() throws IOException {
        return new IOException("The " + name + " of the local cluster ended with status " + process.exitValue() + ": "
                + RootCause.of(log()) + ". From its log:\n" + logExcerpt());
    }

    /** Returns whether the process is over, and wrote something of that kind to its log. */
    boolean endedWith(String text) throws IOException {
        return !process.isAlive()
                && Files.readAllLines(log, Charset.defaultCharset()).stream().anyMatch(line -> line.contains(text));
    }

    /** Returns the log from its first error on, or its end where there is none; not more than a person reads. */
    String logExcerpt() throws IOException {
        return log().lines().limit(LOG_LINES_SHOWN).collect(Collectors.joining("\n"));
    }

    private String log() throws IOException {
        List<String> lines = Files.readAllLines(log, Charset.defaultCharset());
        int start = 0;
        while (start < lines.size() && !lines.get(start).contains(ERROR)) {
            start++;
        }
        return String.join(
                "\n", lines.subList(start < lines.size() ? start : Math.max(0, start - LOG_LINES_SHOWN), lines.size()));
    }
}
