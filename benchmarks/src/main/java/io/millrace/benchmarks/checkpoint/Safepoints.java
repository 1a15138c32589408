/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When this JVM held all its threads up, for the collector above all, from the log of safepoints that it was started
 * with. Times are those of {@link System#nanoTime}.
 */
final class Safepoints {
    private static final Pattern LINE = Pattern.compile("\\[(\\d+)ns\\] Safepoint \"([^\"]*)\".*Total: +(\\d+) ns.*");

    private final List<Stop> stops;

    private record Stop(long start, long end) {}

    private Safepoints(List<Stop> stops) {
        this.stops = stops;
    }

    /** The option of a JVM that is to write the log. */
    static String option(Path log) {
        return "-Xlog:safepoint=info:file=" + log + ":timenanos:filecount=0";
    }

    static Safepoints read(Path log) throws IOException {
        List<Stop> stops = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                long end = Long.parseLong(matcher.group(1)); // the line is written at the end
                stops.add(new Stop(end - Long.parseLong(matcher.group(3)), end));
            }
        }
        return new Safepoints(stops);
    }

    /** How much of a stretch of time the threads were held up. */
    long nanosWithin(long start, long end) {
        long nanos = 0;
        for (Stop stop : stops) {
            nanos += Math.max(0, Math.min(end, stop.end) - Math.max(start, stop.start));
        }
        return nanos;
    }

    /** The longest stop that began in a stretch of time. */
    long longestWithin(long start, long end) {
        long longest = 0;
        for (Stop stop : stops) {
            if (stop.start >= start && stop.start < end) {
                longest = Math.max(longest, stop.end - stop.start);
            }
        }
        return longest;
    }
}
