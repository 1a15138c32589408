/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a person does with a Flink cluster: look at it, run a jar, look after jobs. Each call asks the cluster and waits for
 * its answer. Any thread may use it.
 *
 * <p>Every method throws a {@link ClusterException} where the cluster cannot be reached or refuses.
 */
public final class ClusterClient {
    private static final String VERSIONS_UNDERSTOOD = "2.";
    private static final long SAVEPOINT_POLL_MILLIS = 100;

    private final FlinkAddress address;
    private final RestChannel channel;

    private ClusterClient(FlinkAddress address) {
        this.address = address;
        this.channel = new RestChannel(address);
    }

    /** Asks nothing yet: for a cluster that one has started oneself. */
    public static ClusterClient of(FlinkAddress address) {
        return new ClusterClient(address);
    }

    /**
     * Makes sure that a Flink 2.x cluster answers.
     *
     * @throws ClusterException if nothing, something else or another version does
     */
    public static ClusterClient connect(FlinkAddress address) throws ClusterException, InterruptedException {
        ClusterClient client = new ClusterClient(address);
        String version = client.overview().version();
        if (!version.startsWith(VERSIONS_UNDERSTOOD)) {
            throw new ClusterException("The cluster at " + address + " runs Flink " + version
                    + ", and Millrace needs Flink 2.x: upgrade the cluster, or name another one");
        }
        return client;
    }

    public FlinkAddress address() {
        return address;
    }

    public ClusterOverview overview() throws ClusterException, InterruptedException {
        JsonNode overview = channel.get("/overview");
        return new ClusterOverview(
                overview.path("flink-version").asText("of unknown version"),
                overview.path("taskmanagers").asInt(),
                overview.path("slots-total").asInt(),
                overview.path("slots-available").asInt());
    }

    /** Returns the jobs that run, and those that ended and are still remembered; the newest first. */
    public List<JobSummary> jobs() throws ClusterException, InterruptedException {
        List<JobSummary> jobs = new ArrayList<>();
        channel.get("/jobs/overview").path("jobs").forEach(job -> jobs.add(JobReading.summary(job)));
        jobs.sort((first, second) -> Long.compare(second.startMillis(), first.startMillis()));
        return jobs;
    }

    /**
     * Uploads a jar.
     *
     * @param name how the cluster's web page shows it; ends in .jar
     * @return what the cluster calls it
     */
    public String uploadJar(Path jar, String name)
            throws ClusterException, FileNotFoundException, InterruptedException {
        String stored =
                channel.upload("/jars/upload", jar, name).path("filename").asText();
        return stored.substring(stored.lastIndexOf('/') + 1);
    }

    /** Makes the cluster forget an uploaded jar. Jobs that were started from it have copies of their own. */
    public void deleteJar(String jar) throws ClusterException, InterruptedException {
        channel.delete("/jars/" + jar);
    }

    /**
     * Runs the main method of a program on the JobManager, up to where it executes its job.
     *
     * @return the job's id
     */
    public String run(String jar, RunRequest request) throws ClusterException, InterruptedException {
        ObjectNode body = RestChannel.object().put("entryClass", request.mainClass());
        request.arguments().forEach(body.putArray("programArgsList")::add);
        if (request.parallelism() != null) {
            body.put("parallelism", request.parallelism());
        }
        if (request.savepoint() != null) {
            body.put("savepointPath", request.savepoint()).put("allowNonRestoredState", request.dropsState());
        }
        return channel.post("/jars/" + jar + "/run", body).path("jobid").asText();
    }

    public JobDetails job(String id) throws ClusterException, InterruptedException {
        return JobReading.details(channel.get("/jobs/" + id));
    }

    /** Returns in one line why a job failed, or was restarted last; empty if nothing went wrong. */
    public Optional<String> failure(String id) throws ClusterException, InterruptedException {
        JsonNode newest = channel.get("/jobs/" + id + "/exceptions?maxExceptions=1")
                .path("exceptionHistory")
                .path("entries")
                .path(0);
        return newest.isMissingNode()
                ? Optional.empty()
                : Optional.of(RootCause.of(newest.path("stacktrace").asText()));
    }

    public CheckpointStatistics checkpoints(String id) throws ClusterException, InterruptedException {
        JsonNode checkpoints = channel.get("/jobs/" + id + "/checkpoints");
        return new CheckpointStatistics(
                checkpoints.path("counts").path("completed").asLong(),
                checkpoints.path("counts").path("failed").asLong(),
                checkpoints
                        .path("latest")
                        .path("completed")
                        .path("end_to_end_duration")
                        .asLong());
    }

    /**
     * Returns the event time, in milliseconds since the epoch, that all subtasks of a vertex have been told of; {@link
     * Long#MIN_VALUE} as long as one of them has been told of none. Flink reports it with some delay.
     */
    public long watermark(String id, JobDetails.Vertex vertex) throws ClusterException, InterruptedException {
        JsonNode subtasks = channel.get("/jobs/" + id + "/vertices/" + vertex.id() + "/watermarks");
        long minimum = subtasks.size() < vertex.parallelism() ? Long.MIN_VALUE : Long.MAX_VALUE;
        for (JsonNode subtask : subtasks) {
            minimum = Math.min(minimum, subtask.path("value").asLong(Long.MIN_VALUE));
        }
        return minimum;
    }

    /**
     * Takes a savepoint of a job, which goes on, and waits until it is complete.
     *
     * @param directory under which it gets a directory of its own; null for the cluster's default
     * @return its location
     */
    public String savepoint(String id, @Nullable String directory) throws ClusterException, InterruptedException {
        ObjectNode body =
                RestChannel.object().put("target-directory", directory).put("cancel-job", false);
        return await(id, channel.post("/jobs/" + id + "/savepoints", body));
    }

    /**
     * Takes a savepoint of a job, which ends with it, and waits until it is complete.
     *
     * @param directory as of {@link #savepoint}
     * @param drain whether event time ends first, so that windows fire and the job can not be gone on with
     * @return the savepoint's location
     */
    public String stop(String id, @Nullable String directory, boolean drain)
            throws ClusterException, InterruptedException {
        ObjectNode body = RestChannel.object().put("targetDirectory", directory).put("drain", drain);
        return await(id, channel.post("/jobs/" + id + "/stop", body));
    }

    private String await(String id, JsonNode trigger) throws ClusterException, InterruptedException {
        String path =
                "/jobs/" + id + "/savepoints/" + trigger.path("request-id").asText();
        JsonNode answer = channel.get(path);
        while (!answer.path("status").path("id").asText().equals("COMPLETED")) {
            TimeUnit.MILLISECONDS.sleep(SAVEPOINT_POLL_MILLIS);
            answer = channel.get(path);
        }
        JsonNode failure = answer.path("operation").path("failure-cause");
        if (failure.isObject()) {
            throw new ClusterException("The savepoint of job " + id + " failed: "
                    + RootCause.of(failure.path("stack-trace").asText()));
        }
        return answer.path("operation").path("location").asText();
    }

    /** Has a job ended as it is, and does not wait for its end. */
    public void cancel(String id) throws ClusterException, InterruptedException {
        channel.patch("/jobs/" + id + "?mode=cancel");
    }
}
