/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How far the job has come in its data. A run that resumes begins somewhere in the middle: its first flight tells where.
 * Not thread-safe.
 */
public final class FlightsProgress {
    private final List<String> lines;
    private long done;
    private boolean begun;

    private FlightsProgress(List<String> lines) {
        this.lines = lines;
    }

    /** Reads all lines of the data, header first. */
    public static FlightsProgress of(Path flightsFile) throws IOException {
        List<String> lines = Files.readAllLines(flightsFile);
        return new FlightsProgress(lines.isEmpty() ? lines : lines.subList(1, lines.size()));
    }

    void departed(Flight flight) {
        if (!begun) {
            begun = true;
            done = Math.max(0, lines.indexOf(flight.toCsvLine()));
        }
        done = Math.min(done + 1, total());
    }

    long done() {
        return done;
    }

    long total() {
        return lines.size();
    }
}
