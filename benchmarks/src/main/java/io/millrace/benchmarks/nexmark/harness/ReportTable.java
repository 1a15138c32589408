/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.harness;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The results as a table for people. */
final class ReportTable {

    private static final String HEADER = String.format(
            Locale.ROOT,
            "%-6s %11s  %-17s %12s %8s %8s %13s %8s%n",
            "query",
            "parallelism",
            "engine",
            "events/s",
            "/ loop",
            "/ flink",
            "CPU s/million",
            "peak MB");

    private final List<CaseSummary> summaries;

    ReportTable(List<CaseSummary> summaries) {
        this.summaries = summaries;
    }

    String text() {
        StringBuilder table = new StringBuilder(HEADER);
        for (CaseSummary summary : summaries) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-6s %11d  %-17s %,12.0f %8s %8s %13.3f %8.0f%n",
                    summary.query(),
                    summary.parallelism(),
                    summary.engine(),
                    summary.eventsPerSecond(),
                    ratio(summary, "loop", 1),
                    ratio(summary, "flink", summary.parallelism()),
                    summary.cpuSecondsPerMillion(),
                    summary.peakMemoryMegabytes()));
        }
        return table.toString();
    }

    /** Events per second compared with another engine on the same query, or a dash where that was not run. */
    private String ratio(CaseSummary summary, String engine, int parallelism) {
        return find(summary.query(), engine, parallelism)
                .map(other -> String.format(Locale.ROOT, "%.2f", summary.eventsPerSecond() / other.eventsPerSecond()))
                .orElse("-");
    }

    private Optional<CaseSummary> find(String query, String engine, int parallelism) {
        return summaries.stream()
                .filter(other -> other.query().equals(query)
                        && other.engine().equals(engine)
                        && other.parallelism() == parallelism)
                .findFirst();
    }
}
