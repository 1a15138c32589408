/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster;

import io.millrace.flink.cluster.jar.FatJar;
import io.millrace.flink.cluster.rest.ClusterClient;
import io.millrace.flink.cluster.rest.ClusterException;
import io.millrace.flink.cluster.rest.JobDetails;
import io.millrace.flink.cluster.rest.JobDetails.Vertex;
import io.millrace.flink.cluster.rest.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One job on a cluster. For one thread. */
public final class ClusterJob {
    private final ClusterClient client;
    private final String id;
    private final ProgressMeter meter = new ProgressMeter();

    /** Speaks of a job that was submitted before, by its id. */
    public ClusterJob(ClusterClient client, String id) {
        this.client = client;
        this.id = id;
    }

    /**
     * Uploads a program and runs it up to where it executes its job, which goes on by itself. The cluster keeps no jar.
     *
     * @throws ClusterException if the program cannot be run, with the reason
     */
    public static ClusterJob submit(ClusterClient client, FatJar program, RunRequest request)
            throws IOException, InterruptedException {
        Path jar = Files.createTempFile("millrace-", ".jar");
        jar.toFile().deleteOnExit(); // where somebody loses patience while the program's main method runs
        try {
            program.write(jar, request.mainClass());
            String uploaded = client.uploadJar(jar, request.mainClass() + ".jar");
            try {
                return new ClusterJob(client, client.run(uploaded, request));
            } finally {
                client.deleteJar(uploaded);
            }
        } finally {
            Files.deleteIfExists(jar);
        }
    }

    public String id() {
        return id;
    }

    /** Asks how far the job is. */
    public JobProgress progress() throws ClusterException, InterruptedException {
        JobDetails details = client.job(id);
        return meter.progress(details, watermark(details), client.checkpoints(id));
    }

    private long watermark(JobDetails job) throws ClusterException, InterruptedException {
        long least = Long.MAX_VALUE;
        for (Vertex vertex : job.vertices()) {
            if (vertex.isSink()) {
                least = Math.min(least, client.watermark(id, vertex));
            }
        }
        return least;
    }

    /**
     * Waits for the end of the job.
     *
     * @param interval between two looks
     * @param each sees every look, the last one included
     * @return the last one
     */
    public JobProgress await(Duration interval, Consumer<JobProgress> each)
            throws ClusterException, InterruptedException {
        JobProgress progress = progress();
        each.accept(progress);
        while (!progress.state().isFinal()) {
            TimeUnit.MILLISECONDS.sleep(interval.toMillis());
            progress = progress();
            each.accept(progress);
        }
        return progress;
    }

    /** Returns in one line why the job failed, or was restarted last; empty if nothing went wrong. */
    public Optional<String> failure() throws ClusterException, InterruptedException {
        return client.failure(id);
    }
}
