/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.windows;

import java.util.List;

/**
 * What a child JVM reports.
 *
 * @param windows complete windows since the start of the job
 * @param checksums over all rows, after each of them
 */
record WindowRun(long events, long rows, long nanos, long cpuNanos, int windows, List<Long> checksums) {
    static WindowRun between(Progress.Mark start, Progress.Mark end, WindowCase windowCase, List<Progress.Mark> marks) {
        // Flink adds an event to all its windows, Millrace once.
        int addsPerEvent = windowCase.engine().equals("flink") ? windowCase.sizeOverSlide() : 1;
        return new WindowRun(
                (end.added() - start.added()) / addsPerEvent,
                end.rows() - start.rows(),
                end.nanos() - start.nanos(),
                end.cpuNanos() - start.cpuNanos(),
                Math.max(0, marks.size() - 1),
                marks.stream().skip(1).map(Progress.Mark::checksum).toList());
    }

    double eventsPerSecond() {
        return events * 1e9 / nanos;
    }

    /** Whether all windows that both runs have completed gave the same rows. */
    boolean agreesWith(WindowRun other) {
        int common = windowsInCommon(other);
        return checksums.subList(0, common).equals(other.checksums.subList(0, common));
    }

    int windowsInCommon(WindowRun other) {
        return Math.min(windows, other.windows);
    }
}
