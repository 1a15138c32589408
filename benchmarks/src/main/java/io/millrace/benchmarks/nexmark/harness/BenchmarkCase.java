/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.harness;

import io.millrace.benchmarks.nexmark.NexmarkQuery;
import java.util.ArrayList;
import java.util.List;

/** One query on one engine at one parallelism. */
record BenchmarkCase(NexmarkQuery query, int parallelism, String engine) {

    /** Cases that are run in turn: the same query at the same parallelism on each engine that can do it. */
    static List<List<BenchmarkCase>> groups(BenchmarkOptions options) {
        List<List<BenchmarkCase>> groups = new ArrayList<>();
        for (NexmarkQuery query : options.queries()) {
            List<String> seen = new ArrayList<>();
            for (int parallelism : options.parallelisms()) {
                groups.add(group(options, query, parallelism, seen));
            }
        }
        groups.removeIf(List::isEmpty);
        return groups;
    }

    /** An engine that cannot go parallel is run once per query, at parallelism 1, whatever was asked for. */
    private static List<BenchmarkCase> group(
            BenchmarkOptions options, NexmarkQuery query, int parallelism, List<String> singleThreadedSeen) {
        List<BenchmarkCase> cases = new ArrayList<>();
        for (String engine : options.engines()) {
            boolean singleThreaded = options.api().isSingleThreaded(engine);
            if (!options.api().runs(engine, query)) {
                continue;
            } else if (!singleThreaded) {
                cases.add(new BenchmarkCase(query, parallelism, engine));
            } else if (!singleThreadedSeen.contains(engine)) {
                singleThreadedSeen.add(engine);
                cases.add(new BenchmarkCase(query, 1, engine));
            }
        }
        return cases;
    }

    @Override
    public String toString() {
        return query.label() + " on " + engine + " at parallelism " + parallelism;
    }
}
