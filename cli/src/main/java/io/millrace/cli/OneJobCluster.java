/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.flink.cluster.local.LocalCluster;
import io.millrace.flink.cluster.local.LocalClusterOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/** A cluster on this machine that is started for one job, before a person's eyes. */
final class OneJobCluster {
    private static final int TASK_MANAGERS = 3;
    private static final int SLOTS_OF_EACH = 4;

    private OneJobCluster() {}

    /** Starts one JobManager and three task managers, which takes some seconds; whoever asked for them closes them. */
    static LocalCluster start(PrintWriter out) throws IOException, InterruptedException {
        out.println("Starting a Flink cluster on this machine: 1 job manager and " + TASK_MANAGERS + " task managers");
        out.flush();
        long startNanos = System.nanoTime();
        LocalCluster cluster = LocalCluster.start(
                LocalClusterOptions.of(TASK_MANAGERS).withSlots(SLOTS_OF_EACH).quickToStart());
        out.println(String.format(
                Locale.ROOT,
                "Flink %s is up after %.1f s: %s",
                cluster.client().overview().version(),
                (System.nanoTime() - startNanos) / 1e9,
                cluster.address().webPage()));
        out.flush();
        return cluster;
    }
}
