/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import io.millrace.connector.basic.CollectingSink;
import io.millrace.connector.basic.SequenceSource;
import io.millrace.environment.DirectoryInUseException;
import io.millrace.runner.JobClient;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** A job in a JVM of its own, with a checkpoint directory, that goes on until it is killed. */
final class JobLockProcess implements AutoCloseable {
    private static final String RUNNING = "running";

    private final Process process;
    private final BufferedReader reader;

    private JobLockProcess(Process process) {
        this.process = process;
        this.reader = process.inputReader();
    }

    /** What the process does. */
    public static void main(String[] arguments) throws Exception {
        try {
            JobClient job = startJob(Path.of(arguments[0]), "other");
            System.out.println(RUNNING);
            job.await();
        } catch (DirectoryInUseException refused) {
            System.out.println(refused.getMessage());
        }
    }

    static JobClient startJob(Path checkpoints, String name) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.withRunner(new LocalEngine())
                .setParallelism(1)
                .setCheckpointDirectory(checkpoints.toString())
                .enableCheckpointing(10);
        environment
                .fromSource(
                        new SequenceSource(0, Long.MAX_VALUE - 1).rateLimit(1_000),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .sinkTo(new CollectingSink<>());
        return environment.executeAsync(name);
    }

    static JobLockProcess start(Path checkpoints) throws IOException {
        return new JobLockProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        JobLockProcess.class.getName(),
                        checkpoints.toString())
                .redirectErrorStream(true)
                .start());
    }

    long pid() {
        return process.pid();
    }

    /** Waits until its job runs, or is refused; returns what it says of that, and nothing if it runs. */
    String awaitRefusal() throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = reader.readLine(); line != null && !line.equals(RUNNING); line = reader.readLine()) {
            said.append(line.startsWith("SLF4J") ? "" : line);
        }
        return said.toString();
    }

    /** Kills the process as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        reader.close();
    }
}
