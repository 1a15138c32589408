/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.harness;

import io.millrace.benchmarks.nexmark.NexmarkQuery;
import io.millrace.benchmarks.nexmark.Query;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to run.
 *
 * @param api in which the queries are written
 * @param engines names that the API knows
 * @param events input events of a measured run
 * @param runs measured runs of each case, the median counts
 * @param heapMegabytes heap of each JVM, or null for {@link Machine}'s choice
 * @param json where to write the results as JSON, or null for nowhere
 */
public record BenchmarkOptions(
        Api api,
        List<String> engines,
        List<? extends NexmarkQuery> queries,
        List<Integer> parallelisms,
        long events,
        int runs,
        @Nullable Long heapMegabytes,
        @Nullable Path json) {

    /** @throws IllegalArgumentException if an engine is unknown, a list is empty or repeats itself, or a number is below 1 */
    public BenchmarkOptions {
        engines = nonEmpty("--engines", engines);
        queries = nonEmpty("--queries", queries);
        parallelisms = nonEmpty("--parallelism", parallelisms);
        engines.forEach(api::requireKnown);
        parallelisms.forEach(parallelism -> atLeastOne("--parallelism", parallelism));
        atLeastOne("--events", events);
        atLeastOne("--runs", runs);
        if (heapMegabytes != null) {
            atLeastOne("--heap", heapMegabytes);
        }
    }

    /** Queries in the DataStream API. */
    public BenchmarkOptions(
            List<String> engines,
            List<Query> queries,
            List<Integer> parallelisms,
            long events,
            int runs,
            @Nullable Long heapMegabytes,
            @Nullable Path json) {
        this(Api.DATASTREAM, engines, queries, parallelisms, events, runs, heapMegabytes, json);
    }

    private static <T> List<T> nonEmpty(String option, List<? extends T> values) {
        if (values.isEmpty() || new LinkedHashSet<>(values).size() < values.size()) {
            throw new IllegalArgumentException(
                    option + " is " + values + "; it must name at least one, and none of them twice");
        }
        return List.copyOf(values);
    }

    private static void atLeastOne(String option, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + " is " + value + "; it must be at least 1");
        }
    }
}
