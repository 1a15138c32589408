/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.storage.s3;

import io.millrace.connector.basic.SequenceSource;
import io.millrace.connector.files.FileSink;
import io.millrace.connector.files.RollingPolicy;
import io.millrace.engine.LocalEngine;
import io.millrace.format.csv.CsvFormat;
import io.millrace.graph.JobConfiguration.ResumeMode;
import io.millrace.runner.JobClient;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts numbers by their remainder, and writes each count to files that stay open over checkpoints.
 *
 * @param directory what the checkpoints and files are below
 */
record CountingJob(String directory, int parallelism, double recordsPerSecond) {
    static final long RECORDS = 12_000;
    private static final long KEYS = 40;

    record Count(long key, long count) {}

    /** Runs the job to its end, going on from its newest checkpoint. */
    public static void main(String[] arguments) throws Exception {
        new CountingJob(arguments[0], 2, Double.parseDouble(arguments[1]))
                .environment()
                .execute("counting");
    }

    static Process start(String directory, double recordsPerSecond, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.addAll(options);
        command.addAll(List.of(CountingJob.class.getName(), directory, String.valueOf(recordsPerSecond)));
        return new ProcessBuilder(command).inheritIO().start();
    }

    String checkpoints() {
        return directory + "/checkpoints";
    }

    String output() {
        return directory + "/out";
    }

    StreamExecutionEnvironment environment() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.withRunner(new LocalEngine())
                .setParallelism(parallelism)
                .setCheckpointDirectory(checkpoints())
                .setResumeMode(ResumeMode.NEWEST)
                .enableCheckpointing(100);
        environment
                .fromSource(
                        new SequenceSource(0, RECORDS - 1).rateLimit(recordsPerSecond),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .uid("numbers")
                .map(number -> new Count(number % KEYS, 1))
                .uid("ones")
                .keyBy(Count::key)
                .reduce((left, right) -> new Count(left.key(), left.count() + right.count()))
                .uid("counts")
                .sinkTo(FileSink.forRecords(CsvFormat.of(Count.class), output())
                        .withRollingPolicy(RollingPolicy.onSize(8_000)))
                .uid("files");
        return environment;
    }

    JobClient start() throws Exception {
        return environment().executeAsync("counting");
    }

    /** Returns the rows that the job writes, sorted. */
    static List<String> expected() {
        List<String> rows = new ArrayList<>();
        for (long key = 0; key < KEYS; key++) {
            for (long count = 1; count <= RECORDS / KEYS; count++) {
                rows.add(key + "," + count);
            }
        }
        rows.sort(null);
        return rows;
    }
}
