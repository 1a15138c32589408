/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.examples.flights.FlightsOptions;
import io.millrace.examples.flights.FlightsProgram;
import io.millrace.examples.flights.FlightsSummary;
import io.millrace.flink.cluster.local.LocalCluster;
import io.millrace.flink.cluster.rest.RunRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** The flights job on a cluster that is started for it, by the way that any program takes to a cluster. */
final class DemoOnCluster {
    private final FlightsOptions options;
    private final long checkpointIntervalMillis;
    private final PrintWriter out;

    DemoOnCluster(FlightsOptions options, long checkpointIntervalMillis, PrintWriter out) {
        this.options = options;
        this.checkpointIntervalMillis = checkpointIntervalMillis;
        this.out = out;
    }

    /**
     * Runs the job to its end; the cluster is gone then, whatever happened.
     *
     * @param redraws whether progress is one line that changes
     * @throws IOException if the job fails, with the reason
     */
    void run(boolean redraws) throws IOException, InterruptedException {
        Program program = Program.find(FlightsProgram.class.getName(), null, null);
        try (LocalCluster cluster = OneJobCluster.start(out)) {
            ClusterRun run = new ClusterRun(cluster.client(), out, redraws);
            run.follow(run.submit(program, request(cluster)));
        }
        out.println("The cluster is stopped. In " + options.output() + ":");
        new FlightsSummary(options.output()).lines().forEach(out::println);
        out.flush();
    }

    /** Checkpoints are what makes output show, and go with the cluster. */
    private RunRequest request(LocalCluster cluster) {
        Path checkpoints = cluster.directory().resolve("flights-checkpoints");
        List<String> arguments = List.of(
                "--data", options.data().toString(),
                "--output", options.output().toString(),
                "--out-of-orderness", options.outOfOrderness().toString(),
                "--parallelism", Integer.toString(options.parallelism()),
                "--rate", Long.toString(options.rate()),
                "--checkpoint-dir", checkpoints.toString(),
                "--checkpoint-interval", Long.toString(checkpointIntervalMillis));
        return new RunRequest(FlightsProgram.class.getName(), arguments, options.parallelism(), null, false);
    }
}
