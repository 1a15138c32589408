/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What lies in the output directories, counted in the files themselves. */
public final class FlightsSummary {
    private final Path output;

    /** @param output the directory under which each output has one of its own */
    public FlightsSummary(Path output) {
        this.output = output;
    }

    /** Returns whether some output holds files already. */
    boolean hasFiles() throws IOException {
        for (FlightsOutput each : FlightsOutput.values()) {
            if (!files(each).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Returns a line for each output: its directory, how many rows there are, and what they are. */
    public List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (FlightsOutput each : FlightsOutput.values()) {
            lines.add(String.format(
                    Locale.ROOT, "  %-13s %,6d rows  %s", each.directoryName() + "/", rows(each), each.meaning()));
        }
        return lines;
    }

    /** No field here holds a newline, so that each line but a file's first is a row. */
    long rows(FlightsOutput each) throws IOException {
        long rows = 0;
        for (Path file : files(each)) {
            try (Stream<String> lines = Files.lines(file)) {
                rows += Math.max(0, lines.count() - 1);
            }
        }
        return rows;
    }

    private List<Path> files(FlightsOutput each) throws IOException {
        Path directory = each.directory(output);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(child -> !child.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
