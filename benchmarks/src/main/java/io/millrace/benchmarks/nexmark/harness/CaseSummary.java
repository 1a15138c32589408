/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.harness;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The medians of one case's runs, as they are written to JSON.
 *
 * @param runs number of measured runs behind the medians
 */
@JsonPropertyOrder({"api", "engine", "query", "parallelism", "events"})
record CaseSummary(
        String api,
        String engine,
        String query,
        int parallelism,
        long events,
        double eventsPerSecond,
        double cpuSecondsPerMillion,
        double peakMemoryMegabytes,
        String checksum,
        int runs,
        String machine) {

    static CaseSummary of(Api api, BenchmarkCase benchmarkCase, long events, List<MeasuredRun> runs, String machine) {
        return new CaseSummary(
                api.label(),
                benchmarkCase.engine(),
                benchmarkCase.query().label(),
                benchmarkCase.parallelism(),
                events,
                median(runs, run -> events * 1e9 / run.elapsedNanos()),
                median(runs, run -> run.cpuNanos() * 1e-3 / events),
                median(runs, run -> run.peakMemoryBytes() / 1e6),
                runs.get(0).checksum(),
                runs.size(),
                machine);
    }

    /** The middle value, or the mean of the two in the middle. */
    private static double median(List<MeasuredRun> runs, ToDoubleFunction<MeasuredRun> value) {
        double[] sorted = runs.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
