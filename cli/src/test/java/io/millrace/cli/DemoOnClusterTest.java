/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.flights.FlightsOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flights job on a cluster of four processes, beside the same job in one. */
class DemoOnClusterTest {
    @TempDir
    private Path directory;

    private static final int AIRPORT_DAYS = 6_900;

    @Test
    void writesTheSameRowsAsInOneProcessAndLeavesNoProcess() throws Exception {
        Path embedded = directory.resolve("embedded");
        try (DemoProcess demo = DemoProcess.start(List.of("--output", embedded.toString()))) {
            assertThat(demo.await()).as(demo::output).isZero();
        }
        Path cluster = directory.resolve("cluster");
        try (DemoProcess demo = DemoProcess.start(
                List.of("--on", "local-cluster", "--parallelism", "3", "--output", cluster.toString()))) {
            assertThat(demo.awaitLines(1, line -> line.startsWith("Flink 2.")))
                    .as(demo::output)
                    .isTrue();
            List<ProcessHandle> processes = demo.descendants();
            assertThat(processes).hasSize(4);

            assertThat(demo.await()).as(demo::output).isZero();
            assertThat(demo.output()).contains("FINISHED", "The cluster is stopped.");
            assertThat(rowsWritten(demo.output())).as(demo.output()).isGreaterThan(AIRPORT_DAYS);
            assertThat(processes).noneMatch(ProcessHandle::isAlive);
        }
        for (FlightsOutput output : FlightsOutput.values()) {
            assertThat(rows(output.directory(cluster)))
                    .as(output.directoryName())
                    .isNotEmpty()
                    .isEqualTo(rows(output.directory(embedded)));
        }
    }

    /** Returns how many rows have reached the sinks' stages, as the last line of progress has it: rows, and not batches of them. */
    private static int rowsWritten(String output) {
        Matcher line = Pattern.compile("FINISHED .* written ([\\d,]+) ").matcher(output);
        assertThat(line.find()).as(output).isTrue();
        return Integer.parseInt(line.group(1).replace(",", ""));
    }

    /** Returns all lines of a directory's files, headers included, in order. */
    private static List<String> rows(Path directory) throws IOException {
        List<String> rows = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(each -> !each.getFileName().toString().startsWith("."))
                    .toList()) {
                rows.addAll(Files.readAllLines(file));
            }
        }
        rows.sort(null);
        return rows;
    }
}
