/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.harness;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.benchmarks.nexmark.NexmarkEngine;
import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.RunResult;

/**
 * The main class of a child JVM: one case, warmed up by a run over fewer events, then measured once. The last line of its
 * standard output is a {@link MeasuredRun}.
 */
final class ChildMain {

    private ChildMain() {}

    /** @param arguments engine, query, parallelism, events of the warm-up, events of the measured run */
    public static void main(String[] arguments) throws Exception {
        NexmarkEngine engine = Engines.of(arguments[0]);
        Query query = Query.of(arguments[1]);
        int parallelism = Integer.parseInt(arguments[2]);
        engine.run(query, parallelism, Long.parseLong(arguments[3]));
        System.gc();
        RunResult result = engine.run(query, parallelism, Long.parseLong(arguments[4]));
        MeasuredRun run =
                new MeasuredRun(result.checksum(), result.elapsedNanos(), result.cpuNanos(), PeakMemory.bytes());
        System.out.println(new ObjectMapper().writeValueAsString(run));
        System.out.flush();
        System.exit(0); // threads that an engine left behind must not keep the JVM
    }
}
