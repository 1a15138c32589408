/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.millrace;

import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.RunFiles;
import io.millrace.stream.StreamExecutionEnvironment;

/** A query as a program of its own, which can be submitted to a cluster whose processes share a directory with us. */
public final class NexmarkProgram {
    private NexmarkProgram() {}

    /** @param arguments query, number of events, and the directory that takes the checksums: see {@link RunFiles} */
    public static void main(String[] arguments) throws Exception {
        Query query = Query.of(arguments[0]);
        long events = Long.parseLong(arguments[1]);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        MillraceQueries.build(query, environment, new RunFiles(arguments[2]), events);
        environment.execute("nexmark " + query.label());
    }
}
