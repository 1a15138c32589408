/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.harness;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.benchmarks.nexmark.RunResult;

/**
 * The main class of a child JVM: one case, warmed up by a run over fewer events, then measured once. The last line of its
 * standard output is a {@link MeasuredRun}.
 */
final class ChildMain {

    private ChildMain() {}

    /** @param arguments API, engine, query, parallelism, events of the warm-up, events of the measured run */
    public static void main(String[] arguments) throws Exception {
        Api api = Api.of(arguments[0]);
        int parallelism = Integer.parseInt(arguments[3]);
        api.run(arguments[1], arguments[2], parallelism, Long.parseLong(arguments[4]));
        System.gc();
        RunResult result = api.run(arguments[1], arguments[2], parallelism, Long.parseLong(arguments[5]));
        MeasuredRun run =
                new MeasuredRun(result.checksum(), result.elapsedNanos(), result.cpuNanos(), PeakMemory.bytes());
        System.out.println(new ObjectMapper().writeValueAsString(run));
        System.out.flush();
        System.exit(0); // threads that an engine left behind must not keep the JVM
    }
}
