/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.flink.cluster.ClusterJob;
import io.millrace.flink.cluster.JobProgress;
import io.millrace.flink.cluster.rest.ClusterClient;
import io.millrace.flink.cluster.rest.JobState;
import io.millrace.flink.cluster.rest.RunRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;

/** A program on a cluster, from its upload to its end, before a person's eyes. */
final class ClusterRun {
    private static final Duration LOOK = Duration.ofMillis(500);

    private final ClusterClient client;
    private final PrintWriter out;
    private final boolean redraws;

    ClusterRun(ClusterClient client, PrintWriter out, boolean redraws) {
        this.client = client;
        this.out = out;
        this.redraws = redraws;
    }

    /** Uploads a program, and returns the job that it executes. */
    ClusterJob submit(Program program, RunRequest request) throws IOException, InterruptedException {
        say("Submitting " + program.mainClass() + " to " + client.address());
        ClusterJob job = ClusterJob.submit(client, program.jar(), request);
        say("Job " + job.id() + ", to be seen at " + client.address().webPage() + "#/job/running/" + job.id());
        return job;
    }

    /**
     * Shows the job until it ends.
     *
     * @throws IOException if it does not end well, with the reason
     */
    void follow(ClusterJob job) throws IOException, InterruptedException {
        JobScreen screen = new JobScreen(out, redraws);
        JobProgress last;
        try {
            last = job.await(LOOK, screen::show);
        } finally {
            screen.close();
        }
        if (last.state() == JobState.FAILED) {
            throw new IOException("the job failed: " + job.failure().orElse("Flink gives no reason"));
        } else if (last.state() != JobState.FINISHED) {
            throw new IOException("the job was cancelled");
        }
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }
}
