/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.harness;

import io.millrace.benchmarks.nexmark.NexmarkQuery;
import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.RunResult;
import java.util.List;

/** The engines of {@link Engines}, all of which run all queries. */
final class DataStreamApi implements Api {

    @Override
    public String label() {
        return "datastream";
    }

    @Override
    public String title() {
        return "DataStream";
    }

    @Override
    public List<String> engines() {
        return Engines.names();
    }

    @Override
    public boolean isSingleThreaded(String engine) {
        return Engines.isSingleThreaded(engine);
    }

    @Override
    public boolean runs(String engine, NexmarkQuery query) {
        return true;
    }

    @Override
    public RunResult run(String engine, String query, int parallelism, long events) throws Exception {
        return Engines.of(engine).run(Query.of(query), parallelism, events);
    }
}
