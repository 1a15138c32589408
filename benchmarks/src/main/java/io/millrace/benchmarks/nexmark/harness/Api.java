/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.harness;

import io.millrace.benchmarks.nexmark.NexmarkQuery;
import io.millrace.benchmarks.nexmark.RunResult;
import io.millrace.benchmarks.nexmark.sql.SourceTables;
import java.util.List;
import java.util.stream.Stream;

/** In what the queries are written, and what can run them. */
public interface Api {

    /** Programs with Flink's DataStream API, or Millrace's. */
    Api DATASTREAM = new DataStreamApi();

    /** SQL over one table of all events. */
    Api SQL_NESTED = new SqlApi(SourceTables.NESTED);

    /** SQL over a table for each kind of event. */
    Api SQL_FLAT = new SqlApi(SourceTables.FLAT);

    /** The name in results, and for a child JVM. */
    String label();

    /** What a report is about, in words. */
    String title();

    /** The names of the engines. */
    List<String> engines();

    /** Whether an engine runs on one thread, whatever the parallelism. */
    boolean isSingleThreaded(String engine);

    /** Whether an engine has a query. */
    boolean runs(String engine, NexmarkQuery query);

    /**
     * Runs a query, by its label, over the first {@code events} events: see {@link
     * io.millrace.benchmarks.nexmark.NexmarkEngine#run}.
     *
     * @throws Exception if the query fails
     */
    RunResult run(String engine, String query, int parallelism, long events) throws Exception;

    /**
     * Checks a name without loading the engine's classes, which may not be on the class path of this JVM.
     *
     * @throws IllegalArgumentException if there is no such engine, naming those there are
     */
    default void requireKnown(String engine) {
        if (!engines().contains(engine)) {
            throw new IllegalArgumentException(
                    "Unknown engine '" + engine + "'; the engines are " + String.join(", ", engines()));
        }
    }

    /** The API with that label. */
    static Api of(String label) {
        return Stream.of(DATASTREAM, SQL_NESTED, SQL_FLAT)
                .filter(api -> api.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown API '" + label + "'"));
    }
}
